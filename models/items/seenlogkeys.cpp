// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/seenlogkeys.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

constexpr auto group = "logKeys"_L1;
/// Stands for the empty id of the local platform, which cannot be part of a key.
constexpr auto localKey = "local"_L1;

QString placeOf(const QString &connection)
{
    return group + u'/' + (connection.isEmpty() ? QString(localKey) : connection) + u'/';
}

}

QList<SeenLogKey> SeenLogKeys::all() const
{
    m_settings.beginGroup(group);
    const QStringList places = m_settings.childGroups();
    m_settings.endGroup();
    QList<SeenLogKey> keys;
    for (const QString &place : places) {
        if (const auto key = of(place == localKey ? QString() : place))
            keys.append(*key);
    }
    return keys;
}

std::optional<SeenLogKey> SeenLogKeys::of(const QString &connection) const
{
    const QString place = placeOf(connection);
    SeenLogKey key{.connection = connection,
        .name = m_settings.value(place + "name"_L1).toString(),
        .logId = m_settings.value(place + "logId"_L1).toByteArray(),
        .id = m_settings.value(place + "id"_L1).toByteArray(),
        .publicKey = m_settings.value(place + "publicKey"_L1).toByteArray(),
        .seenAt = m_settings.value(place + "seenAt"_L1).toDateTime()};
    return key.id.isEmpty() || key.publicKey.isEmpty() ? std::nullopt : std::optional(key);
}

void SeenLogKeys::keep(const SeenLogKey &key)
{
    const QString place = placeOf(key.connection);
    m_settings.setValue(place + "name"_L1, key.name);
    m_settings.setValue(place + "logId"_L1, key.logId);
    m_settings.setValue(place + "id"_L1, key.id);
    m_settings.setValue(place + "publicKey"_L1, key.publicKey);
    m_settings.setValue(place + "seenAt"_L1, key.seenAt);
}

void SeenLogKeys::rename(const QString &connection, const QString &name)
{
    m_settings.setValue(placeOf(connection) + "name"_L1, name);
}

void SeenLogKeys::forget(const QString &connection)
{
    QString place = placeOf(connection);
    place.chop(1);
    m_settings.remove(place);
}

QString groupedDigits(const QByteArray &digits)
{
    constexpr qsizetype inGroup = 4;
    constexpr qsizetype inLine = 32;
    QString text;
    for (qsizetype place = 0; place < digits.size(); place += inGroup) {
        if (place > 0)
            text += place % inLine == 0 ? u'\n' : u' ';
        text += QString::fromLatin1(digits.mid(place, inGroup));
    }
    return text;
}

}
