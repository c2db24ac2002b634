// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ownaddresspanel.h"

#include "controls/banner.h"

#include <QLocale>
#include <QVBoxLayout>

namespace sekimori::widgets {

using Mode = policy::IpRestriction::Mode;
using policy::Condition;
using policy::Verdict;

OwnAddressPanel::OwnAddressPanel(QWidget *parent)
    : QWidget(parent)
    , m_banner(new Banner(this))
    , m_outlook([this](const Outlook &outlook) { tell(outlook); })
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_banner);
    connect(m_banner, &Banner::acted, this, [this] { emit additionWanted(IpNetwork::single(*m_address)); });
}

void OwnAddressPanel::setAddress(const QString &address)
{
    const auto parsed = IpAddress::parse(address);
    m_address = parsed ? std::optional(*parsed) : std::nullopt;
    setVisible(m_address.has_value());
    show(m_draft);
}

void OwnAddressPanel::setEditable(bool editable)
{
    m_editable = editable;
    show(m_draft);
}

void OwnAddressPanel::show(const policy::Settings &draft)
{
    m_draft = draft;
    if (m_address)
        m_outlook.ask([draft, address = *m_address] { return outlook(draft, address); });
}

OwnAddressPanel::Outlook OwnAddressPanel::outlook(const policy::Settings &draft, const IpAddress &address)
{
    policy::AccessAttempt attempt;
    attempt.client = address;
    Outlook outlook;
    outlook.decision = policy::decide(policy::AccessRules::of(draft), attempt);
    outlook.mode = draft.ipRestriction.mode;
    if (outlook.decision.entry)
        outlook.entry = draft.ipRestriction.entries.at(*outlook.decision.entry);
    return outlook;
}

void OwnAddressPanel::tell(const Outlook &outlook)
{
    const QString address = m_address->toString();
    const bool listingHelps = m_editable && outlook.mode == Mode::AllowListed && !outlook.decision.entry;
    const QString action = listingHelps ? tr("Add &my address") : QString();
    switch (outlook.decision.verdict) {
    case Verdict::Pass:
        m_banner->tell(Tone::Good, tr("You are at %1. You would get in: %2").arg(address, passText(outlook)));
        break;
    case Verdict::AskBasic:
        m_banner->tell(Tone::Warning,
            tr("You are at %1. You would get in only with the shared user name and password: %2")
                .arg(address, reasonText(outlook)),
            action);
        break;
    case Verdict::Deny:
    case Verdict::CertificateNeeded:
        m_banner->tell(
            Tone::Error, tr("You are at %1. You would NOT get in: %2").arg(address, reasonText(outlook)), action);
        break;
    }
}

QString OwnAddressPanel::passText(const Outlook &outlook) const
{
    if (outlook.decision.decidedBy == Condition::ModeAllowsAll)
        return tr("“Allow all” lets every address in.");
    const QString place = QLocale().toString(*outlook.decision.entry + 1);
    const QString network = outlook.entry.network.toString();
    if (outlook.entry.memo.isEmpty())
        return tr("entry %1, %2, lists your address.").arg(place, network);
    return tr("entry %1, %2 “%3”, lists your address.").arg(place, network, outlook.entry.memo);
}

QString OwnAddressPanel::reasonText(const Outlook &outlook) const
{
    return outlook.mode == Mode::DenyAll ? tr("“Deny all” lets no address in.") : tr("no entry lists your address.");
}

}
