// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/alertforecasting.h"
#include "items/logkeytrust.h"
#include "items/mailstanding.h"
#include "pages/alertruledialog.h"
#include "pages/page.h"

#include <QTimeZone>
#include <QTimer>

#include <array>

namespace sekimori::widgets {

class AddressListField;
class AlertLevelRow;
class AlertRulesPanel;
class Banner;
class Card;

/// Who is told by mail of which events: level by level, by rules, and who gets the log's checkpoints.
class AlertsPage : public Page {
    Q_OBJECT

public:
    /// How often it asks by itself whether mail leaves.
    static constexpr std::chrono::seconds usualPace{30};

    /// @p logKey signs the checkpoints, and has to outlive the page.
    AlertsPage(const AlertRuleDialog::Needs &needs, items::LogKeyTrust &logKey, QWidget *parent = nullptr);

    QString title() const override;
    QStringList sectionKeys() const override;
    void setSession(const platform::Session &session) override;
    void load(const platform::SettingsState &state) override;
    void edit(const policy::Settings &draft) override;
    void applied(const policy::Settings &sent, const platform::SettingsState &now) override;
    void revert() override;
    bool isChanged() const override;
    void collect(policy::Settings &draft) const override;
    Errors problems() const override;
    QList<platform::FieldProblem> showProblems(const QList<platform::FieldProblem> &problems) override;
    void focusOn(const QString &field) override;
    void takeOver(Page &before) override;
    void refresh() override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void layOut(const AlertRuleDialog::Needs &needs);
    Card *makeLevelsCard(const platform::AlertsClient &client);
    Card *makeCheckpointsCard();
    void connectAll();
    policy::AuditAlerts value() const;
    void setValue(const policy::AuditAlerts &value);
    void takeEdit();
    void takeZone(const policy::Settings &settings);
    void showForecast();
    void showMail();
    void showCheckpoints();
    bool showProblem(const QString &field, const QString &message);
    void follow(qint64 mail);

    policy::AuditAlerts m_saved;
    bool m_editable = true;
    items::AlertForecasting m_forecasting;
    items::LogKeyTrust &m_logKey;
    items::MailStanding m_mail;
    QTimer m_timer;
    QTimeZone m_zone = QTimeZone::utc();
    Banner *m_readOnly;
    Banner *m_mailTrouble;
    Banner *m_notCounted;
    std::array<AlertLevelRow *, 5> m_levels{}; ///< the highest first
    AlertRulesPanel *m_rules = nullptr;
    Banner *m_notSigned;
    AddressListField *m_checkpoints = nullptr;
};

}
