// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/platformlogsource.h"
#include "items/savedfilters.h"
#include "pages/logtaking.h"
#include "pages/page.h"

namespace sekimori::widgets {

class Asker;
class Banner;
class LiveBar;
class LogPanel;
class ZoneChooser;

/// What has happened in the tenant, newest first, and what is happening. It is led to an event by its number, or to a
/// filter by `filter:` and its text.
class AuditLogPage : public Page {
    Q_OBJECT

public:
    static constexpr QLatin1StringView filterPlace{"filter:"};

    /// All of it has to outlive the page.
    struct Needs {
        platform::AuditClient &client;
        Asker &asker;
        QSettings &settings;
        QString profileId; ///< the filters of each connection are kept apart
        std::function<void(const QString &path)> openLogFile; ///< in a window of its own
    };

    explicit AuditLogPage(const Needs &needs, QWidget *parent = nullptr);
    ~AuditLogPage() override;

    QString title() const override;
    bool isBusy() const override;
    void refresh() override;
    void focusOn(const QString &place) override;
    void takeOver(Page &before) override;

    LogPanel &panel() const { return *m_panel; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeOptions();
    void connectSource();
    void connectControls();
    void showAround(qint64 number);
    void backToNewest();
    void showLive();
    void showPlace();
    void exportEvents();
    void takeAlong();
    void showTaking();

    Needs m_needs;
    items::SavedFilters m_saved;
    items::PlatformLogSource m_source;
    LogTaking m_taking;
    std::optional<qint64> m_wanted; ///< the event to choose when it is there
    std::optional<qint64> m_number; ///< the event that is shown with those around it
    LiveBar *m_bar;
    ZoneChooser *m_zone;
    Banner *m_around;
    Banner *m_notLive;
    Banner *m_takingBanner;
    LogPanel *m_panel;
};

}
