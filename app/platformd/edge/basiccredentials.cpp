// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/basiccredentials.h"

#include <QStringDecoder>

#include <algorithm>

namespace sekimori::platformd {
namespace {

constexpr qsizetype longestLine = 1024;

std::optional<QByteArray> decodedPair(const QByteArray &line)
{
    constexpr QByteArrayView scheme = "basic ";
    if (line.size() > longestLine || line.first(std::min(line.size(), scheme.size())).toLower() != scheme)
        return std::nullopt;
    const auto decoding = QByteArray::fromBase64Encoding(
        line.sliced(scheme.size()).trimmed(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoding)
        return std::nullopt;
    const QByteArray &pair = *decoding;
    const bool hasControl
        = std::ranges::any_of(pair, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return hasControl || !pair.contains(':') ? std::nullopt : std::optional(pair);
}

}

std::optional<BasicCredentials> basicCredentials(const Request &request)
{
    const QList<QByteArray> lines = request.headerLines("Authorization");
    if (lines.isEmpty())
        return std::nullopt;
    const auto pair = lines.size() == 1 ? decodedPair(lines.first()) : std::nullopt;
    if (!pair)
        return BasicCredentials{};
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString userName = utf8.decode(QByteArrayView(*pair).first(pair->indexOf(':')));
    if (utf8.hasError())
        return BasicCredentials{};
    return BasicCredentials{userName, crypto::SecretBytes(pair->sliced(pair->indexOf(':') + 1))};
}

}
