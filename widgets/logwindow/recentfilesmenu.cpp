// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwindow/recentfilesmenu.h"

#include "items/tooltiptext.h"
#include "logwindow/recentfiles.h"
#include "look/command.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

/// The home folder as people write it, and no letter of it taken for a mnemonic.
QString shownPath(const QString &path)
{
    QString shown = QDir::toNativeSeparators(path);
    const QString home = QDir::toNativeSeparators(QDir::homePath());
    if (shown.startsWith(home + QDir::separator()))
        shown.replace(0, home.size(), u"~"_s);
    return shown.replace(u'&', u"&&"_s);
}

QSet<QString> missingOf(const QStringList &paths)
{
    QSet<QString> missing;
    for (const QString &path : paths) {
        if (!QFileInfo::exists(path))
            missing += path;
    }
    return missing;
}

}

RecentFilesMenu::RecentFilesMenu(RecentFiles &recent, QWidget *parent)
    : QMenu(parent)
    , m_recent(recent)
    , m_missing([this](const QSet<QString> &missing) { tellMissing(missing); })
{
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &RecentFilesMenu::fill);
    fill();
}

void RecentFilesMenu::fill()
{
    clear();
    const QStringList paths = m_recent.paths();
    for (const QString &path : paths)
        addPath(path);
    if (paths.isEmpty()) {
        QAction *none = addAction(tr("No log file was opened yet"));
        none->setEnabled(false);
        none->setToolTip(tr("Files that you open will be listed here."));
        return;
    }
    addSeparator();
    QAction *forget = addCommand(*this, QT_TRANSLATE_NOOP("Commands", "&Clear this list"));
    connect(forget, &QAction::triggered, this, [this] {
        m_recent.clear();
        fill();
    });
    m_missing.ask([paths] { return missingOf(paths); });
}

void RecentFilesMenu::addPath(const QString &path)
{
    QAction *action = addAction(shownPath(path));
    action->setData(path);
    action->setToolTip(items::toolTipText(QDir::toNativeSeparators(path)));
    connect(action, &QAction::triggered, this, [this, path] { emit chosen(path); });
}

void RecentFilesMenu::tellMissing(const QSet<QString> &missing)
{
    const auto all = actions();
    for (QAction *action : all) {
        const QString path = action->data().toString();
        if (!missing.contains(path))
            continue;
        action->setText(tr("%1 (not there any more)", "path of a file").arg(shownPath(path)));
        action->setToolTip(tr("This file was moved, renamed or deleted, or its disk is not there."));
        action->setEnabled(false);
    }
}

}
