// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/latestanswer.h"

#include <QMenu>
#include <QSet>

namespace sekimori::widgets {

class RecentFiles;

/// The log files that were opened last, to be opened again. A file that is not there any more says so as soon as that
/// is known.
class RecentFilesMenu : public QMenu {
    Q_OBJECT

public:
    /// The list has to outlive the menu.
    explicit RecentFilesMenu(RecentFiles &recent, QWidget *parent = nullptr);

signals:
    void chosen(const QString &path);

private:
    void fill();
    void addPath(const QString &path);
    void tellMissing(const QSet<QString> &missing);

    RecentFiles &m_recent;
    items::LatestAnswer<QSet<QString>> m_missing;
};

}
