// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/partdraft.h"

#include "error/excerpt.h"

#include <QDateTime>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace sekimori::audit::files {
namespace {

constexpr qsizetype longestRaw = 200;
constexpr std::string_view blanks = " \t\r\n";

constexpr Message lineAboveTitles{"files.lineAboveTitles",
    QT_TRANSLATE_NOOP("Messages", "The line stands above the titles of the columns and is taken for no row.")};

int yearOf(qint64 modified)
{
    return (modified > 0 ? QDateTime::fromSecsSinceEpoch(modified) : QDateTime::currentDateTime()).date().year();
}

/// A clock may run a day ahead of another, and a file that is followed goes on after it was opened.
int64_t latestOf(qint64 modified, bool isFollowed)
{
    using namespace std::chrono;
    const seconds written(modified > 0 ? modified : QDateTime::currentSecsSinceEpoch());
    return microseconds(written + days(isFollowed ? 31 : 1)).count();
}

/// What somebody has said, with the titles that the file has.
void answer(const HeaderAnswer &answer, const QList<QStringList> &rows, engine::Part &part)
{
    const QStringList titles = answer.hasHeader ? rows.value(0).mid(0, mostColumns) : QStringList();
    part.hasHeader = answer.hasHeader;
    part.columns = answer.columns;
    part.columns.resize(std::max(part.columns.size(), size_t(titles.size())));
    for (size_t column = 0; column < size_t(titles.size()); ++column)
        part.columns[column].title = titles[qsizetype(column)].trimmed();
}

/// What somebody says may be a time of day without a column for the day.
void dropLonelyClock(engine::Part &part)
{
    using Column = engine::Part::Column;
    if (std::ranges::contains(part.columns, std::optional(Field::Time), &Column::field))
        return;
    for (Column &column : part.columns)
        column.isClock = false;
}

/// Gives columns that nobody knows names of their own: a record tells them apart by these.
void nameOthers(engine::Part &part)
{
    QSet<QString> names;
    QHash<QString, int> copies; // of a name: a hostile file has the same everywhere
    for (size_t i = 0; i < part.columns.size(); ++i) {
        engine::Part::Column &column = part.columns[i];
        if (column.field || column.isNumber || column.isClock)
            continue;
        const QString name = column.title.isEmpty() ? u"#%1"_s.arg(i + 1) : column.title;
        column.title = name;
        for (int &copy = copies[name]; names.contains(column.title);)
            column.title = u"%1 (%2)"_s.arg(name).arg(++copy + 1);
        names.insert(column.title);
    }
}

/// Of rows it is told when they are read.
void tellReturn(const CsvHead &head, PartDraft &draft)
{
    if (draft.part.hasHeader && head.bareReturn)
        draft.damages.append({.file = draft.part.name,
            .line = head.firstLine,
            .column = *head.bareReturn + 1,
            .reason = Error{ErrorKind::Malformed, engine::messages::BareReturn},
            .raw = excerpt(head.rows.front().join(QLatin1Char(head.separator)), longestRaw)});
}

void layOutCsv(PartDraft &draft, const CsvHead &head, int year, const Options &options)
{
    engine::Part &part = draft.part;
    const HeaderFound found = readHeader(head.rows, year, options.hasHeader);
    part.separator = head.separator;
    part.firstLine = head.firstLine;
    part.columns = found.columns;
    part.hasHeader = found.hasHeader;
    part.timeHints = found.timeHints;
    draft.start = head.start;
    for (const CsvHead::Line &line : head.above)
        draft.damages.append({.file = part.name,
            .line = line.number,
            .column = 1,
            .reason = Error{ErrorKind::Malformed, lineAboveTitles},
            .raw = line.text});
    if (options.columns) {
        const bool isHeader = found.isKnown || isHeaderOf(*options.columns, head.rows, found.timeHints);
        return answer({.layout = {}, .hasHeader = options.hasHeader.value_or(isHeader), .columns = *options.columns},
            head.rows, part);
    }
    if (found.isKnown || head.rows.isEmpty())
        return;
    const QString layout = layoutOf(head.rows, found.hasHeader);
    const auto answered = std::ranges::find(options.answers, layout, &HeaderAnswer::layout);
    if (answered != options.answers.end())
        return answer(*answered, head.rows, part);
    constexpr qsizetype shown = 20;
    QList<QStringList> first = head.rows.first(std::min(shown, head.rows.size()));
    for (QStringList &row : first)
        row.resize(std::min(row.size(), mostColumns));
    draft.question
        = HeaderQuestion{.file = part.name, .rows = first, .guess = {layout, found.hasHeader, found.columns}};
}

}

bool isCutInFirstRecord(std::string_view head)
{
    const size_t first = head.find_first_not_of(blanks);
    return first != std::string_view::npos && head[first] == '{' && !head.substr(first).contains('\n')
        && head.size() < longestHead;
}

PartDraft draftPart(const QString &name, const HeadText &head, qint64 modified, const Options &options)
{
    PartDraft draft;
    draft.part.name = name;
    draft.part.isSheet = head.isSheet;
    const int year = yearOf(modified);
    const size_t first = head.text.find_first_not_of(blanks);
    if (!head.isSheet && first != std::string_view::npos && head.text[first] == '{') {
        const HeaderFound found = readNames(head.text, year);
        draft.part.format = engine::Format::Ndjson;
        draft.part.columns = found.columns;
        draft.part.hasHeader = false;
        draft.part.timeHints = found.timeHints;
        draft.part.timeHints.latest = latestOf(modified, options.isFollowed);
        return draft;
    }
    const CsvHead csv = readCsvHead(head, options.hasHeader.value_or(true));
    layOutCsv(draft, csv, year, options);
    tellReturn(csv, draft);
    const qsizetype fields = draft.part.hasHeader ? csv.rows.value(0).size() : widest(csv.rows);
    draft.part.fieldsBehind = size_t(std::max<qsizetype>(0, fields - mostColumns));
    draft.part.timeHints.latest = latestOf(modified, options.isFollowed);
    dropLonelyClock(draft.part);
    nameOthers(draft.part);
    return draft;
}

QString shownName(const QString &name, qsizetype longest)
{
    QString shown = name.isValidUtf16() ? name : QString::fromUtf8(name.toUtf8());
    for (QChar &each : shown) {
        const QChar::Category category = each.category();
        const bool isHidden = category == QChar::Other_Control || category == QChar::Other_Format
            || category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
        if (isHidden)
            each = u'_';
    }
    return shown.size() > longest ? u'…' + shown.last(longest) : shown;
}

}
