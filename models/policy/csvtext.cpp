// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/csvtext.h"

#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message CsvIsUtf16{
    "csv.utf16", QT_TRANSLATE_NOOP("Messages", "The file is UTF-16. Save it as “CSV UTF-8” and import it again.")};
constexpr Message CsvBrokenUtf8{"csv.brokenUtf8",
    QT_TRANSLATE_NOOP(
        "Messages", "The file says that it is UTF-8, but has bytes that are not. Save it as “CSV UTF-8”.")};
constexpr Message CsvEncodingUnknown{"csv.encoding",
    QT_TRANSLATE_NOOP(
        "Messages", "The file is neither UTF-8 nor Shift-JIS. Save it as “CSV UTF-8” and import it again.")};
constexpr Message CsvCodecMissing{"csv.codec",
    QT_TRANSLATE_NOOP("Messages",
        "The file is not UTF-8, and this build of Qt cannot read Shift-JIS. Save it as “CSV UTF-8” and import it "
        "again.")};
}

namespace {

std::unexpected<Error> unreadable(const Message &message)
{
    return std::unexpected(Error(ErrorKind::Malformed, message));
}

/// Stateless decoders take bytes that end in the middle of a character for the error that it is.
std::optional<QString> decoded(QStringDecoder decoder, const QByteArray &bytes)
{
    QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return {};
    return text;
}

}

Result<CsvText> decodedCsv(const QByteArray &bytes)
{
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff"))
        return unreadable(messages::CsvIsUtf16);

    const bool hasBom = bytes.startsWith("\xef\xbb\xbf");
    if (auto text = decoded(QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless), bytes))
        return CsvText{std::move(*text), hasBom ? u"UTF-8 with BOM"_s : u"UTF-8"_s};
    if (hasBom)
        return unreadable(messages::CsvBrokenUtf8);

    QStringDecoder shiftJis("Shift-JIS", QStringDecoder::Flag::Stateless);
    if (!shiftJis.isValid())
        return unreadable(messages::CsvCodecMissing);
    auto text = decoded(std::move(shiftJis), bytes);
    // ICU puts the replacement character, which Shift-JIS itself lacks, where it cannot read on.
    if (!text || text->contains(QChar::ReplacementCharacter))
        return unreadable(messages::CsvEncodingUnknown);
    return CsvText{std::move(*text), u"Shift-JIS"_s};
}

}
