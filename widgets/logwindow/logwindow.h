// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/layoutmemory.h"
#include "items/bundleverdicts.h"
#include "items/filelogsource.h"
#include "items/savedfilters.h"
#include "logwindow/columnsmemory.h"

#include <QLocale>
#include <QMainWindow>
#include <QPointer>

class QProgressBar;
class QPushButton;
class QSettings;

namespace sekimori::widgets {

class Asker;
class DamageDialog;
class LogNotices;
class LogPanel;
class LogWindows;
class Preferences;
class VerdictDialog;

/// Log files in a window of their own: several are one log in the order of time. It needs no platform and nobody signed
/// in, and it may be closed at any time.
class LogWindow : public QMainWindow {
    Q_OBJECT

public:
    struct Needs {
        Asker &asker;
        QSettings &settings;
        Preferences &preferences;
        LogWindows &windows;
    };

    explicit LogWindow(const Needs &needs);
    ~LogWindow() override;

    void open(const QStringList &paths);
    QStringList paths() const { return m_source.paths(); }
    items::FileLogSource &source() { return m_source; }
    items::BundleVerdicts &verdicts() { return m_verdicts; }

signals:
    void filesAdded(const QStringList &paths);
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeContent();
    void makeAnew();
    QWidget *makeProgress();
    void makeMenus();
    QMenu *makeLogMenu();
    QMenu *makeViewMenu();
    void connectSource();
    void showTitle();
    void showState();
    void askForMore();
    void askAboutColumns(bool isWanted);
    void showDamages();
    void showFiles();
    void chooseZone();
    void stopReading();
    void readAgain();
    void exportRows();
    void askForKeyFile();
    void askForCheckpointFiles();
    void showVerdicts();
    void goToEvent(const QString &path, const items::BundleEvent &event);
    void goToWanted();

    Needs m_needs;
    LayoutMemory m_layouts;
    ColumnsMemory m_columns;
    items::SavedFilters m_saved;
    items::FileLogSource m_source;
    items::BundleVerdicts m_verdicts;
    struct Wanted {
        QString path;
        items::BundleEvent event;
    };
    std::optional<Wanted> m_wanted; ///< an event of a bundle, as soon as it is shown
    QStringList m_askedLayouts; ///< about which the person was asked already
    QLocale m_language; ///< in which all of it was made
    LogPanel *m_panel = nullptr;
    LogNotices *m_notices = nullptr;
    QWidget *m_progress = nullptr;
    QProgressBar *m_bar = nullptr;
    QPointer<DamageDialog> m_damages;
    QPointer<VerdictDialog> m_verdictDialog;
};

}
