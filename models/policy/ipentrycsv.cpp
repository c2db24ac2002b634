// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/ipentrycsv.h"

#include "address/iprange.h"
#include "error/excerpt.h"
#include "policy/csvfields.h"
#include "policy/csvtext.h"
#include "policy/fieldvalidation.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message CsvTooLarge{
    "csv.tooLarge", QT_TRANSLATE_NOOP("Messages", "The file has %1 bytes. At most %2 can be imported; split it.")};
constexpr Message CsvTooManyEntries{"csv.tooMany",
    QT_TRANSLATE_NOOP("Messages", "There are more than %1 entries up to line %2. At most %1 are allowed.")};
constexpr Message CsvNoHeader{
    "csv.noHeader", QT_TRANSLATE_NOOP("Messages", "The file is empty. Its first line must be “IP Address,CIDR,Memo”.")};
constexpr Message CsvWrongHeader{"csv.header",
    QT_TRANSLATE_NOOP("Messages",
        "The first line is “%1”. It must name the columns: “IP Address,CIDR,Memo” or “IPアドレス,CIDR,メモ”.")};
constexpr Message CsvTooManyFields{"csv.fields",
    QT_TRANSLATE_NOOP("Messages",
        "The line has more fields than the header: “%1” is left over. Put a memo with a comma into quotation marks.")};
constexpr Message CsvPrefixTwice{"csv.prefixTwice",
    QT_TRANSLATE_NOOP(
        "Messages", "“%1” has a prefix length, and the CIDR column has “%2”. Write it in one place only.")};
}

namespace {

constexpr qsizetype longestRaw = 200;

/// Where in a record the three fields stand.
struct Columns {
    qsizetype address = -1;
    qsizetype prefix = -1;
    qsizetype memo = -1;
    qsizetype count = 0;
};

struct Row {
    QString address;
    QString prefix;
    QString memo;
};

std::optional<Columns> columnsOf(QStringList header)
{
    while (!header.isEmpty() && isBlankField(header.last()))
        header.removeLast();
    Columns columns{.count = header.size()};
    for (qsizetype i = 0; i < header.size(); ++i) {
        const QString name = comparableName(header[i]);
        qsizetype *column = nullptr;
        if (name == "ipaddress"_L1 || name == u"ipアドレス")
            column = &columns.address;
        else if (name == "cidr"_L1)
            column = &columns.prefix;
        else if (name == "memo"_L1 || name == u"メモ")
            column = &columns.memo;
        if (!column || *column >= 0)
            return {};
        *column = i;
    }
    const bool isComplete = columns.address >= 0 && columns.prefix >= 0 && columns.memo >= 0;
    return isComplete ? std::optional(columns) : std::nullopt;
}

Result<QList<IpNetwork>> networksOf(const Row &row)
{
    const QString address = row.address.trimmed();
    QStringView prefix = QStringView(row.prefix).trimmed();
    if (prefix.isEmpty())
        return parseNetworks(address);
    if (address.contains(u'/')) {
        return std::unexpected(
            Error(ErrorKind::Malformed, messages::CsvPrefixTwice, {excerpt(address), excerpt(prefix)}));
    }
    if (prefix.startsWith(u'/'))
        prefix.slice(1);
    return parseNetworks(address + u'/' + prefix.toString());
}

Result<QList<IpEntry>> entriesOf(const Row &row)
{
    const auto networks = networksOf(row);
    if (!networks)
        return std::unexpected(networks.error().under(u"network"_s));
    const QString memo = withoutFormulaGuard(QStringView(row.memo).trimmed());
    QList<IpEntry> entries;
    for (const IpNetwork &network : *networks)
        entries.append({network, memo});
    Errors errors;
    validate(entries.first(), errors);
    if (!errors.isEmpty())
        return std::unexpected(errors.first());
    return entries;
}

Result<Row> rowOf(const QStringList &fields, const Columns &columns)
{
    const auto surplus
        = std::find_if_not(fields.begin() + std::min(columns.count, fields.size()), fields.end(), isBlankField);
    if (surplus != fields.end())
        return std::unexpected(Error(ErrorKind::Malformed, messages::CsvTooManyFields, {excerpt(*surplus)}));
    return Row{fields.value(columns.address), fields.value(columns.prefix), fields.value(columns.memo)};
}

/// Collects rows until there are more than may be; an error then says so.
class EntryCollector {
public:
    explicit EntryCollector(QString encoding) { m_found.encoding = std::move(encoding); }

