// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/card.h"
#include "platform/passwordclient.h"

#include <QTimer>

class QGridLayout;
class QPushButton;

namespace sekimori::widgets {

class IconLabel;

/// What a password policy means for the passwords that people have now, as the platform counts it: while it is shown,
/// and a moment after the policy was edited.
class PasswordImpactCard : public Card {
    Q_OBJECT

public:
    explicit PasswordImpactCard(platform::PasswordClient &client, QWidget *parent = nullptr);

    void setPolicy(const policy::PasswordPolicy &policy, bool isSaved);
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void ask();
    void take(const platform::Answer<platform::PasswordImpact> &answer);
    void show(const platform::PasswordImpact &impact);
    void showDue(const QList<platform::PasswordImpact::Due> &due);
    QString headline(const platform::PasswordImpact &impact) const;

    platform::PasswordClient &m_client;
    policy::PasswordPolicy m_policy;
    bool m_isSaved = true;
    std::optional<policy::PasswordPolicy> m_asked; ///< what the card tells of, or soon will
    QTimer m_pause; ///< until the person has stopped editing
    platform::Pending m_asking;
    IconLabel *m_mark;
    QLabel *m_headline;
    QGridLayout *m_due;
    QLabel *m_unknown;
    QPushButton *m_again;
};

}
