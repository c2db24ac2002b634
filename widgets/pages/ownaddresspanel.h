// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/latestanswer.h"
#include "policy/accessdecision.h"

#include <QWidget>

namespace sekimori::widgets {

class Banner;

/// Says how the person at the window would be met by the settings as they are being edited, before they are in force.
class OwnAddressPanel : public QWidget {
    Q_OBJECT

public:
    explicit OwnAddressPanel(QWidget *parent = nullptr);

    /// As the platform sees it; where it is no address, there is nothing to say.
    void setAddress(const QString &address);
    void setEditable(bool editable);
    void show(const policy::Settings &draft);

signals:
    void additionWanted(const IpNetwork &network); ///< to the list, so that the person gets in

private:
    struct Outlook {
        policy::AccessDecision decision;
        policy::IpRestriction::Mode mode = policy::IpRestriction::Mode::AllowAll;
        policy::IpEntry entry; ///< the one that lists the address
    };

    static Outlook outlook(const policy::Settings &draft, const IpAddress &address);
    void tell(const Outlook &outlook);
    QString passText(const Outlook &outlook) const;
    QString reasonText(const Outlook &outlook) const;

    Banner *m_banner;
    std::optional<IpAddress> m_address;
    bool m_editable = true;
    policy::Settings m_draft;
    items::LatestAnswer<Outlook> m_outlook;
};

}
