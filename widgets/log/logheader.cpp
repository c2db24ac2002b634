// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logheader.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int narrowest = 24;
constexpr int widest = 4000;
constexpr int usualCharacters = 18;

/// As somebody finds them who has arranged nothing, from left to right.
struct UsualColumn {
    QLatin1StringView key;
    int characters;
    bool isShown = true;
};

constexpr std::array usualColumns{
    UsualColumn{"number"_L1, 12, false},
    UsualColumn{"time"_L1, 24},
    UsualColumn{"level"_L1, 16},
    UsualColumn{"user"_L1, 12},
    UsualColumn{"source"_L1, 15},
    UsualColumn{"action"_L1, 20},
    UsualColumn{"result"_L1, 11},
    UsualColumn{"complement"_L1, 60},
    UsualColumn{"module"_L1, 20},
    UsualColumn{"service"_L1, 12},
    UsualColumn{"surplus"_L1, 40},
    UsualColumn{"file"_L1, 24},
    UsualColumn{"line"_L1, 10, false},
};

const UsualColumn *usual(const QString &key)
{
    const auto found = std::ranges::find(usualColumns, key, &UsualColumn::key);
    return found == usualColumns.end() ? nullptr : &*found;
}

qsizetype usualPlace(const QString &key)
{
    return std::ranges::find(usualColumns, key, &UsualColumn::key) - usualColumns.begin();
}

}

LogHeader::LogHeader(items::LogModel &rows, QWidget *parent)
    : ArrangedHeader(Qt::Horizontal, parent)
    , m_rows(rows)
{
    setObjectName("columns"_L1);
    setModel(&rows);
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setSortIndicatorShown(true);
    setTextElideMode(Qt::ElideRight);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setMinimumSectionSize(narrowest);
    setUp();
    connect(&rows, &QAbstractItemModel::modelReset, this, &LogHeader::takeColumns);
    connect(&rows, &QAbstractItemModel::columnsInserted, this, &LogHeader::takeColumns);
    connect(this, &QHeaderView::sectionMoved, this, &LogHeader::note);
    connect(this, &QHeaderView::sectionResized, this, &LogHeader::note);
}

std::optional<LogHeader::Choice> LogHeader::readChoice(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon <= 0)
        return {};
    const bool isShown = !text.startsWith(u'-');
    bool isNumber = false;
    const int width = text.sliced(colon + 1).toInt(&isNumber);
    if (!isNumber || width < narrowest || width > widest)
        return {};
    return Choice{text.first(colon).sliced(isShown ? 0 : 1), width, isShown};
}

void LogHeader::arrange(const QStringList &arrangement)
{
    m_arrangement = arrangement;
    m_widths.clear();
    setUp();
}

void LogHeader::forgetArrangement()
{
    arrange({});
    emit arranged();
}

int LogHeader::usualWidth(int column) const
{
    const UsualColumn *known = usual(keyOf(column));
    return (known ? known->characters : usualCharacters) * fontMetrics().averageCharWidth();
}

/// First what was chosen, then what nobody has said anything about.
void LogHeader::setUp()
{
    const QScopedValueRollback arranging(m_isArranging, true);
    m_columns = m_rows.columns();
    QHash<QString, Choice> choices;
    QStringList order;
    for (const QString &text : std::as_const(m_arrangement)) {
        if (const auto choice = readChoice(text); choice && !choices.contains(choice->key)) {
            choices.insert(choice->key, *choice);
            order.append(choice->key);
        }
    }
    QList<int> columns(m_columns.size());
    std::ranges::iota(columns, 0);
    std::ranges::stable_sort(columns, {}, [&](int column) {
        const QString &key = keyOf(column);
        const qsizetype chosen = order.indexOf(key);
        return std::pair(chosen < 0 ? order.size() : chosen, usualPlace(key));
    });
    for (int place = 0; place < columns.size(); ++place) {
        const int column = columns.at(place);
        const QString &key = keyOf(column);
        const UsualColumn *known = usual(key);
        const Choice choice
            = choices.value(key, Choice{key, m_widths.value(key, usualWidth(column)), !known || known->isShown});
        setSectionHidden(column, false);
        moveSection(visualIndex(column), place);
        resizeSection(column, choice.width);
        m_widths.insert(key, choice.width);
        setSectionHidden(column, !choice.isShown);
    }
    if (shown().isEmpty() && count() > 0)
        setSectionHidden(0, false);
}

void LogHeader::takeColumns()
{
    if (m_rows.columns() != m_columns)
        setUp();
}

QList<int> LogHeader::shown() const
{
    QList<int> shown;
    for (int place = 0; place < count(); ++place) {
        if (const int column = logicalIndex(place); !isSectionHidden(column))
            shown.append(column);
    }
    return shown;
}

int LogHeader::lastShown() const
{
    int place = count() - 1;
    while (place > 0 && isSectionHidden(logicalIndex(place)))
        --place;
    return logicalIndex(place);
}

void LogHeader::setShown(int column, bool isShown)
{
    if (isShown != isSectionHidden(column) || (!isShown && shown().size() == 1))
        return;
    {
        const QScopedValueRollback arranging(m_isArranging, true);
        setSectionHidden(column, !isShown);
        if (isShown)
            resizeSection(column, m_widths.value(keyOf(column), usualWidth(column)));
    }
    note();
}

void LogHeader::shift(int column, bool toTheLeft)
{
    const QList<int> columns = shown();
    const qsizetype next = columns.indexOf(column) + (toTheLeft ? -1 : 1);
    if (next >= 0 && next < columns.size())
        moveSection(visualIndex(column), visualIndex(columns.at(next)));
}

void LogHeader::widen(int column, int pixels)
{
    resizeSection(column, std::clamp(sectionSize(column) + pixels, narrowest, widest));
}

/// What is known of columns that this log does not have stays known.
void LogHeader::note()
{
    if (m_isArranging)
        return;
    QStringList kept;
    QSet<QString> present;
    for (int place = 0; place < count(); ++place) {
        const int column = logicalIndex(place);
        const QString &key = keyOf(column);
        const bool isHidden = isSectionHidden(column);
        if (!isHidden)
            m_widths.insert(key, sectionSize(column));
        present.insert(key);
        kept += u"%1%2:%3"_s.arg(isHidden ? u"-"_s : QString(), key).arg(m_widths.value(key, usualWidth(column)));
    }
    for (const QString &text : std::as_const(m_arrangement)) {
        if (const auto choice = readChoice(text); choice && !present.contains(choice->key))
            kept += text;
    }
    m_arrangement = kept;
    emit arranged();
}

}
