// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ipmodechooser.h"

#include <algorithm>
#include <array>

namespace sekimori::widgets {
namespace {

using Mode = IpModeChooser::Mode;

constexpr std::array modes{Mode::AllowAll, Mode::AllowListed, Mode::DenyAll};

}

IpModeChooser::IpModeChooser(QWidget *parent)
    : ExplainedChoices(
          {
              {tr("A&llow all", "mode of the IP address restriction"), nameOf(Mode::AllowAll),
                  tr("Every address reaches the sign-in page. The list is kept, but not looked at.")},
              {tr("Allow li&sted", "mode of the IP address restriction"), nameOf(Mode::AllowListed),
                  tr("Addresses in the list reach the sign-in page. Others are turned away, or asked for the shared "
                     "user "
                     "name and "
                     "password while Basic authentication is on.")},
              {tr("Den&y all", "mode of the IP address restriction"), nameOf(Mode::DenyAll),
                  tr("No address counts as listed. Everybody is turned away, or asked for the shared user name and "
                     "password "
                     "while "
                     "Basic authentication is on.")},
          },
          parent)
{
}

QString IpModeChooser::nameOf(Mode mode)
{
    switch (mode) {
    case Mode::AllowAll:
        return tr("Allow all", "mode of the IP address restriction");
    case Mode::AllowListed:
        return tr("Allow listed", "mode of the IP address restriction");
    case Mode::DenyAll:
        return tr("Deny all", "mode of the IP address restriction");
    }
    Q_UNREACHABLE_RETURN({});
}

IpModeChooser::Mode IpModeChooser::value() const
{
    return modes.at(std::size_t(ExplainedChoices::value()));
}

void IpModeChooser::setValue(Mode mode)
{
    ExplainedChoices::setValue(int(std::ranges::find(modes, mode) - modes.begin()));
}

}
