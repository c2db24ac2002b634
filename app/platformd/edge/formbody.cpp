// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/formbody.h"

#include "edge/percentdecoding.h"

#include <QStringDecoder>

#include <algorithm>

namespace sekimori::platformd {
namespace {

bool isForm(const Request &request)
{
    const QList<QByteArray> types = request.headerLines("Content-Type");
    if (types.size() != 1)
        return false;
    const QByteArrayList parts = types.first().toLower().split(';');
    const bool isUtf8 = std::ranges::all_of(parts.sliced(1), [](const QByteArray &parameter) {
        const QByteArray trimmed = parameter.trimmed();
        return trimmed == "charset=utf-8" || trimmed == "charset=\"utf-8\"";
    });
    return parts.first().trimmed() == "application/x-www-form-urlencoded" && isUtf8;
}

std::optional<QString> decoded(QByteArray encoded)
{
    const auto bytes = percentDecoded(encoded.replace('+', ' '));
    if (!bytes)
        return std::nullopt;
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8.decode(*bytes);
    const bool hasControl
        = std::ranges::any_of(text, [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
    return utf8.hasError() || hasControl ? std::nullopt : std::optional(text);
}

}

Result<Form> formBody(const Request &request)
{
    const auto malformed = std::unexpected(Error{ErrorKind::Malformed, FormMalformed});
    if (!isForm(request) || request.body.size() > largestForm)
        return malformed;
    const QByteArrayList pairs = request.body.split('&');
    if (pairs.size() > mostFormFields)
        return malformed;
    Form form;
    for (const QByteArray &pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        const auto name = equals > 0 ? decoded(pair.first(equals)) : std::nullopt;
        const auto value = equals > 0 ? decoded(pair.sliced(equals + 1)) : std::nullopt;
        if (!name || !value || form.contains(name->toUtf8()))
            return malformed;
        form.insert(name->toUtf8(), *value);
    }
    return form;
}

}
