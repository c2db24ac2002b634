// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/nextpath.h"

#include "edge/percentdecoding.h"

#include <algorithm>
#include <optional>

namespace sekimori::platformd {
namespace {

constexpr qsizetype longestNext = 2048;
constexpr int deepestEncoding = 4;

bool isVisibleAscii(char c)
{
    return c > 0x20 && c < 0x7f;
}

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Two slashes, or a slash and a backslash, would begin the name of another host. Dots would climb, controls would end
/// the line.
bool isPlainPath(const QByteArray &path)
{
    if (!path.startsWith('/') || path.startsWith("//") || path.contains('\\') || std::ranges::any_of(path, isControl))
        return false;
    return std::ranges::none_of(
        path.split('/'), [](const QByteArray &segment) { return segment == "." || segment == ".."; });
}

/// Going on to the way in or out would lead in circles.
bool isDoor(const QByteArray &path)
{
    return path == "/sign-in" || path == "/sign-out";
}

}

QByteArray safeNextPath(QByteArrayView wanted)
{
    const QByteArray home = "/";
    if (wanted.size() > longestNext || !std::ranges::all_of(wanted, isVisibleAscii))
        return home;
    if (wanted.contains('\\') || wanted.contains('#'))
        return home;
    const qsizetype mark = wanted.indexOf('?');
    std::optional<QByteArray> path = (mark < 0 ? wanted : wanted.first(mark)).toByteArray();
    // Somebody on the way may take off a layer too many; the path has to be harmless under each.
    for (int layer = 0; path && layer < deepestEncoding; ++layer) {
        if (!isPlainPath(*path) || isDoor(*path))
            return home;
        const auto decoded = percentDecoded(*path);
        if (!decoded && layer == 0)
            return home;
        if (decoded == path)
            return wanted.toByteArray();
        path = decoded;
    }
    return path ? home : wanted.toByteArray();
}

QByteArray nextIn(const Form &form)
{
    return safeNextPath(form.value("next").toUtf8());
}

QByteArray signInPath(QByteArrayView next)
{
    return "/sign-in?next=" + safeNextPath(next).toPercentEncoding("/");
}

}
