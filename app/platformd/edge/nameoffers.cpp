// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/nameoffers.h"

#include "edge/formguard.h"
#include "edge/signin.h"
#include "edge/signinwords.h"
#include "http/problem.h"
#include "store/loginnames.h"

#include <QCryptographicHash>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

constexpr Message NamesTooMany{"names.tooMany",
    QT_TRANSLATE_NOOP(
        "Messages", "Too many login names were asked for from %1. Wait %2 seconds before you ask again.")};

NameOffers::NameOffers(Tenants &tenants)
    : m_tenants(tenants)
{
    const QByteArray script = webResource(u"nameoffers.js"_s);
    m_markup = HtmlTemplate("<datalist id=\"names\"></datalist>\n<script>" + script + "</script>\n").filled({});
    m_scriptSource = "'sha256-" + QCryptographicHash::hash(script, QCryptographicHash::Sha256).toBase64() + '\'';
}

void NameOffers::allowScript(Response &page) const
{
    const QByteArray policy = page.headers.value("Content-Security-Policy").value_or("default-src 'none'");
    page.headers.set("Content-Security-Policy", policy + "; script-src " + m_scriptSource + "; connect-src 'self'");
}

Response NameOffers::answer(const Request &request)
{
    const Passage &passage = *request.passage;
    if (!isFromOwnPage(request))
        return problem({Error{ErrorKind::Forbidden, FormNotOurs}}, passage.language.translator);
    if (const auto wait = m_throttle.waitFor(passage.client)) {
        const Error slower{ErrorKind::TooMany, NamesTooMany, {passage.clientText(), QString::number(wait->count())}};
        Response response = problem({slower}, passage.language.translator);
        response.headers.set("Retry-After", QByteArray::number(qint64(wait->count())));
        return response;
    }
    m_throttle.noteWrong(passage.client);
    const QString start = request.query.queryItemValue(u"start"_s, QUrl::FullyDecoded);
    QJsonArray names;
    if (start.toUcs4().size() >= fewestTyped && start.size() <= longestLoginText) {
        const auto found = m_tenants.store().read(
            [&](Database &database) { return loginNamesFrom(database, passage.tenant->id, start, mostNames); });
        if (!found)
            return problem({found.error()}, passage.language.translator);
        names = QJsonArray::fromStringList(*found);
    }
    return json(200, {{u"names"_s, names}});
}

}
