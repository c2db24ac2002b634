// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/xlsx.h"

#include "audit/files/xlsxsheet.h"
#include "audit/files/xlsxtext.h"

#include <QDir>
#include <QMap>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::audit::files {
namespace {

const auto workbookName = u"xl/workbook.xml"_s;
constexpr quint64 mostOfDescription = 64 << 20; // workbook, its relations and styles

constexpr Message xlsxNoSheets{
    "files.xlsxNoSheets", QT_TRANSLATE_NOOP("Messages", "There is no sheet with cells in the workbook.")};
constexpr Message xlsxTooLarge{"files.xlsxTooLarge",
    QT_TRANSLATE_NOOP("Messages", "The workbook is too large: “%1” in it takes more than %2 MB. Save it as CSV.")};

bool has(const ZipDirectory &directory, const QString &name)
{
    return std::ranges::contains(directory.entries, name, &ZipEntry::name);
}

Result<void> checked(const QXmlStreamReader &xml, const QString &name)
{
    if (!xml.hasError())
        return {};
    return std::unexpected(Error{ErrorKind::Malformed, xlsxDamaged, {name, QString::number(xml.lineNumber())}});
}

QXmlStreamReader readerOf(const std::string &text)
{
    return QXmlStreamReader(QByteArray::fromRawData(text.data(), qsizetype(text.size())));
}

struct Relation {
    QString kind; ///< the end of its type, which is the same in both dialects of the format
    QString target; ///< as a path in the archive
};

/// By their ids.
QMap<QString, Relation> relationsIn(const std::string &text)
{
    QMap<QString, Relation> relations;
    QXmlStreamReader xml = readerOf(text);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != "Relationship"_L1)
            continue;
        const QXmlStreamAttributes attributes = xml.attributes();
        const QString target = attributes.value("Target"_L1).toString();
        relations.insert(attributes.value("Id"_L1).toString(),
            {attributes.value("Type"_L1).toString().section(u'/', -1),
                target.startsWith(u'/') ? target.sliced(1) : QDir::cleanPath(u"xl/"_s + target)});
    }
    return relations;
}

/// What has no relation may still have its usual name.
QString targetOf(const QMap<QString, Relation> &relations, QStringView kind, const QString &usual)
{
    const auto found = std::ranges::find(relations, kind, &Relation::kind);
    return found == relations.end() ? usual : found->target;
}

}

bool XlsxBook::isOne(const ZipDirectory &directory)
{
    return has(directory, workbookName);
}

QString kindOfDocument(const ZipDirectory &directory)
{
    if (has(directory, u"mimetype"_s) && has(directory, u"content.xml"_s))
        return u".ods"_s;
    if (has(directory, u"word/document.xml"_s))
        return u".docx"_s;
    return has(directory, u"xl/workbook.bin"_s) ? u".xlsb"_s : QString();
}

Result<std::shared_ptr<const XlsxBook>> XlsxBook::open(
    std::shared_ptr<const void> owner, std::string_view zip, const ZipDirectory &directory, const Limits &limits)
{
    const auto book = std::make_shared<XlsxBook>();
    book->m_owner = std::move(owner);
    book->m_zip = zip;
    book->m_directory = directory;
    for (size_t place = directory.entries.size(); place > 0; --place) // of the same name the first one counts
        book->m_places.insert(directory.entries[place - 1].name.toCaseFolded(), place - 1);
    return book->readWorkbook()
        .and_then([&] { return book->readStyles(mostOfDescription); })
        .and_then([&] { return book->readSharedTexts(limits.inMemory); })
        .transform([&] { return std::shared_ptr<const XlsxBook>(book); });
}

Result<std::unique_ptr<ByteStream>> XlsxBook::openSheet(
    const std::shared_ptr<const XlsxBook> &book, const Sheet &sheet, const TellDamages &tell)
{
    return openZipEntry(book->m_zip, book->m_directory.entries[sheet.entry])
        .transform([&](std::unique_ptr<ByteStream> xml) -> std::unique_ptr<ByteStream> {
            return std::make_unique<XlsxSheetStream>(book, std::move(xml), sheet.name, tell);
        });
}

