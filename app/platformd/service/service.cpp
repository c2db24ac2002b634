// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/service.h"

#include "edge/framing.h"
#include "edge/revocationlist.h"
#include "http/problem.h"
#include "store/monthclosing.h"
#include "store/segments.h"

#include <QElapsedTimer>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

MailRoute routeOf(const MailOptions &mail)
{
    if (mail.server)
        return MailRoute::Server;
    return mail.folder ? MailRoute::Folder : MailRoute::None;
}

/// For load balancers: outside the gate, and it tells nothing but that somebody is awake.
Response health(const Request &request)
{
    if (request.method == "GET" || request.method == "HEAD")
        return text(200, "ok\n");
    Response response = text(405, "only GET\n");
    response.headers.set("Allow", "GET, HEAD");
    return response;
}

void logAnswer(const Request &request, const Response &response, const QElapsedTimer &time)
{
    qCDebug(logRequests).noquote() << request.method << request.host << request.path << response.status << "from"
                                   << request.peer.toString() << time.nsecsElapsed() / 1000 << "us";
}

}

Result<std::unique_ptr<Service>> Service::open(ServiceOptions options)
{
    auto credentials = ServerCredentials::load(options.identity);
    if (!credentials)
        return std::unexpected(credentials.error());
    auto tenants = Tenants::open(options.store);
    if (!tenants)
        return std::unexpected(tenants.error());
    auto checkpoints = Checkpoints::open(**tenants, options.operatorKey);
    if (!checkpoints)
        return std::unexpected(checkpoints.error());
    auto sessions = Sessions::open(**tenants);
    if (!sessions)
        return std::unexpected(sessions.error());
    auto lockouts = Lockouts::open(**tenants);
    if (!lockouts)
        return std::unexpected(lockouts.error());
    auto supportWatch = SupportWatch::open(**tenants, **sessions);
    if (!supportWatch)
        return std::unexpected(supportWatch.error());
    auto users = Users::open(**tenants, **sessions);
    if (!users)
        return std::unexpected(users.error());
    auto services = Services::open(**tenants);
    if (!services)
        return std::unexpected(services.error());
    auto refusals = RefusalLog::open(**tenants);
    if (!refusals)
        return std::unexpected(refusals.error());
    auto mail = MailDispatcher::open(**tenants, options.mail);
    if (!mail)
        return std::unexpected(mail.error());
    auto alerts = AlertWatch::open(**tenants);
    if (!alerts)
        return std::unexpected(alerts.error());
    return std::unique_ptr<Service>(new Service(std::move(options), std::move(*credentials), std::move(*tenants),
        std::move(*checkpoints), std::move(*sessions), std::move(*lockouts), std::move(*supportWatch),
        std::move(*users), std::move(*services), std::move(*refusals), std::move(*mail), std::move(*alerts)));
}

