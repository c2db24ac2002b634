// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "edge/browsersession.h"
#include "edge/gateanswers.h"
#include "store/supportwatch.h"
#include "temporarystore.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace sekimori::platformd {

/// The API's handlers over a store of their own, called as the router would, with no socket and no gate.
class HandlerFixture {
public:
    static std::shared_ptr<const crypto::SealingKey> newOperatorKey()
    {
        return std::make_shared<const crypto::SealingKey>(
            crypto::SealingKey::fromText(crypto::SealingKey::newText()).value());
    }

    /// @p key: null where the operator has given none.
    explicit HandlerFixture(std::shared_ptr<const crypto::SealingKey> key = newOperatorKey())
        : operatorKey(std::move(key))
    {
        const auto hash = hasher.hash(QStringLiteral("river-stone-4711")).value();
        const NewUser chief{QStringLiteral("chief"), QStringLiteral("The Chief"), Role::Administrator, hash};
        tenant = tenants
                     ->create({.subdomain = QStringLiteral("alpha"),
                         .displayName = QStringLiteral("Alpha & Co"),
                         .administrator = chief,
                         .by = {}})
                     .value();
        const NewUser reader{QStringLiteral("reader"), QStringLiteral("A Reader"), Role::Auditor, hash};
        const NewUser person{QStringLiteral("person"), QStringLiteral("A Person"), Role::User, hash};
        (void)tenants->addUsers(tenant, {reader, person});
    }

    Request request(const QByteArray &method, const QByteArray &path, const QByteArray &body = {}) const
    {
        Request request;
        request.method = method;
        request.path = path.split('?').first();
        request.query
            = QUrlQuery(QString::fromLatin1(path.contains('?') ? path.sliced(path.indexOf('?') + 1) : QByteArray()));
        request.body = body;
        request.host = "alpha.example.test";
        request.peer = IpAddress::v4(0x7f000001);
        if (!body.isNull())
            request.headers.set("Content-Type", "application/json");
        return request;
    }

    /// As if the gate had let it through from @p request's peer.
    Response answer(Request asked)
    {
        auto passage = std::make_shared<Passage>();
        passage->tenant = tenants->snapshot()->byId.value(tenant);
        passage->client = asked.peer;
        asked.passage = passage;
        return router.route(asked, nullptr);
    }

    /// One of the platform's staff, who has been here, as `bob@support` with the usual password.
    QString letStaffKnowTheWay()
    {
        const QByteArray hash = hasher.hash(QStringLiteral("river-stone-4711")).value();
        (void)staff.add(QStringLiteral("bob"), hash);
        return staff.enter(tenant, **staff.find(QStringLiteral("bob@support"))).value().loginName;
    }

    ViewReport viewReport()
    {
        return [this](const Session &session, const QString &resource, const QString &client) {
            return supportViews.note(session, resource, client);
        };
    }

    QByteArray tokenOf(const QString &loginName)
    {
        return sessions->begin(**tenants->findUser(tenant, loginName), QStringLiteral("127.0.0.1")).value();
    }

    Request signedIn(Request asked, const QString &loginName = QStringLiteral("chief"))
    {
        asked.headers.set("Sekimori-Token", tokenOf(loginName));
        return asked;
    }

    QList<audit::Event> events(int count) { return tenants->events(tenant, count)->events; }

    TemporaryStore store;
    std::unique_ptr<Tenants> tenants = store.open();
    std::unique_ptr<Sessions> sessions = Sessions::open(*tenants).value();
    crypto::PasswordHasher hasher{{.memoryKib = 64, .passes = 1, .lanes = 1}};
    BasicProver prover{hasher};
    OneTimeTokens oneTimeTokens;
    StreamPlaces streamPlaces{{.perSession = 2, .perTenant = 4, .all = 5}};
    std::unique_ptr<RefusalLog> refusals = RefusalLog::open(*tenants).value();
    std::unique_ptr<SupportWatch> supportWatch = SupportWatch::open(*tenants, *sessions).value();
    Staff staff{*tenants, *sessions};
    SupportViews supportViews{*tenants};
    std::unique_ptr<Users> users = Users::open(*tenants, *sessions).value();
    std::unique_ptr<Services> services = Services::open(*tenants).value();
    SearchPlaces searchPlaces{{.perTenant = 2, .all = 3}};
    SearchPlaces exportPlaces{SearchLimits::ofExports()};
    OverviewsUnderWay overviews;
    ImageCleaner imageCleaner{{.program = ImageCleaner::standardProgram()}};
    std::unique_ptr<Lockouts> lockouts = Lockouts::open(*tenants).value();
    Passwords passwords{*tenants, *sessions, hasher};
    SignIn signIn{*tenants, *lockouts, staff, hasher, [this](const Refusal &refusal) { refusals->note(refusal); }};
    std::shared_ptr<const crypto::SealingKey> operatorKey;
    Certificates certificates{*tenants, operatorKey};
    CertificateBundles bundles;
    AlertMails alertMails;
    std::unique_ptr<Checkpoints> checkpoints = Checkpoints::open(*tenants, operatorKey).value();
    std::unique_ptr<ChainChecks> chainChecks = ChainChecks::open(*tenants, operatorKey);
    ApiParts parts{*tenants, *sessions, *lockouts, hasher, prover, oneTimeTokens, signIn, streamPlaces, *refusals,
        *services, imageCleaner, passwords, certificates, bundles, *users, supportViews, searchPlaces, exportPlaces,
        overviews, alertMails, *checkpoints, *chainChecks};
    Router router{apiRoutes(parts)};
    TenantId tenant;
};

inline QJsonObject jsonOf(const Response &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

/// The errors of a problem, each as `field: code`.
inline QStringList errorsOf(const Response &response)
{
    QStringList errors;
    for (const QJsonValue &error : jsonOf(response)[QLatin1StringView("errors")].toArray())
        errors.append(error[QLatin1StringView("field")].toString() + QStringLiteral(": ")
            + error[QLatin1StringView("code")].toString());
    return errors;
}

}
