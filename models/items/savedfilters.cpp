// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/savedfilters.h"

#include <QSettings>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

constexpr auto savedKey = "saved"_L1;
constexpr auto recentKey = "recent"_L1;
constexpr auto nameKey = "name"_L1;
constexpr auto textKey = "text"_L1;

auto isCalled(const QString &name)
{
    return [name](const SavedFilter &filter) { return filter.name.compare(name, Qt::CaseInsensitive) == 0; };
}

}

SavedFilters::SavedFilters(QSettings &settings, const QString &place, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_group(u"filters/%1"_s.arg(place))
{
    read();
}

bool SavedFilters::has(const QString &name) const
{
    return std::ranges::any_of(m_filters, isCalled(name.trimmed()));
}

void SavedFilters::save(const QString &name, const QString &text)
{
    refresh();
    put(name, text);
}

void SavedFilters::put(const QString &name, const QString &text)
{
    const QString kept = name.trimmed().left(longestName);
    if (kept.isEmpty() || text.trimmed().isEmpty())
        return;
    m_filters.removeIf(isCalled(kept));
    m_filters.append({kept, text.trimmed()});
    write();
}

void SavedFilters::rename(const QString &from, const QString &to)
{
    refresh();
    const auto renamed = std::ranges::find_if(m_filters, isCalled(from));
    if (renamed == m_filters.end() || to.trimmed().isEmpty())
        return;
    const QString text = renamed->text;
    m_filters.erase(renamed);
    put(to, text);
}

void SavedFilters::remove(const QString &name)
{
    refresh();
    if (m_filters.removeIf(isCalled(name)) > 0)
        write();
}

void SavedFilters::addRecent(const QString &text)
{
    refresh();
    const QString used = text.trimmed();
    if (used.isEmpty() || (!m_recent.isEmpty() && m_recent.first() == used))
        return;
    m_recent.removeAll(used);
    m_recent.prepend(used);
    m_recent.resize(std::min<qsizetype>(m_recent.size(), recentKept));
    m_settings.setValue(m_group + u'/' + recentKey, m_recent);
    m_settings.sync();
}

void SavedFilters::refresh()
{
    const QList<SavedFilter> before = std::exchange(m_filters, {});
    read();
    if (m_filters != before)
        emit changed();
}

void SavedFilters::read()
{
    m_settings.beginGroup(m_group);
    const int count = m_settings.beginReadArray(savedKey);
    for (int index = 0; index < count; ++index) {
        m_settings.setArrayIndex(index);
        const SavedFilter filter{m_settings.value(nameKey).toString(), m_settings.value(textKey).toString()};
        if (!filter.name.isEmpty() && !filter.text.isEmpty())
            m_filters.append(filter);
    }
    m_settings.endArray();
    m_recent = m_settings.value(recentKey).toStringList();
    m_settings.endGroup();
}

void SavedFilters::write()
{
    std::ranges::sort(
        m_filters, [](const SavedFilter &a, const SavedFilter &b) { return a.name.localeAwareCompare(b.name) < 0; });
    m_settings.beginGroup(m_group);
    m_settings.remove(savedKey);
    m_settings.beginWriteArray(savedKey, int(m_filters.size()));
    for (int index = 0; index < m_filters.size(); ++index) {
        m_settings.setArrayIndex(index);
        m_settings.setValue(nameKey, m_filters.at(index).name);
        m_settings.setValue(textKey, m_filters.at(index).text);
    }
    m_settings.endArray();
    m_settings.endGroup();
    m_settings.sync();
    emit changed();
}

}
