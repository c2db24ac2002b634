// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/certificateends.h"
#include "items/lastday.h"
#include "items/logintegrity.h"
#include "items/mailstanding.h"
#include "pages/page.h"
#include "platform/gatepair.h"

#include <QTimer>

class QBoxLayout;

namespace sekimori::widgets {

class AttentionCard;
class Banner;
class ChangesCard;
class LastDayCard;
class ProtectionCard;
class RefreshRow;

/// What an administrator leaves open: what needs him, what protects the tenant, what happened in the last day, and what
/// was changed. It asks anew by itself while it is seen, and keeps what it knows when the platform is gone.
class OverviewPage : public Page {
    Q_OBJECT

public:
    struct Needs {
        platform::AuditClient &audit;
        platform::HistoryClient &history;
        const platform::CertificatesClient &certificates;
        const platform::IntegrityClient &integrity;
        const platform::AlertsClient &alerts;
        const platform::GatePairs &gatePairs; ///< by which the console comes in
        std::function<bool(const QString &key)> hasPage;
        items::LastDay::Clock clock = [] { return QDateTime::currentDateTimeUtc(); };
    };

    static constexpr std::chrono::seconds usualPace{60};

    /// What is needed has to outlive the page.
    explicit OverviewPage(const Needs &needs, QWidget *parent = nullptr);

    QString title() const override;
    void setSession(const platform::Session &session) override;
    void load(const platform::SettingsState &state) override;
    void applied(const policy::Settings &sent, const platform::SettingsState &now) override;
    void refresh() override;
    /// How often it asks by itself.
    void setPace(std::chrono::milliseconds pace) { m_timer.setInterval(pace); }

protected:
    bool event(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void connectAll();
    void refreshByItself();
    void takeSettings(const platform::SettingsState &state);
    void takeLastDay();
    void showAttention();
    void showProtection();
    void orderTabs();
    void showStatus();
    /// Whether somebody has changed settings since those that are shown.
    bool isOutdated() const;
    bool hasSettings() const { return !m_settings.revisions.isEmpty(); }

    Needs m_needs;
    items::LastDay m_lastDay;
    items::CertificateEnds m_certificates;
    items::LogIntegrity m_integrity;
    items::MailStanding m_mail;
    QTimer m_timer;
    platform::SettingsState m_settings; ///< as they are in force
    platform::Session m_session;
    RefreshRow *m_tools;
    Banner *m_failure;
    AttentionCard *m_attention;
    LastDayCard *m_lastDayCard;
    ProtectionCard *m_protection;
    ChangesCard *m_changes;
    QBoxLayout *m_columns;
};

}