Service::Service(ServiceOptions options, std::shared_ptr<const ServerCredentials> credentials,
    std::unique_ptr<Tenants> tenants, std::unique_ptr<Checkpoints> checkpoints, std::unique_ptr<Sessions> sessions,
    std::unique_ptr<Lockouts> lockouts, std::unique_ptr<SupportWatch> supportWatch, std::unique_ptr<Users> users,
    std::unique_ptr<Services> services, std::unique_ptr<RefusalLog> refusals, std::unique_ptr<MailDispatcher> mail,
    std::unique_ptr<AlertWatch> alerts)
    : m_options(std::move(options))
    , m_credentials(std::move(credentials))
    , m_tenants(std::move(tenants))
    , m_checkpoints(std::move(checkpoints))
    , m_sessions(std::move(sessions))
    , m_lockouts(std::move(lockouts))
    , m_supportWatch(std::move(supportWatch))
    , m_users(std::move(users))
    , m_services(std::move(services))
    , m_refusals(std::move(refusals))
    , m_mail(std::move(mail))
    , m_alerts(std::move(alerts))
    , m_chainChecks(ChainChecks::open(*m_tenants, m_options.operatorKey))
    , m_certificates(*m_tenants, m_options.operatorKey)
    , m_prover(m_hasher)
    , m_passwords(*m_tenants, *m_sessions, m_hasher)
    , m_staff(*m_tenants, *m_sessions)
    , m_supportViews(*m_tenants)
    , m_signIn(
          *m_tenants, *m_lockouts, m_staff, m_hasher, [this](const Refusal &refusal) { m_refusals->note(refusal); })
    , m_streamPlaces(m_options.streams)
    , m_imageCleaner({.program = m_options.imageProgram})
    , m_gate([this] { return m_tenants->snapshot(); }, m_prover, m_gateAnswers,
          [this](const Refusal &refusal) { m_refusals->note(refusal); },
          {.domain = m_options.domain,
              .namedProxies = m_options.namedProxies,
              .clock = [this] { return m_tenants->now(); }})
    , m_authorize(m_gate, *m_sessions, m_gateAnswers, m_options.namedProxies, viewReport())
    , m_pages({.tenants = *m_tenants,
          .sessions = *m_sessions,
          .signIn = m_signIn,
          .passwords = m_passwords,
          .answers = m_gateAnswers,
          .services = [this](TenantId tenant) { return m_services->list(tenant); },
          .hasCertificateFile
          = [this](const Passage &passage, UserId user) { return m_certificatePage.offersTo(passage, user); },
          .views = viewReport()})
    , m_certificatePage({.tenants = *m_tenants,
          .sessions = *m_sessions,
          .certificates = m_certificates,
          .bundles = m_bundles,
          .answers = m_gateAnswers})
    , m_apiParts{.tenants = *m_tenants,
          .sessions = *m_sessions,
          .lockouts = *m_lockouts,
          .hasher = m_hasher,
          .prover = m_prover,
          .oneTimeTokens = m_oneTimeTokens,
          .signIn = m_signIn,
          .streamPlaces = m_streamPlaces,
          .refusals = *m_refusals,
          .services = *m_services,
          .imageCleaner = m_imageCleaner,
          .passwords = m_passwords,
          .certificates = m_certificates,
          .bundles = m_bundles,
          .users = *m_users,
          .supportViews = m_supportViews,
          .searchPlaces = m_searchPlaces,
          .exportPlaces = m_exportPlaces,
          .overviews = m_overviews,
          .alertMails = m_alerts->mails(),
          .checkpoints = *m_checkpoints,
          .chainChecks = *m_chainChecks,
          .mailRoute = routeOf(m_options.mail)}
    , m_router(apiRoutes(m_apiParts))
    , m_retention(*m_tenants, *m_checkpoints, m_timetable)
    , m_certificateReminders(*m_tenants, m_certificates, m_options.domain)
    , m_checkpointMails(*m_tenants, m_options.operatorKey)
    , m_timetable(*m_tenants)
{
    m_certificates.renewLists();
    nameChores();
}

/// In the order in which a night goes through them, each for all tenants. The check of the log is last: it can take
/// minutes, for which nothing else should wait.
void Service::nameChores()
{
    m_timetable.afterStart(
        u"leftovers of closing and deleting"_s, [this](TenantId tenant, const std::stop_token &stop) {
            return removeLeftovers(m_tenants->store(), tenant, stop);
        });
    m_timetable.nightly(u"closing of months"_s,
        [this](TenantId tenant, const std::stop_token &stop) { return closeMonths(*m_tenants, tenant, stop); });
    m_timetable.nightly(Retention::choreName(),
        [this](TenantId tenant, const std::stop_token &stop) { return m_retention.run(tenant, stop); });
    m_timetable.nightly(CertificateReminders::choreName(),
        [this](TenantId tenant, const std::stop_token &) { return m_certificateReminders.run(tenant); });
    m_timetable.nightly(CheckpointMails::choreName(),
        [this](TenantId tenant, const std::stop_token &) { return m_checkpointMails.run(tenant); });
    m_timetable.nightly(ChainChecks::choreName(),
        [this](TenantId tenant, const std::stop_token &stop) { return m_chainChecks->check(tenant, stop); });
}

