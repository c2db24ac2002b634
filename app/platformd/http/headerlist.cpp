// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/headerlist.h"

#include <algorithm>

namespace sekimori::platformd {

void HeaderList::append(QByteArrayView name, QByteArrayView value)
{
    if (m_text.isEmpty())
        m_text.reserve(512);
    m_places.append({m_text.size(), name.size(), value.size()});
    m_text.append(name).append(value);
}

void HeaderList::set(QByteArrayView name, QByteArrayView value)
{
    remove(name);
    append(name, value);
}

void HeaderList::remove(QByteArrayView name)
{
    m_places.removeIf([&](const Place &place) { return isCalled(place, name); });
}

bool HeaderList::contains(QByteArrayView name) const
{
    return count(name) > 0;
}

qsizetype HeaderList::count(QByteArrayView name) const
{
    return std::ranges::count_if(m_places, [&](const Place &place) { return isCalled(place, name); });
}

std::optional<QByteArray> HeaderList::value(QByteArrayView name) const
{
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        if (isCalled(m_places[i], name))
            return at(i).value.toByteArray();
    }
    return std::nullopt;
}

QList<QByteArray> HeaderList::lines(QByteArrayView name) const
{
    QList<QByteArray> found;
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        if (isCalled(m_places[i], name))
            found.append(at(i).value.toByteArray());
    }
    return found;
}

HeaderList::Line HeaderList::at(qsizetype index) const
{
    const Place &place = m_places[index];
    const QByteArrayView text(m_text);
    return {text.sliced(place.at, place.nameLength), text.sliced(place.at + place.nameLength, place.valueLength)};
}

bool HeaderList::isCalled(const Place &place, QByteArrayView name) const
{
    return place.nameLength == name.size()
        && QByteArrayView(m_text).sliced(place.at, place.nameLength).compare(name, Qt::CaseInsensitive) == 0;
}

}
