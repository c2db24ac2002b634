// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/pages.h"

#include "error/messages.h"
#include "http/problem.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// The style stands in the page: whoever is refused could not fetch it.
QByteArray pageWithStyle()
{
    return webResource(u"page.html"_s).replace("{{style}}", webResource(u"page.css"_s));
}

}

Pages::Pages()
    : m_page(pageWithStyle())
    , m_message(webResource(u"message.html"_s))
    , m_paragraph("<p>{{text}}</p>\n")
    , m_link("<p><a class=\"button\" href=\"{{address}}\">{{text}}</a></p>\n")
{
    // The one style is named by its digest, so that no other can be slipped in.
    const QByteArray style = webResource(u"page.css"_s);
    m_styleSource = "'sha256-" + QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64() + '\'';
}

Response Pages::message(int status, const PageText &text, const Language &language) const
{
    Html content;
    for (const Error &paragraph : text.paragraphs)
        content += m_paragraph.filled({{"text"_L1, worded(paragraph, language)}});
    if (text.link)
        content += m_link.filled({{"address"_L1, text.link->address}, {"text"_L1, worded(text.link->text, language)}});
    const Html whole = m_message.filled({
        {"code"_L1, QString::number(status)},
        {"title"_L1, worded(text.title, language)},
        {"content"_L1, content},
    });
    return page(status, text.title, whole, language, Forms::None);
}

Response Pages::page(int status, const Error &title, const Html &content, const Language &language, Forms forms) const
{
    const Html whole = m_page.filled({
        {"language"_L1, QString::fromLatin1(language.tag)},
        {"title"_L1, worded(title, language)},
        {"content"_L1, content},
    });
    const QByteArray target = forms == Forms::None ? "'none'" : "'self'";
    Response response = platformd::html(status, whole.markup());
    response.headers.set("Content-Security-Policy",
        "default-src 'none'; style-src " + m_styleSource + "; img-src 'self' data:; base-uri 'none'; form-action "
            + target);
    response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
    // Without any, browsers would hide from our own forms where they were sent from.
    response.headers.set("Referrer-Policy", "same-origin");
    response.headers.set("Content-Language", language.tag);
    response.headers.set("Vary", "Accept-Language, Cookie");
    return response;
}

int pageStatus(const Error &error)
{
    return error.kind == ErrorKind::Unauthenticated ? 403 : httpStatus(error.kind);
}

Html worded(const Error &sentence, const Language &language)
{
    return renderMessage(sentence, language.translator);
}

}