ViewReport Service::viewReport()
{
    return [this](const Session &session, const QString &resource, const QString &client) {
        return m_supportViews.note(session, resource, client);
    };
}

Service::~Service()
{
    stop();
}

Result<void> Service::listen(const QList<ListenAddress> &addresses)
{
    auto listener = Listener::open(
        addresses, m_credentials, [this](QByteArrayView serverName) { return tlsHost(serverName); },
        [this](Request request) { return answer(std::move(request)); }, m_options.limits, &Service::isQuick);
    if (!listener)
        return std::unexpected(listener.error());
    m_listener = std::move(*listener);
    m_timetable.start();
    return {};
}

quint16 Service::port() const
{
    return m_listener ? m_listener->port() : 0;
}

void Service::stop()
{
    if (m_listener)
        m_listener->stop();
}

/// What is asked for most often, by browsers, proxies and consoles, and needs neither the store nor, without a pair, a
/// slow hash.
bool Service::isQuick(const Request &request)
{
    static constexpr std::array paths{QByteArrayView("/"), QByteArrayView("/healthz"), QByteArrayView("/sign-in"),
        QByteArrayView("/edge/authorize"), QByteArrayView("/api/v1/session")};
    const bool isReading = request.method == "GET" || request.method == "HEAD";
    // Somebody who is signed in, or stays so, is shown more at the front.
    const bool isKnown = (request.path == "/" || request.path == "/sign-in") && request.headers.contains("Cookie");
    return isReading && !isKnown && std::ranges::contains(paths, QByteArrayView(request.path))
        && !request.headers.contains("Authorization");
}

std::optional<TlsHost> Service::tlsHost(QByteArrayView serverName) const
{
    const auto host = tenantHost(serverName, m_options.domain);
    if (!host || !m_tenants->snapshot()->bySubdomain.contains(host->subdomain))
        return std::nullopt;
    return TlsHost{
        .credentials = m_credentials,
        .asksForCertificate = host->kind == policy::HostKind::Secure,
        .sessionContext = serverName.toByteArray(),
    };
}

Response Service::answer(Request request)
{
    QElapsedTimer time;
    time.start();
    const Request &asked = request;
    if (!logRequests().isDebugEnabled())
        return route(std::move(request));
    const Response response = route(asked);
    logAnswer(asked, response, time);
    return response;
}

Response Service::route(Request request)
{
    const auto tenant = tenantAt(request.host);
    Response response = routed(std::move(request));
    setFraming(response, tenant ? tenant->settings.embedding : policy::Embedding());
    if (const auto length = m_options.transportSecurity.count(); length > 0)
        response.headers.set("Strict-Transport-Security", "max-age=" + QByteArray::number(qint64(length)));
    return response;
}

std::shared_ptr<const TenantState> Service::tenantAt(const QByteArray &host) const
{
    const auto named = tenantHost(host, m_options.domain);
    return named ? m_tenants->snapshot()->bySubdomain.value(named->subdomain) : nullptr;
}

Response Service::routed(Request request)
{
    if (request.path == "/healthz")
        return health(request);
    if (request.path == revocationListPath)
        return revocationList(request, m_options.domain, *m_tenants, m_certificates);
    if (Authorize::isAskedBy(request))
        return m_authorize.answer(request);
    auto admitted = m_gate.admit(request);
    if (!admitted)
        return std::move(admitted.error());
    request.passage = std::make_shared<const Passage>(std::move(*admitted));
    const Passage &passage = *request.passage;
    if (request.path.startsWith("/api/"))
        return m_router.route(request, passage.language.translator);
    return CertificatePage::isAskedFor(request) ? m_certificatePage.answer(request)
                                                : m_pages.answer(std::move(request));
}
}
