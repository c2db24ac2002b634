// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/pages.h"

#include "error/messages.h"

#include <QCryptographicHash>
#include <QFile>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

QByteArray resource(const QString &name)
{
    QFile file(u":/web/"_s + name);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened); // It is part of the program.
    return opened ? file.readAll() : QByteArray();
}

QString escaped(const Error &sentence, const Language &language)
{
    return renderMessage(sentence, language.translator).toHtmlEscaped();
}

}

Pages::Pages()
{
    // The one style is named by its digest, so that no other can be slipped in.
    const QByteArray style = resource(u"page.css"_s);
    const QByteArray digest = QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64();
    m_contentSecurityPolicy = "default-src 'none'; style-src 'sha256-" + digest
        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    m_template = QString::fromUtf8(resource(u"page.html"_s)).replace("{{style}}"_L1, QString::fromUtf8(style));
}

Response Pages::page(int status, const PageText &text, const Language &language) const
{
    QString paragraphs;
    for (const Error &paragraph : text.paragraphs)
        paragraphs += "<p>"_L1 + escaped(paragraph, language) + "</p>\n"_L1;
    QString html = m_template;
    html.replace("{{language}}"_L1, QString::fromLatin1(language.tag));
    html.replace("{{code}}"_L1, status == 200 ? QString() : QString::number(status));
    // Values last: what stands in them is not looked through for places again.
    html.replace("{{title}}"_L1, escaped(text.title, language).replace("{{"_L1, "&#123;{"_L1));
    html.replace("{{paragraphs}}"_L1, paragraphs);

    Response response = platformd::html(status, html.toUtf8());
    response.headers.set("Content-Security-Policy", m_contentSecurityPolicy);
    response.headers.set("Content-Language", language.tag);
    response.headers.set("Vary", "Accept-Language");
    return response;
}

}
