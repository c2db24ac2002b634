// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/tellingnames.h"

#include <QDir>
#include <QHash>

namespace sekimori::audit::files {
namespace {

/// The last @p parts of a path, or the whole of it where it has no more.
QString endOf(const QString &path, int parts)
{
    qsizetype begin = path.size();
    for (; parts > 0 && begin > 0; --parts)
        begin = path.lastIndexOf(u'/', begin - 1);
    return parts > 0 ? path : path.sliced(begin + 1);
}

}

QStringList tellingNames(const QStringList &paths)
{
    QStringList left;
    for (const QString &path : paths)
        left += QDir::cleanPath(path);
    QStringList names = left;
    QHash<QString, QString> nameOf;
    left.removeDuplicates();
    for (int parts = 1; !left.isEmpty(); ++parts) {
        QHash<QString, QStringList> sharing;
        for (const QString &path : std::as_const(left))
            sharing[endOf(path, parts)] += path;
        left.clear();
        for (const auto &[name, same] : std::as_const(sharing).asKeyValueRange()) {
            for (const QString &path : same) {
                if (same.size() == 1 || name == path)
                    nameOf.insert(path, name);
                else
                    left += path;
            }
        }
    }
    for (QString &name : names)
        name = nameOf.value(name);
    return names;
}

}
