// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/html.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

HtmlTemplate::HtmlTemplate(const QByteArray &markup)
{
    qsizetype begin = 0;
    for (qsizetype place = markup.indexOf("{{"); place >= 0; place = markup.indexOf("{{", begin)) {
        const qsizetype end = markup.indexOf("}}", place);
        Q_ASSERT(end > place);
        m_pieces.push_back({markup.sliced(begin, place - begin), markup.sliced(place + 2, end - place - 2)});
        begin = end + 2;
    }
    m_pieces.push_back({markup.sliced(begin), {}});
}

Html HtmlTemplate::filled(Values values) const
{
    qsizetype size = 0;
    for (const Piece &piece : m_pieces)
        size += piece.markup.size();
    for (const auto &[place, value] : values)
        size += value.m_markup.size();
    Html html;
    html.m_markup.reserve(size);
    for (const Piece &piece : m_pieces) {
        html.m_markup += piece.markup;
        if (piece.place.isEmpty())
            continue;
        const auto *const found
            = std::ranges::find(values, QLatin1StringView(piece.place), [](const auto &value) { return value.first; });
        Q_ASSERT_X(found != values.end(), "HtmlTemplate", piece.place.constData());
        if (found != values.end())
            html += found->second;
    }
    return html;
}

QByteArray webResource(const QString &name)
{
    QFile file(u":/web/"_s + name);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened); // It is part of the program.
    return opened ? file.readAll().trimmed() : QByteArray();
}

}
