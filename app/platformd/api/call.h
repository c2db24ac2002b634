// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alerts/alertmails.h"
#include "api/mailroute.h"
#include "api/onetimetokens.h"
#include "api/overviewsunderway.h"
#include "api/searchplaces.h"
#include "api/streamplaces.h"
#include "edge/basicproof.h"
#include "edge/certificatebundles.h"
#include "edge/passage.h"
#include "edge/signin.h"
#include "http/problem.h"
#include "http/request.h"
#include "image/imagecleaner.h"
#include "store/certificates.h"
#include "store/chainchecks.h"
#include "store/checkpoints.h"
#include "store/lockouts.h"
#include "store/passwords.h"
#include "store/refusallog.h"
#include "store/services.h"
#include "store/sessions.h"
#include "store/supportviews.h"
#include "store/tenants.h"
#include "store/users.h"

#include <algorithm>

namespace sekimori::platformd {

/// What the API's handlers work with.
struct ApiParts {
    Tenants &tenants;
    Sessions &sessions;
    Lockouts &lockouts;
    const crypto::PasswordHasher &hasher;
    const BasicProver &prover;
    OneTimeTokens &oneTimeTokens;
    SignIn &signIn;
    StreamPlaces &streamPlaces;
    RefusalLog &refusals;
    Services &services;
    ImageCleaner &imageCleaner;
    Passwords &passwords;
    Certificates &certificates;
    const CertificateBundles &bundles;
    Users &users;
    SupportViews &supportViews;
    SearchPlaces &searchPlaces;
    SearchPlaces &exportPlaces;
    OverviewsUnderWay &overviews;
    const AlertMails &alertMails;
    Checkpoints &checkpoints;
    ChainChecks &chainChecks;
    MailRoute mailRoute = MailRoute::None;
};

/// One request on its way into a handler: through the gate, and its caller known where the endpoint asks for one.
struct Call {
    const Request &request;
    const Passage &passage;
    Session session = {}; ///< a person's; nobody's where the endpoint needs none, or another service calls
    ServiceCaller service = {}; ///< filled where the endpoint is for other services
    QList<Role> roles = {}; ///< those that the endpoint is for

    Response refuse(const Errors &errors, const QJsonObject &extra = {}) const
    {
        return problem(errors, passage.language.translator, extra);
    }
    Response refuse(const Error &error) const { return refuse(Errors{error}); }

    /// Who makes a change by it.
    Author author() const
    {
        return {.loginName = session.loginName, .address = passage.clientText(), .at = {}, .user = session.user};
    }

    /// The id in the path's place number @p index. What is no number is no id that anything has.
    template<typename Tag>
    Id<Tag> idAt(qsizetype index) const
    {
        const QString text = request.pathArguments.value(index);
        const bool isDigits = std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
        return {isDigits ? text.toLongLong() : 0};
    }
};

}
