// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <utility>
#include <vector>

namespace sekimori::platformd {

/// A piece of a page that is safe to show. It is made of plain text, which is escaped, or by a template; so that no
/// text can become markup because somebody forgot it.
class Html {
public:
    Html() = default;
    Html(const QString &plainText)
        : m_markup(plainText.toHtmlEscaped().toUtf8())
    {
    }

    /// In UTF-8.
    const QByteArray &markup() const { return m_markup; }
    Html &operator+=(const Html &other)
    {
        m_markup += other.m_markup;
        return *this;
    }

private:
    friend class HtmlTemplate;
    QByteArray m_markup;
};

/// Markup of the program's own with named places, `{{place}}`, that are filled in one pass: what stands in a value is
/// not looked through for places again. Attributes stand in double quotes.
class HtmlTemplate {
public:
    explicit HtmlTemplate(const QByteArray &markup);

    using Values = std::initializer_list<std::pair<QLatin1StringView, Html>>;
    /// There has to be a value for each place.
    Html filled(Values values) const;

private:
    struct Piece {
        QByteArray markup;
        QByteArray place; ///< behind the markup; empty at the end
    };

    std::vector<Piece> m_pieces;
};

/// One of the files in resources/web.
QByteArray webResource(const QString &name);

}
