// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/header.h"

#include "audit/engine/jsonrecord.h"
#include "audit/files/cellcontent.h"
#include "audit/files/titlerow.h"

#include <QCryptographicHash>
#include <QHash>

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace sekimori::audit::files {
namespace {

constexpr std::array fieldNames{
    std::pair{Field::Time, "time"_L1},
    std::pair{Field::Source, "source"_L1},
    std::pair{Field::User, "user"_L1},
    std::pair{Field::Service, "service"_L1},
    std::pair{Field::Module, "module"_L1},
    std::pair{Field::Action, "action"_L1},
    std::pair{Field::Result, "result"_L1},
    std::pair{Field::Level, "level"_L1},
    std::pair{Field::Complement, "complement"_L1},
};
constexpr auto numberName = "number"_L1;
constexpr auto clockName = "clock"_L1;

constexpr Message columnUnknown{
    "files.columnUnknown", QT_TRANSLATE_NOOP("Messages", "There is no field “%1”. The fields are: %2.")};
constexpr Message columnsTooMany{
    "files.columnsTooMany", QT_TRANSLATE_NOOP("Messages", "%1 columns are too many; at most %2 can be told apart.")};
constexpr Message columnTwice{"files.columnTwice",
    QT_TRANSLATE_NOOP("Messages", "The field “%1” stands there twice; it can be one column only.")};

QString nameOf(Field field)
{
    return std::ranges::find(fieldNames, field, [](const auto &pair) { return pair.first; })->second;
}

QString nameOf(const engine::Part::Column &column)
{
    if (column.isNumber)
        return numberName;
    if (column.isClock)
        return clockName;
    return column.field ? nameOf(*column.field) : QString();
}

QString allNames()
{
    QStringList names;
    for (const auto &[field, name] : fieldNames)
        names.append(name);
    names.append(numberName);
    names.append(clockName);
    return names.join(", "_L1);
}

TimeHints hintsIn(const QList<QStringList> &rows, qsizetype first, int thisYear)
{
    std::vector<std::string> cells;
    for (qsizetype row = first; row < rows.size(); ++row) {
        for (const QString &cell : rows[row])
            cells.push_back(cell.toStdString());
    }
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    return {orderIn(views).value_or(TimeHints::Order::MonthFirst), int16_t(thisYear)};
}

bool hasField(const Columns &columns, Field field)
{
    return std::ranges::contains(columns, std::optional(field), &engine::Part::Column::field);
}

/// Gives the fields that no title has named to columns that look like them.
void guessByContent(const QList<QStringList> &rows, qsizetype first, const TimeHints &hints, Columns &columns)
{
    const auto guess = [&](Field field, auto &&is) {
        for (size_t column = 0; column < columns.size() && !hasField(columns, field); ++column) {
            const bool isFree = !columns[column].field && !columns[column].isNumber && !columns[column].isClock;
            if (isFree && isMostly(rows, first, qsizetype(column), is))
                columns[column].field = field;
        }
    };
    guess(Field::Time, [&](const QString &cell) { return isTime(cell, hints); });
    guess(Field::Source, isSource);
    guess(Field::Level, isLevel);
    guess(Field::Result, isResult);
}

/// Which of the columns that may hold the time do so.
struct TimeColumns {
    std::optional<size_t> whole; ///< the time of day included
    std::optional<size_t> day;
    std::optional<size_t> clock;
};

TimeColumns timeColumnsIn(const QList<QStringList> &rows, const TimeHints &hints, const Columns &columns)
{
    TimeColumns found;
    const auto note = [](std::optional<size_t> &place, size_t column, bool is) {
        if (is && !place)
            place = column;
    };
    for (size_t column = 0; column < columns.size(); ++column) {
        const auto meaning = meaningOf(columns[column].title);
        const bool isOther = columns[column].isNumber || columns[column].field.value_or(Field::Time) != Field::Time;
        if (isOther || !meaning || meaning->field != Field::Time)
            continue;
        const auto isAll = [&](auto &&is) {
            return isMostly(rows, 1, qsizetype(column), [&](const QString &cell) { return is(cell, hints); });
        };
        const bool isEmpty = rows.size() == 1;
        const bool areDays = isEmpty ? meaning->isDay : isAll(isDay);
        note(found.day, column, areDays);
        note(found.clock, column, isEmpty ? meaning->isClock : isAll(isClock));
        note(found.whole, column, !areDays && isAll(isTime));
    }
    return found;
}

/// Of several columns with titles of times the one that reads as a time, or the two that are one together: `Date` and
/// `Time`.
void correctTime(const QList<QStringList> &rows, const TimeHints &hints, Columns &columns)
{
    const TimeColumns found = timeColumnsIn(rows, hints, columns);
    const auto time = found.whole ? found.whole : found.day;
    if (!time || (rows.size() == 1 && !found.clock))
        return;
    for (engine::Part::Column &column : columns) {
        if (column.field == Field::Time)
            column.field.reset();
    }
    columns[*time].field = Field::Time;
    if (!found.whole && found.clock)
        columns[*found.clock].isClock = true;
}

/// Where no title says what it is: a time of day beside a day. Mere numbers may be anything.
void guessClock(const QList<QStringList> &rows, qsizetype first, const TimeHints &hints, Columns &columns)
{
    const auto time = std::ranges::find(columns, std::optional(Field::Time), &engine::Part::Column::field);
    const auto isDayHere = [&](const QString &cell) { return isDay(cell, hints); };
    const auto isClockHere = [&](const QString &cell) { return !isNumber(cell) && isClock(cell, hints); };
    if (time == columns.end() || !isMostly(rows, first, time - columns.begin(), isDayHere))
        return;
    for (size_t column = 0; column < columns.size(); ++column) {
        const bool isFree = !columns[column].field && !columns[column].isNumber;
        if (isFree && isMostly(rows, first, qsizetype(column), isClockHere)) {
            columns[column].isClock = true;
            return;
        }
    }
}

/// `Accessed` is when in one product and from where in another.
void correctByContent(const QList<QStringList> &rows, const TimeHints &hints, Columns &columns)
{
    for (size_t column = 0; column < columns.size(); ++column) {
        auto &field = columns[column].field;
        const auto place = qsizetype(column);
        if (field == Field::Time && isMostly(rows, 1, place, isSource))
            field = hasField(columns, Field::Source) ? std::nullopt : std::optional(Field::Source);
        else if (field == Field::Source && isMostly(rows, 1, place, [&](auto &cell) { return isTime(cell, hints); }))
            field = hasField(columns, Field::Time) ? std::nullopt : std::optional(Field::Time);
        else if (columns[column].isNumber && rows.size() > 1)
            columns[column].isNumber = isMostly(rows, 1, place, isNumber);
    }
}

Columns columnsByTitle(const QStringList &titles)
{
    Columns columns;
    bool hasNumber = false;
    for (const QString &title : titles) {
        engine::Part::Column column{.title = title.trimmed(), .field = {}};
        const auto meaning = meaningOf(title);
        if (meaning && meaning->isNumber)
            column.isNumber = !std::exchange(hasNumber, true);
        else if (meaning && !hasField(columns, *meaning->field))
            column.field = meaning->field;
        columns.push_back(std::move(column));
    }
    return columns;
}

/// Members in the order in which they come up. More names than a table can have columns are left to what no column has.
void readMembers(std::string_view ndjson, QStringList &names, QList<QStringList> &rows)
{
    constexpr int mostRecords = 200;
    QHash<QString, qsizetype> places;
    engine::JsonRecords records;
    std::vector<std::string_view> fields;
    std::string scratch;
    for (const auto line : ndjson | std::views::split('\n') | std::views::take(mostRecords)) {
        const std::string_view record(line);
        if (!records.split(record, record.size(), {}, fields) || records.surplus().empty())
            continue;
        QStringList row(names.size());
        for (const engine::JsonRecords::Member &member : records.surplus()) {
            const QString name = QString::fromStdString(member.name);
            if (!places.contains(name) && names.size() < mostColumns) {
                places.insert(name, names.size());
                names.append(name);
                row.append(QString());
            }
            const std::string_view text = engine::jsonText(member.raw, scratch);
            if (const auto place = places.constFind(name); place != places.constEnd())
                row[*place] = QString::fromUtf8(text.data(), qsizetype(text.size()));
        }
        rows.append(row);
    }
}

}

QString toText(const Columns &columns)
{
    QStringList names;
    for (const auto &column : columns)
        names.append(nameOf(column));
    return names.join(u',');
}

Result<Columns> columnsFromText(const QString &text)
{
    Columns columns;
    const QStringList names = text.split(u',');
    if (names.size() > mostColumns)
        return std::unexpected(
            Error{ErrorKind::TooLarge, columnsTooMany, {QString::number(names.size()), QString::number(mostColumns)}});
    for (const QString &each : names) {
        const QString name = each.trimmed();
        const bool isClock = name.toLower() == clockName;
        const auto found = std::ranges::find(fieldNames, name.toLower(), [](const auto &pair) { return pair.second; });
        const auto meaning = isClock    ? TitleMeaning{}
            : found != fieldNames.end() ? TitleMeaning{found->first}
                                        : meaningOf(name).value_or(TitleMeaning{});
        const bool isKnown = isClock || meaning.field || meaning.isNumber || name.isEmpty() || name == u"-";
        if (!isKnown)
            return std::unexpected(Error{ErrorKind::Invalid, columnUnknown, {name, allNames()}});
        const bool isTwice = isClock ? std::ranges::contains(columns, true, &engine::Part::Column::isClock)
                                     : meaning.field && hasField(columns, *meaning.field);
        if (isTwice)
            return std::unexpected(Error{ErrorKind::Invalid, columnTwice, {name}});
        columns.push_back(
            {.title = QString(), .field = meaning.field, .isNumber = meaning.isNumber, .isClock = isClock});
    }
    return columns;
}

HeaderFound readHeader(const QList<QStringList> &rows, int thisYear, std::optional<bool> hasHeader)
{
    HeaderFound found;
    if (rows.isEmpty())
        return found;
    found.columns = columnsByTitle(rows.front().first(std::min(mostColumns, rows.front().size())));
    found.isKnown = hasHeader.value_or(true) && areKnownTitles(rows.front());
    found.hasHeader = hasHeader.value_or(found.isKnown || (looksLikeTitles(rows.front()) && rows.size() > 1));
    found.timeHints = hintsIn(rows, found.hasHeader ? 1 : 0, thisYear);
    if (found.isKnown)
        correctByContent(rows, found.timeHints, found.columns);
    else if (!found.hasHeader)
        found.columns.assign(size_t(std::min(mostColumns, widest(rows))), {});
    const qsizetype first = found.hasHeader ? 1 : 0;
    if (found.hasHeader)
        correctTime(rows, found.timeHints, found.columns);
    if (!found.isKnown || !hasField(found.columns, Field::Time))
        guessByContent(rows, first, found.timeHints, found.columns);
    if (!found.isKnown && !std::ranges::contains(found.columns, true, &engine::Part::Column::isClock))
        guessClock(rows, first, found.timeHints, found.columns);
    return found;
}

qsizetype widest(const QList<QStringList> &rows)
{
    qsizetype width = 0;
    for (const QStringList &row : rows)
        width = std::max(width, row.size());
    return width;
}

bool isHeaderOf(const Columns &columns, const QList<QStringList> &rows, const TimeHints &hints)
{
    if (rows.isEmpty() || !looksLikeTitles(rows.front()))
        return false;
    const auto isOfOthers = [&](size_t column, auto &&is) {
        return !is(rows.front().value(qsizetype(column))) && isMostly(rows, 1, qsizetype(column), is);
    };
    for (size_t column = 0; column < columns.size(); ++column) {
        const engine::Part::Column &each = columns[column];
        const bool isTimeColumn
            = each.field == Field::Time && isOfOthers(column, [&](const QString &cell) { return isTime(cell, hints); });
        const bool isSourceColumn = each.field == Field::Source && isOfOthers(column, isSource);
        if (isTimeColumn || isSourceColumn || (each.isNumber && isOfOthers(column, isNumber)))
            return true;
    }
    return false;
}

QString layoutOf(const QList<QStringList> &rows, bool hasHeader)
{
    if (hasHeader && !rows.isEmpty())
        return QString::fromLatin1(
            QCryptographicHash::hash(rows.front().join(u'\n').toUtf8(), QCryptographicHash::Sha256).toHex().first(16));
    const HeaderFound guess = readHeader(rows, 1970);
    return u"%1:%2"_s.arg(widest(rows)).arg(toText(guess.columns));
}

HeaderFound readNames(std::string_view ndjson, int thisYear)
{
    QStringList names;
    QList<QStringList> rows{{}};
    readMembers(ndjson, names, rows);
    rows.front() = names;
    HeaderFound found;
    found.columns = columnsByTitle(names);
    found.hasHeader = true;
    found.isKnown = true; // names that nobody knows are shown as they are
    found.timeHints = hintsIn(rows, 1, thisYear);
    correctByContent(rows, found.timeHints, found.columns);
    correctTime(rows, found.timeHints, found.columns);
    guessByContent(rows, 1, found.timeHints, found.columns);
    return found;
}

}
