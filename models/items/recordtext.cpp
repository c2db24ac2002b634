// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/recordtext.h"

#include "items/eventwords.h"
#include "items/zonedtime.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using audit::Field;
using audit::Record;
using Kind = LogColumn::Kind;

struct RecordWords {
    Q_DECLARE_TR_FUNCTIONS(Record)
};

constexpr std::array fieldsInOrder{
    Field::Time, Field::Level, Field::User, Field::Source, Field::Service, Field::Module, Field::Action, Field::Result};

QString timeText(const Record &record, const LogModel &rows)
{
    const QString &written = record[Field::Time];
    if (!record.time)
        return written.isEmpty() ? QString() : RecordWords::tr("%1 (cannot be read as a time)").arg(written);
    const QString text = exactText(*record.time, rows.zone());
    return record.hasZone ? text : RecordWords::tr("%1; the file names no zone").arg(text);
}

/// With what stands there, where that is another product's word.
QString levelWithWord(const Record &record, const LogModel &rows)
{
    const QString shown = rows.textOf(record, fieldColumn(Field::Level));
    const QString &written = record[Field::Level];
    const bool isOurs = written.isEmpty() || written == shown || audit::levelNamed(written);
    return isOurs ? shown : u"%1 (%2)"_s.arg(shown, written);
}

QString fieldTextOf(const Record &record, Field field, const LogModel &rows)
{
    if (field == Field::Time)
        return timeText(record, rows);
    return field == Field::Level ? levelWithWord(record, rows) : record[field];
}

QString isoText(audit::EventTime time, const QTimeZone &zone)
{
    const QDateTime inZone = toDateTime(time).toTimeZone(zone);
    const auto sinceSecond = time - std::chrono::floor<std::chrono::seconds>(time);
    const QString clock = inZone.toString(u"yyyy-MM-ddTHH:mm:ss"_s);
    const QString offset = inZone.toOffsetFromUtc(inZone.offsetFromUtc()).toString(Qt::ISODate).sliced(clock.size());
    return u"%1.%2%3"_s.arg(clock).arg(sinceSecond.count(), 6, 10, QChar(u'0')).arg(offset);
}

/// Spreadsheets would take some texts for formulas; the apostrophe is undone when it is read back.
QString csvField(QString text)
{
    if (!text.isEmpty() && u"=+-@"_s.contains(text.front()))
        text.prepend(u'\'');
    const bool needsQuotes = std::ranges::any_of(text, [](QChar each) { return u",\"\r\n"_s.contains(each); });
    return needsQuotes ? u'"' + text.replace(u'"', u"\"\""_s) + u'"' : text;
}

QString csvText(const Record &record, const LogModel &rows, const LogColumn &column)
{
    if (column.kind == Kind::Field && column.field == Field::Time && record.time)
        return isoText(*record.time, rows.zone());
    return column.kind == Kind::Field ? record[column.field] : rows.textOf(record, column);
}

QString otherTitle(const LogModel &rows, int other)
{
    const auto &columns = rows.columns();
    const auto found = std::ranges::find_if(
        columns, [&](const LogColumn &column) { return column.kind == Kind::Other && column.other == other; });
    return found == columns.end() ? QString::number(other + 1) : found->title;
}

}

QList<NamedText> everythingOf(const Record &record, const LogModel &rows)
{
    QList<NamedText> all;
    const auto add = [&](const QString &name, const QString &text) {
        if (!text.isEmpty())
            all.append({name, text});
    };
    const auto addColumn = [&](const LogColumn &column) { add(column.title, rows.textOf(record, column)); };
    addColumn(numberColumn());
    for (const Field field : fieldsInOrder)
        add(fieldText(field), fieldTextOf(record, field, rows));
    for (int other = 0; other < record.others.size(); ++other)
        add(otherTitle(rows, other), record.others.at(other));
    addColumn(surplusColumn());
    addColumn(fileColumn());
    addColumn(lineColumn());
    add(fieldText(Field::Complement), record[Field::Complement]);
    return all;
}

QString toText(const Record &record, const LogModel &rows)
{
    QStringList lines;
    const auto all = everythingOf(record, rows);
    for (const NamedText &each : all)
        lines += u"%1: %2"_s.arg(each.name, each.text);
    return lines.join(u'\n');
}

QString csvHeader(const LogModel &rows, const QList<int> &columns)
{
    QStringList titles;
    for (const int column : columns)
        titles += csvField(rows.columns().at(column).title);
    return titles.join(u',');
}

QString toCsv(const Record &record, const LogModel &rows, const QList<int> &columns)
{
    QStringList fields;
    for (const int column : columns)
        fields += csvField(csvText(record, rows, rows.columns().at(column)));
    return fields.join(u',');
}

QString toJson(const Record &record, const LogModel &rows)
{
    QJsonObject json;
    for (const Field field : audit::allFields)
        json.insert(fieldColumn(field).key, record[field]);
    if (record.time)
        json.insert("time"_L1, audit::toText(*record.time));
    if (record.number > 0)
        json.insert("number"_L1, record.number);
    QJsonObject others;
    for (int other = 0; other < record.others.size(); ++other)
        others.insert(otherTitle(rows, other), record.others.at(other));
    if (!others.isEmpty())
        json.insert("others"_L1, others);
    if (!record.surplus.isEmpty())
        json.insert("surplus"_L1, record.surplus);
    if (const QString file = rows.fileName(record.part); !file.isEmpty())
        json.insert("file"_L1, file);
    if (record.line > 0)
        json.insert("line"_L1, record.line);
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

}
