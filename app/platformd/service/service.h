// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alerts/alertwatch.h"
#include "api/endpoints.h"
#include "config/config.h"
#include "edge/authorize.h"
#include "edge/certificatepage.h"
#include "edge/signinpages.h"
#include "http/listener.h"
#include "http/tlscredentials.h"
#include "mail/maildispatcher.h"
#include "reminders/certificatereminders.h"
#include "reminders/checkpointmails.h"
#include "store/retention.h"
#include "store/supportwatch.h"

namespace sekimori::platformd {

struct ServiceOptions {
    StoreOptions store;
    QByteArray domain; ///< lower case
    IpSet namedProxies;
    ListenerLimits limits;
    StreamLimits streams = {};
    QString imageProgram = ImageCleaner::standardProgram();
    TlsIdentity identity; ///< for every host below the domain, and for those that name none
    MailOptions mail = {};
    std::shared_ptr<const crypto::SealingKey> operatorKey = {}; ///< null: nothing can be issued or signed
    std::chrono::seconds transportSecurity{0}; ///< how long browsers shall insist on TLS for a host; 0: say nothing
};

/// The whole service: the store, the gate, the API and the listener, put together and taken apart in order.
class Service {
public:
    /// Opens the store; nobody is answered yet.
    static Result<std::unique_ptr<Service>> open(ServiceOptions options);
    ~Service();
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;

    /// From then on what is done nightly is done, too: never before whoever fills the store first has done so.
    Result<void> listen(const QList<ListenAddress> &addresses);
    /// Of the first address; 0 before listen().
    quint16 port() const;
    /// Answers what has begun, then returns.
    void stop();

    /// What the listener calls for each request.
    Response answer(Request request);

    Tenants &tenants() { return *m_tenants; }
    Certificates &certificates() { return m_certificates; }
    const crypto::PasswordHasher &hasher() const { return m_hasher; }
    Staff &staff() { return m_staff; }
    OneTimeTokens &oneTimeTokens() { return m_oneTimeTokens; }

private:
    Service(ServiceOptions options, std::shared_ptr<const ServerCredentials> credentials,
        std::unique_ptr<Tenants> tenants, std::unique_ptr<Checkpoints> checkpoints, std::unique_ptr<Sessions> sessions,
        std::unique_ptr<Lockouts> lockouts, std::unique_ptr<SupportWatch> supportWatch, std::unique_ptr<Users> users,
        std::unique_ptr<Services> services, std::unique_ptr<RefusalLog> refusals, std::unique_ptr<MailDispatcher> mail,
        std::unique_ptr<AlertWatch> alerts);

    void nameChores();
    ViewReport viewReport();
    static bool isQuick(const Request &request);
    std::optional<TlsHost> tlsHost(QByteArrayView serverName) const;
    std::shared_ptr<const TenantState> tenantAt(const QByteArray &host) const;
    Response route(Request request);
    Response routed(Request request);

    const ServiceOptions m_options;
    const std::shared_ptr<const ServerCredentials> m_credentials;
    const std::unique_ptr<Tenants> m_tenants;
    const std::unique_ptr<Checkpoints> m_checkpoints;
    const std::unique_ptr<Sessions> m_sessions;
    const std::unique_ptr<Lockouts> m_lockouts;
    const std::unique_ptr<SupportWatch> m_supportWatch;
    const std::unique_ptr<Users> m_users;
    const std::unique_ptr<Services> m_services;
    const std::unique_ptr<RefusalLog> m_refusals;
    const std::unique_ptr<MailDispatcher> m_mail;
    const std::unique_ptr<AlertWatch> m_alerts;
    const std::unique_ptr<ChainChecks> m_chainChecks;
    Certificates m_certificates;
    crypto::PasswordHasher m_hasher;
    BasicProver m_prover;
    OneTimeTokens m_oneTimeTokens;
    Passwords m_passwords;
    Staff m_staff;
    SupportViews m_supportViews;
    SignIn m_signIn;
    StreamPlaces m_streamPlaces;
    SearchPlaces m_searchPlaces;
    SearchPlaces m_exportPlaces{SearchLimits::ofExports()};
    OverviewsUnderWay m_overviews;
    ImageCleaner m_imageCleaner;
    GateAnswers m_gateAnswers;
    Gate m_gate;
    Authorize m_authorize;
    SignInPages m_pages;
    CertificateBundles m_bundles;
    CertificatePage m_certificatePage;
    ApiParts m_apiParts;
    Router m_router;
    Retention m_retention;
    CertificateReminders m_certificateReminders;
    CheckpointMails m_checkpointMails;
    Timetable m_timetable; ///< its chores use all before it
    std::unique_ptr<Listener> m_listener; ///< last: it uses all the others
};

}
