// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/entrance.h"
#include "platform/settingsclient.h"
#include "policy/accesspresets.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QStandardItemModel;

namespace sekimori::widgets {

class AccessTablePanel;
class Banner;
class BasicPairForm;
class SettingsDesk;

/// A preset before it is applied: every field before and after, what it means for people in each situation, and
/// whether whoever looks would still get in. What is missing for it is asked for here.
class PresetReview : public QDialog {
    Q_OBJECT

public:
    PresetReview(SettingsDesk &desk, const Entrance &entrance, policy::AccessPreset preset, QWidget *parent);

    /// All that would be set, what is edited on pages included.
    policy::Settings wanted() const;

private:
    void layOut();
    QWidget *makeContent();
    QWidget *makeMissing();
    QWidget *makeButtons();
    void showAll();
    void showOwnAddress(const policy::Settings &wanted);
    void showChanges(const policy::Settings &wanted);
    void showWayIn(const policy::Settings &wanted, const Errors &missing);
    void tellWayIn(const platform::Answer<platform::CheckedDraft> &answer);
    void showWhyNot(const policy::Settings &wanted, const Errors &missing);

    SettingsDesk &m_desk;
    policy::Settings m_saved;
    policy::Settings m_preset; ///< what is edited, with the preset's switches
    QString m_addressText;
    std::optional<IpAddress> m_own;
    QString m_hostName;
    bool m_isAddressAdded = false;
    platform::Pending m_check;
    Banner *m_wayIn;
    Banner *m_ownAddress;
    BasicPairForm *m_pair = nullptr; ///< only where one is missing
    QLabel *m_included;
    QStandardItemModel *m_changes;
    AccessTablePanel *m_table;
    QLabel *m_whyNot;
    QPushButton *m_apply;
};

}