std::optional<std::string_view> XlsxBook::sharedText(size_t place) const
{
    return place < m_sharedTexts.size() ? std::optional<std::string_view>(m_sharedTexts[place]) : std::nullopt;
}

/// The format does not tell names of parts apart by their case.
std::optional<size_t> XlsxBook::placeOf(const QString &name) const
{
    const auto found = m_places.find(name.toCaseFolded());
    return found == m_places.end() ? std::nullopt : std::optional(*found);
}

/// Empty where there is no such entry.
Result<std::string> XlsxBook::wholeEntry(const QString &name, quint64 most) const
{
    const auto place = placeOf(name);
    if (!place)
        return std::string();
    const auto stream = openZipEntry(m_zip, m_directory.entries[*place]);
    if (!stream)
        return std::unexpected(stream.error());
    auto text = readHead(**stream, size_t(most) + 1);
    if (text && text->size() > most)
        return std::unexpected(Error{ErrorKind::TooLarge, xlsxTooLarge, {name, QString::number(most >> 20)}});
    return text;
}

Result<void> XlsxBook::readWorkbook()
{
    const auto relations = wholeEntry(u"xl/_rels/workbook.xml.rels"_s, mostOfDescription);
    const auto workbook = wholeEntry(workbookName, mostOfDescription);
    if (!relations || !workbook)
        return std::unexpected(relations ? workbook.error() : relations.error());
    const auto targets = relationsIn(*relations);
    m_stylesName = targetOf(targets, u"styles", u"xl/styles.xml"_s);
    m_textsName = targetOf(targets, u"sharedStrings", u"xl/sharedStrings.xml"_s);
    QSet<size_t> taken; // No sheet lies where another one does, so there are no more of them than entries.
    QXmlStreamReader xml = readerOf(*workbook);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QXmlStreamAttributes attributes = xml.attributes();
        if (xml.name() == "workbookPr"_L1)
            m_isFrom1904 = attributes.value("date1904"_L1) == "1"_L1 || attributes.value("date1904"_L1) == "true"_L1;
        if (xml.name() != "sheet"_L1)
            continue;
        const auto id = std::ranges::find(attributes, u"r:id"_s, &QXmlStreamAttribute::qualifiedName);
        const Relation relation = id == attributes.end() ? Relation() : targets.value(id->value().toString());
        const auto place = relation.kind == "worksheet"_L1 ? placeOf(relation.target) : std::nullopt;
        if (!place || taken.contains(*place))
            continue;
        taken.insert(*place);
        m_sheets.push_back({attributes.value("name"_L1).toString(), *place});
    }
    if (const auto whole = checked(xml, workbookName); !whole)
        return whole;
    if (m_sheets.empty())
        return std::unexpected(Error{ErrorKind::Invalid, xlsxNoSheets});
    return {};
}

Result<void> XlsxBook::readStyles(quint64 most)
{
    const auto styles = wholeEntry(m_stylesName, most);
    if (!styles || styles->empty())
        return styles.transform([](const std::string &) { });
    QHash<int, QString> codes;
    bool isInCells = false;
    QXmlStreamReader xml = readerOf(*styles);
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (xml.name() == "cellXfs"_L1)
            isInCells = token == QXmlStreamReader::StartElement;
        if (token != QXmlStreamReader::StartElement)
            continue;
        const int id = xml.attributes().value("numFmtId"_L1).toInt();
        if (xml.name() == "numFmt"_L1)
            codes.insert(id, xml.attributes().value("formatCode"_L1).toString());
        else if (xml.name() == "xf"_L1 && isInCells)
            m_dateStyles.push_back(isDateFormat(id, codes.value(id)));
    }
    return checked(xml, m_stylesName);
}

Result<void> XlsxBook::readSharedTexts(quint64 most)
{
    const auto texts = wholeEntry(m_textsName, most);
    if (!texts || texts->empty())
        return texts.transform([](const std::string &) { });
    QXmlStreamReader xml = readerOf(*texts);
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == "si"_L1)
            m_sharedTexts.push_back(richText(xml));
    }
    return checked(xml, m_textsName);
}

}
