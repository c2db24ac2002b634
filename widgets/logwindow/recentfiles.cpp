// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwindow/recentfiles.h"

#include <QFileInfo>
#include <QSettings>

namespace sekimori::widgets {
namespace {

constexpr auto key = QLatin1StringView("logFiles/recent");

}

RecentFiles::RecentFiles(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
}

QStringList RecentFiles::paths() const
{
    QStringList paths = m_settings.value(key).toStringList();
    paths.removeIf([](const QString &path) { return !QFileInfo(path).isAbsolute(); });
    return paths.first(std::min(paths.size(), most));
}

void RecentFiles::add(const QStringList &paths)
{
    QStringList all = paths + this->paths();
    all.removeDuplicates();
    m_settings.setValue(key, all.first(std::min(all.size(), most)));
}

void RecentFiles::clear()
{
    m_settings.remove(key);
}

}
