// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/xlsxsheet.h"

#include "audit/engine/csvrecord.h"
#include "audit/files/xlsxtext.h"
#include "error/excerpt.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::audit::files {
namespace {

constexpr size_t piece = 64 << 10;
constexpr quint64 longestRow = 64 << 20; // of XML: the reader keeps all of a cell in memory
constexpr qint64 mostRows = 1'048'576; // of the format
constexpr qint64 mostColumns = 16'384;
constexpr qint64 firstRows = 10;

constexpr Message xlsxRowTooLong{"files.xlsxRowTooLong",
    QT_TRANSLATE_NOOP("Messages", "A row of the sheet takes more than %1 MB, as no log does. The rest is not read.")};
constexpr Message xlsxTextMissing{"files.xlsxTextMissing",
    QT_TRANSLATE_NOOP("Messages", "The workbook does not have the text that belongs into this cell.")};

/// `AB12` is column 27, from 0; -1: there is none in it.
qint64 columnOf(QStringView reference)
{
    qint64 column = 0;
    for (const QChar each : reference) {
        if (each < u'A' || each > u'Z' || column > mostColumns)
            break;
        column = column * 26 + (each.unicode() - u'A' + 1);
    }
    return column > mostColumns ? -1 : column - 1;
}

/// As the engine reads it again: it takes an apostrophe before a formula for one that guards it.
void appendQuoted(std::string &row, std::string text)
{
    if (text.starts_with('\'') && engine::looksLikeFormula(text))
        text.insert(0, 1, '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        row += text;
        return;
    }
    row += '"';
    for (const char each : text) {
        row += each;
        if (each == '"')
            row += each;
    }
    row += '"';
}

}

/// What the XML reader reads from.
class XlsxSheetStream::Input final : public QIODevice {
public:
    explicit Input(std::unique_ptr<ByteStream> stream)
        : m_stream(std::move(stream))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_isOver; }
    quint64 consumed() const { return m_stream->consumed(); }
    void startRow() { m_row = 0; }
    const std::optional<Error> &failure() const { return m_failure; }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        auto count = m_stream->read(std::span(data, size_t(size)));
        m_row += count.value_or(0);
        if (m_row > longestRow)
            count = std::unexpected(Error{ErrorKind::TooLarge, xlsxRowTooLong, {QString::number(longestRow >> 20)}});
        if (!count)
            m_failure = count.error();
        m_isOver = count.value_or(0) == 0;
        return m_isOver ? -1 : qint64(*count);
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    std::unique_ptr<ByteStream> m_stream;
    std::optional<Error> m_failure;
    quint64 m_row = 0; ///< bytes since it began
    bool m_isOver = false;
};

XlsxSheetStream::XlsxSheetStream(
    std::shared_ptr<const XlsxBook> book, std::unique_ptr<ByteStream> xml, QString name, XlsxBook::TellDamages tell)
    : m_book(std::move(book))
    , m_input(std::make_unique<Input>(std::move(xml)))
    , m_xml(m_input.get())
    , m_name(std::move(name))
    , m_tell(std::move(tell))
{
}

XlsxSheetStream::~XlsxSheetStream()
{
    if (m_damages.count > 0)
        m_tell(std::move(m_damages));
}

quint64 XlsxSheetStream::consumed() const
{
    return m_input->consumed();
}

Result<size_t> XlsxSheetStream::read(std::span<char> room)
{
    while (m_text.size() - m_taken < std::min(room.size(), piece) && !m_isFinished)
        readMore();
    const size_t copied = m_text.copy(room.data(), room.size(), m_taken);
    m_taken += copied;
    if (m_taken > piece) {
        m_text.erase(0, m_taken);
        m_taken = 0;
    }
    if (copied == 0 && m_failure)
        return std::unexpected(*m_failure);
    return copied;
}