    Result<void> add(int line, QStringView raw, const Result<Row> &row)
    {
        const auto entries = row.and_then(entriesOf);
        if (entries) {
            m_found.entries += *entries;
            m_found.lines.resize(m_found.entries.size(), line);
        } else {
            m_found.errors.append({line, entries.error(), excerpt(raw, longestRaw)});
        }
        if (++m_rows <= maxEntries && m_found.entries.size() <= maxEntries)
            return {};
        const QStringList arguments{QString::number(maxEntries), QString::number(line)};
        return std::unexpected(Error(ErrorKind::TooLarge, messages::CsvTooManyEntries, arguments));
    }

    CsvEntries take() { return std::move(m_found); }

private:
    CsvEntries m_found;
    qsizetype m_rows = 0;
};

Result<void> collectRecords(CsvReader &reader, const Columns &columns, EntryCollector &collector)
{
    while (const auto record = reader.next()) {
        if (!record->error && isPassedOver(record->fields))
            continue;
        const auto row = record->error ? std::unexpected(*record->error) : rowOf(record->fields, columns);
        if (const auto added = collector.add(record->line, record->raw, row); !added)
            return added;
    }
    return {};
}

/// A row that was copied from a table with the columns address, prefix length and memo.
std::optional<Row> pastedTableRow(QStringView line)
{
    const QChar separator = line.contains(u'\t') ? u'\t' : u',';
    const auto cells = line.split(separator);
    static const QRegularExpression prefix(u"^\\s*/?[0-9]{0,3}\\s*$"_s);
    if (cells.size() < 3 || !prefix.matchView(cells[1]).hasMatch())
        return {};
    const auto memo = line.sliced(cells[0].size() + cells[1].size() + 2);
    return Row{cells[0].toString(), cells[1].toString(), memo.toString()};
}

/// A line of a network, which may be a range with blanks around its dash, and perhaps a memo.
Row pastedRow(QStringView line)
{
    if (auto row = pastedTableRow(line))
        return std::move(*row);
    static const QRegularExpression network(
        u"^(?:[0-9A-Fa-f.:]+\\s*[-–−－]\\s*[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]*(?=[\\s,]|$)|[^\\s,]+)"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    const qsizetype length = network.matchView(line).capturedLength();
    QStringView memo = line.sliced(length).trimmed();
    if (memo.startsWith(u','))
        memo = memo.sliced(1);
    return Row{line.first(length).toString(), {}, memo.toString()};
}

Result<void> collectPastedLines(QStringView text, EntryCollector &collector)
{
    int number = 0;
    for (const QStringView untrimmed : text.tokenize(u'\n')) {
        ++number;
        const QStringView line = untrimmed.trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        if (const auto added = collector.add(number, line, pastedRow(line)); !added)
            return added;
    }
    return {};
}

Result<void> collectPasted(QStringView text, EntryCollector &collector)
{
    for (const QChar separator : {u'\t', u','}) {
        CsvReader reader(text, separator);
        const auto header = headerOf(reader);
        const auto columns = header ? columnsOf(header->fields) : std::nullopt;
        if (columns)
            return collectRecords(reader, *columns, collector);
    }
    return collectPastedLines(text, collector);
}

}

Result<CsvEntries> readEntriesCsv(const QByteArray &bytes)
{
    if (bytes.size() > maxCsvBytes) {
        const QStringList arguments{QString::number(bytes.size()), QString::number(maxCsvBytes)};
        return std::unexpected(Error(ErrorKind::TooLarge, messages::CsvTooLarge, arguments));
    }
    const auto decoded = decodedCsv(bytes);
    if (!decoded)
        return std::unexpected(decoded.error());
    CsvReader reader(decoded->text);
    const auto header = headerOf(reader);
    if (!header)
        return std::unexpected(Error(ErrorKind::Malformed, messages::CsvNoHeader));
    const auto columns = columnsOf(header->fields);
    if (!columns)
        return std::unexpected(Error(ErrorKind::Malformed, messages::CsvWrongHeader, {excerpt(header->raw)}));

    EntryCollector collector(decoded->encoding);
    if (const auto collected = collectRecords(reader, *columns, collector); !collected)
        return std::unexpected(collected.error());
    return collector.take();
}

QByteArray writeEntriesCsv(const QList<IpEntry> &entries, CsvLanguage language)
{
    QString text = byteOrderMark;
    text += language == CsvLanguage::Japanese ? u"IPアドレス,CIDR,メモ\r\n"_s : u"IP Address,CIDR,Memo\r\n"_s;
    for (const IpEntry &entry : entries) {
        text += entry.network.address.toString() + u',' + QString::number(entry.network.prefix) + u','
            + writtenField(entry.memo) + "\r\n"_L1;
    }
    return text.toUtf8();
}

CsvEntries parsePastedLines(const QString &text)
{
    EntryCollector collector({});
    const auto collected = collectPasted(text, collector);
    CsvEntries found = collector.take();
    if (!collected)
        found.errors.append({collected.error().arguments.value(1).toInt(), collected.error(), {}});
    return found;
}

}
