// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain/canonicalform.h"

#include "audit/chain/jsontext.h"

#include <array>
#include <utility>

namespace sekimori::audit::chain {
namespace {

constexpr std::array shortEscapes{std::pair{'"', '"'}, std::pair{'\\', '\\'}, std::pair{'b', '\b'},
    std::pair{'t', '\t'}, std::pair{'n', '\n'}, std::pair{'f', '\f'}, std::pair{'r', '\r'}};

std::optional<char> shortEscaped(char letter)
{
    for (const auto &[name, character] : shortEscapes) {
        if (name == letter)
            return character;
    }
    return {};
}

/// Of four digits behind `\u`; those that have a shorter escape are not written so.
std::optional<char> longEscaped(QByteArrayView digits)
{
    static constexpr QByteArrayView known = "0123456789abcdef";
    const qsizetype low = digits.size() == 4 ? known.indexOf(digits[3]) : -1;
    if (low < 0 || !digits.startsWith("00") || (digits[2] != '0' && digits[2] != '1'))
        return {};
    const char character = char((digits[2] - '0') * 16 + low);
    const bool isShort = (character >= '\b' && character <= '\n') || character == '\f' || character == '\r';
    return isShort ? std::nullopt : std::optional(character);
}

/// Takes a line apart from the left; once something does not stand as it has to, nothing does any more.
class Cursor {
public:
    explicit Cursor(QByteArrayView line)
        : m_rest(line)
    {
    }

    void need(QByteArrayView literal)
    {
        m_fits = m_fits && m_rest.startsWith(literal);
        if (m_fits)
            m_rest = m_rest.sliced(literal.size());
    }

    /// What stands between quotes, with its escapes.
    QByteArrayView text(QByteArrayView key)
    {
        need(key);
        need("\"");
        qsizetype end = 0;
        while (m_fits && end < m_rest.size() && m_rest[end] != '"')
            end += characterAt(end);
        const QByteArrayView text = m_rest.first(m_fits && end < m_rest.size() ? end : 0);
        m_rest = m_rest.sliced(text.size());
        need("\"");
        return text;
    }

    qint64 number(QByteArrayView key)
    {
        need(key);
        qsizetype end = 0;
        while (end < m_rest.size() && m_rest[end] >= '0' && m_rest[end] <= '9')
            ++end;
        bool isNumber = false;
        const qint64 number = m_rest.first(end).toLongLong(&isNumber);
        m_fits = m_fits && isNumber && (end == 1 || m_rest[0] != '0');
        m_rest = m_rest.sliced(end);
        return number;
    }

    bool fitsWholly() const { return m_fits && m_rest.isEmpty(); }

private:
    /// Its length, with its escape.
    qsizetype characterAt(qsizetype place)
    {
        const char character = m_rest[place];
        if (uchar(character) < 0x20)
            m_fits = false;
        if (character != '\\')
            return 1;
        const QByteArrayView behind = m_rest.sliced(place + 1);
        if (!behind.isEmpty() && shortEscaped(behind.front()))
            return 2;
        m_fits = m_fits && behind.startsWith('u')
            && longEscaped(behind.sliced(1).first(std::min<qsizetype>(4, behind.size() - 1)));
        return 6;
    }

    QByteArrayView m_rest;
    bool m_fits = true;
};

/// An event before its texts are made.
struct Parts {
    QByteArrayView action, complement, module, service, source, user;
    qint64 number = 0;
    EventTime time{};
    EventResult result{};
    Level level{};
};

/// There is one way only to write a time, and only years of four digits.
std::optional<EventTime> timeOf(QByteArrayView text)
{
    constexpr qsizetype length = 27;
    const bool isWhole = text.size() == length && text.endsWith('Z');
    return isWhole ? timeFromText(QString::fromLatin1(text)) : std::nullopt;
}

std::optional<Parts> partsOf(QByteArrayView line)
{
    Cursor cursor(line);
    Parts parts;
    parts.action = cursor.text(R"({"action":)");
    parts.complement = cursor.text(R"(,"complement":)");
    const auto level = levelNamed(QString::fromLatin1(cursor.text(R"(,"level":)")));
    parts.module = cursor.text(R"(,"module":)");
    parts.number = cursor.number(R"(,"number":)");
    const auto result = resultNamed(QString::fromLatin1(cursor.text(R"(,"result":)")));
    parts.service = cursor.text(R"(,"service":)");
    parts.source = cursor.text(R"(,"source":)");
    const auto time = timeOf(cursor.text(R"(,"time":)"));
    parts.user = cursor.text(R"(,"user":)");
    cursor.need("}");
    if (!cursor.fitsWholly() || !level || !result || !time || !QUtf8StringView(line).isValidUtf8())
        return {};
    parts.level = *level;
    parts.result = *result;
    parts.time = *time;
    return parts;
}

QString unescaped(QByteArrayView text)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes += text[i];
            continue;
        }
        const auto character = shortEscaped(text[++i]);
        bytes += character ? *character : *longEscaped(text.sliced(i + 1, 4));
        i += character ? 0 : 4;
    }
    // Qt would take it for a mark of byte order.
    static constexpr QByteArrayView noBreak = "\xef\xbb\xbf";
    if (bytes.startsWith(noBreak))
        return QChar(QChar::ByteOrderMark) + QString::fromUtf8(QByteArrayView(bytes).sliced(noBreak.size()));
    return QString::fromUtf8(bytes);
}

}

QByteArray canonicalForm(const Event &event)
{
    QByteArray line;
    line.reserve(256 + 2 * event.complement.size());
    const auto append = [&line](QByteArrayView key, const auto &text) {
        line += key;
        appendJsonText(line, text);
    };
    append(R"({"action":)", event.action);
    append(R"(,"complement":)", event.complement);
    append(R"(,"level":)", QByteArrayView(nameOf(event.level)));
    append(R"(,"module":)", event.module);
    (line += R"(,"number":)") += QByteArray::number(event.number);
    append(R"(,"result":)", QByteArrayView(nameOf(event.result)));
    append(R"(,"service":)", event.service);
    append(R"(,"source":)", event.source);
    append(R"(,"time":)", toText(event.time));
    append(R"(,"user":)", event.user);
    line += '}';
    return line;
}

std::optional<qint64> numberInCanonicalForm(QByteArrayView line)
{
    return partsOf(line).transform([](const Parts &parts) { return parts.number; });
}

Result<Event> eventFromCanonicalForm(QByteArrayView line)
{
    const auto parts = partsOf(line);
    if (!parts)
        return std::unexpected(Error{ErrorKind::Malformed, NotCanonical});
    return Event{
        .number = parts->number,
        .time = parts->time,
        .source = unescaped(parts->source),
        .user = unescaped(parts->user),
        .service = unescaped(parts->service),
        .module = unescaped(parts->module),
        .action = unescaped(parts->action),
        .result = parts->result,
        .level = parts->level,
        .complement = unescaped(parts->complement),
    };
}

}
