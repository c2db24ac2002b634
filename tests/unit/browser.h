// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/signinpages.h"
#include "handlerfixture.h"

#include <QRegularExpression>

namespace sekimori::platformd {

using Fields = QList<std::pair<QByteArray, QByteArray>>;

/// A browser as far as these pages see one: it keeps cookies and sends forms.
class Browser {
public:
    explicit Browser(HandlerFixture &service)
        : m_service(service)
        , m_pages({.tenants = *service.tenants,
              .sessions = *service.sessions,
              .signIn = service.signIn,
              .passwords = service.passwords,
              .answers = m_answers,
              .services = [this](TenantId) -> Result<QList<TenantService>> { return services; },
              .hasCertificateFile = [](const Passage &, UserId) { return false; },
              .views = service.viewReport()})
    {
    }

    Request request(const QByteArray &method, const QByteArray &path) const
    {
        Request asked = m_service.request(method, path);
        for (const auto &[name, value] : cookies.asKeyValueRange())
            asked.headers.append("Cookie", name + '=' + value);
        return asked;
    }

    Response send(Request asked)
    {
        auto passage = std::make_shared<Passage>(around);
        passage->tenant = m_service.tenants->snapshot()->byId.value(m_service.tenant);
        passage->client = asked.peer;
        passage->language = m_answers.languageOf(asked);
        asked.passage = passage;
        Response response = m_pages.answer(std::move(asked));
        for (const QByteArray &line : response.headers.lines("Set-Cookie"))
            keep(line);
        return response;
    }

    Response get(const QByteArray &path) { return send(request("GET", path)); }

    Request form(const QByteArray &path, const Fields &fields) const
    {
        QByteArrayList pairs;
        for (const auto &[name, value] : fields)
            pairs.append(name + '=' + value.toPercentEncoding());
        Request asked = request("POST", path);
        asked.body = pairs.join('&');
        asked.headers.set("Content-Type", "application/x-www-form-urlencoded");
        asked.headers.set("Sec-Fetch-Site", "same-origin");
        return asked;
    }

    /// As a person would: opens the page, types, presses the button.
    Response signIn(
        const QByteArray &user = "chief", const QByteArray &password = "river-stone-4711", const QByteArray &next = "/")
    {
        const QByteArray token = tokenIn(get("/sign-in"));
        Fields fields{{"token", token}, {"next", next}, {"user", user}, {"password", password}};
        if (staysSignedIn)
            fields.emplaceBack("stay", "1");
        return send(form("/sign-in", fields));
    }

    static QByteArray tokenIn(const Response &page)
    {
        static const QRegularExpression field(QStringLiteral("name=\"token\" value=\"([^\"]+)\""));
        return field.match(QString::fromUtf8(page.body)).captured(1).toLatin1();
    }

    QMap<QByteArray, QByteArray> cookies;
    QList<TenantService> services;
    bool staysSignedIn = false; ///< whether the person ticks the box
    Passage around; ///< what the gate found out beside tenant, client and language

private:
    void keep(const QByteArray &line)
    {
        const QByteArray pair = line.first(line.indexOf(';'));
        const QByteArray name = pair.first(pair.indexOf('='));
        if (line.contains("Max-Age=0"))
            cookies.remove(name);
        else
            cookies.insert(name, pair.sliced(name.size() + 1));
    }

    HandlerFixture &m_service;
    GateAnswers m_answers;
    SignInPages m_pages;
};

inline QByteArray location(const Response &response)
{
    return response.headers.value("Location").value_or(QByteArray());
}

}
