// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/jsontext.h"

#include "error/excerpt.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <vector>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// The arguments line, column and byte, all counted from 1 except the byte.
QStringList placeIn(const QByteArray &text, qsizetype offset, qsizetype firstLine)
{
    const QByteArrayView before = QByteArrayView(text).first(std::min(offset, text.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const QString column = QString::fromUtf8(before.sliced(lineStart));
    return {
        QString::number(before.count('\n') + firstLine), QString::number(column.size() + 1), QString::number(offset)};
}

Error errorAt(
    const Message &message, QStringList arguments, const QByteArray &text, qsizetype offset, qsizetype firstLine)
{
    return Error{ErrorKind::Malformed, message, arguments + placeIn(text, offset, firstLine)};
}

/// Looks, in text that QJsonDocument has accepted, for what it lets through.
class Strictness {
public:
    Strictness(const QByteArray &text, qsizetype firstLine)
        : m_text(text)
        , m_firstLine(firstLine)
    {
    }

    std::optional<Error> firstFault()
    {
        for (m_at = 0; m_at < m_text.size(); ++m_at) {
            if (auto fault = lookAt(m_text[m_at]))
                return fault;
        }
        return std::nullopt;
    }

private:
    struct Level {
        bool isObject;
        QSet<QString> keys = {};
    };

    std::optional<Error> lookAt(char c)
    {
        switch (c) {
        case '{':
        case '[':
            m_levels.push_back({.isObject = c == '{'});
            m_expectsKey = c == '{';
            if (m_levels.size() > maxJsonDepth)
                return errorAt(JsonTooDeep, {QString::number(maxJsonDepth)}, m_text, m_at, m_firstLine);
            break;
        case '}':
        case ']':
            m_levels.pop_back();
            break;
        case ',':
            m_expectsKey = m_levels.back().isObject;
            break;
        case ':':
            m_expectsKey = false;
            break;
        case '"':
            return lookAtString();
        default:
            break;
        }
        return std::nullopt;
    }

    std::optional<Error> lookAtString()
    {
        const qsizetype begin = m_at;
        for (++m_at; m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
        }
        if (!m_expectsKey)
            return std::nullopt;
        // Escapes make one key of several spellings.
        const QByteArray literal = m_text.sliced(begin + 1, m_at - begin - 1);
        const QString key = literal.contains('\\')
            ? QJsonDocument::fromJson("[\"" + literal + "\"]").array().at(0).toString()
            : QString::fromUtf8(literal);
        QSet<QString> &keys = m_levels.back().keys;
        if (keys.contains(key))
            return errorAt(JsonKeyTwice, {excerpt(key)}, m_text, begin, m_firstLine);
        keys.insert(key);
        return std::nullopt;
    }

    const QByteArray &m_text;
    const qsizetype m_firstLine;
    qsizetype m_at = 0;
    bool m_expectsKey = false;
    std::vector<Level> m_levels;
};

}

Result<QJsonObject> readJsonObject(const QByteArray &text, qsizetype firstLine)
{
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(text, &parsing);
    if (parsing.error != QJsonParseError::NoError)
        return std::unexpected(errorAt(JsonMalformed, {parsing.errorString()}, text, parsing.offset, firstLine));
    if (const auto fault = Strictness(text, firstLine).firstFault())
        return std::unexpected(*fault);
    if (!document.isObject())
        return std::unexpected(Error{ErrorKind::Malformed, JsonNotAnObject});
    return document.object();
}

}