void XlsxSheetStream::readMore()
{
    const auto token = m_xml.readNext();
    if (token == QXmlStreamReader::StartElement && m_xml.name() == "row"_L1)
        startRow();
    else if (token == QXmlStreamReader::StartElement && m_xml.name() == "c"_L1)
        readCell();
    else if (token == QXmlStreamReader::EndElement && m_xml.name() == "row"_L1)
        endRow();
    if (!m_xml.atEnd())
        return;
    m_isFinished = true;
    m_failure = m_input->failure();
    if (m_xml.hasError() && !m_failure)
        m_failure.emplace(ErrorKind::Malformed, xlsxDamaged, QStringList{m_name, QString::number(m_xml.lineNumber())});
}

/// Rows without cells are left out of the XML, and lines are numbered as the sheet numbers rows.
void XlsxSheetStream::startRow()
{
    m_input->startRow();
    const qint64 told = m_xml.attributes().value("r"_L1).toLongLong();
    const qint64 number = told > m_rowNumber && told <= mostRows ? told : m_rowNumber + 1;
    m_text.append(size_t(number - m_rowNumber - 1), '\n');
    m_rowNumber = number;
    m_row.clear();
    m_column = 0;
    m_hasText = false;
}

void XlsxSheetStream::readCell()
{
    const QXmlStreamAttributes attributes = m_xml.attributes();
    const qint64 told = columnOf(attributes.value("r"_L1));
    const qint64 column = std::max(told, m_column);
    const QString type = attributes.value("t"_L1).toString();
    const std::string text = cellText(type, size_t(attributes.value("s"_L1).toULongLong()), column);
    // A shared text is short where it is named.
    if (m_row.size() + text.size() > longestRow) {
        m_isFinished = true;
        m_failure.emplace(ErrorKind::TooLarge, xlsxRowTooLong, QStringList{QString::number(longestRow >> 20)});
        return;
    }
    m_row.append(size_t(m_column == 0 ? column : column - m_column + 1), ',');
    appendQuoted(m_row, text);
    m_column = column + 1;
    m_hasText = m_hasText || !text.empty();
}

std::string XlsxSheetStream::cellText(QStringView type, size_t style, qint64 column)
{
    QString value;
    std::string inlined;
    while (m_xml.readNextStartElement()) {
        if (m_xml.name() == "v"_L1)
            value = m_xml.readElementText(QXmlStreamReader::IncludeChildElements);
        else if (m_xml.name() == "is"_L1)
            inlined = richText(m_xml);
        else
            m_xml.skipCurrentElement();
    }
    if (type == "s"_L1)
        return sharedText(value, column);
    if (type == "inlineStr"_L1)
        return inlined;
    if (type == "b"_L1)
        return value == u"1" ? "TRUE" : "FALSE";
    if (type.isEmpty() || type == "n"_L1)
        return m_book->isDate(style) && !value.isEmpty() ? dateText(value, m_book->isFrom1904()) : value.toStdString();
    return unescaped(value);
}

/// Some programs call an empty cell one with a shared text, without telling which.
std::string XlsxSheetStream::sharedText(const QString &reference, qint64 column)
{
    constexpr qsizetype longestRaw = 200;
    bool isNumber = false;
    const size_t place = reference.toULongLong(&isNumber);
    const auto text = isNumber ? m_book->sharedText(place) : std::nullopt;
    if (!text && !reference.isEmpty()) {
        m_hasText = true;
        m_damages.add({.file = {},
            .line = m_rowNumber,
            .column = column + 1,
            .reason = Error{ErrorKind::Malformed, xlsxTextMissing},
            .raw = excerpt(reference, longestRaw)});
    }
    return std::string(text.value_or(std::string_view()));
}

void XlsxSheetStream::endRow()
{
    // Somebody has coloured more rows than he has filled.
    if (m_hasText) {
        if (m_filledRows++ < firstRows)
            m_width = std::max(m_width, m_column);
        // Empty cells at the end of a row are left out of the XML; with them all rows are read equally fast.
        if (m_column < m_width)
            m_row.append(size_t(m_width - std::max<qint64>(m_column, 1)), ',');
        m_text += m_row.empty() ? "\"\"" : m_row; // an empty line would be no row
    }
    m_text += '\n';
}

}
