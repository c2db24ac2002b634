// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/gate.h"

#include "edge/clientcertificate.h"
#include "policy/clientaddress.h"

namespace sekimori::platformd {

namespace {

/// Nothing for somebody who came without a pair and is asked for one: that is how every visit begins.
std::optional<RefusalKind> refusalKind(policy::Verdict verdict, const policy::AccessAttempt &attempt)
{
    switch (verdict) {
    case policy::Verdict::Pass:
        return std::nullopt;
    case policy::Verdict::AskBasic:
        return attempt.basic == policy::BasicProof::None ? std::nullopt : std::optional(RefusalKind::BasicFailed);
    case policy::Verdict::Deny:
        return RefusalKind::AccessDenied;
    case policy::Verdict::CertificateNeeded:
        return attempt.certificate.presented ? RefusalKind::CertificateRefused : RefusalKind::AccessDenied;
    }
    std::unreachable();
}

}

Gate::Gate(Snapshots snapshots, BasicProver &prover, const GateAnswers &answers, RefusalReport report, Options options)
    : m_snapshots(std::move(snapshots))
    , m_prover(prover)
    , m_answers(answers)
    , m_report(std::move(report))
    , m_options(std::move(options))
{
}

std::expected<Passage, Response> Gate::admitAgain(const Request &request)
{
    return admit(request, [](const Refusal &) { });
}

std::expected<Passage, Response> Gate::admit(const Request &request, const RefusalReport &report)
{
    Passage passage;
    const auto host = tenantHost(request.host, m_options.domain);
    const auto snapshot = m_snapshots();
    if (host)
        passage.tenant = snapshot->bySubdomain.value(host->subdomain);
    passage.language = m_answers.languageOf(request, passage.tenant.get());
    if (!passage.tenant)
        return std::unexpected(m_answers.noTenant(request, passage.language));
    passage.host = host->kind;
    const auto client
        = policy::clientAddress(request.peer, request.headerLines("X-Forwarded-For"), m_options.namedProxies);
    passage.client = client.address;
    policy::AccessAttempt attempt;
    attempt.host = passage.host;
    attempt.client = passage.client;
    if (passage.host == policy::HostKind::Secure) {
        passage.certificateDer = clientCertificateDer(request, client.viaProxy);
        const auto judged = snapshot->judgedCertificate(passage.tenant->id, passage.certificateDer, m_options.clock);
        passage.certificate = judged.facts;
        passage.certificateUser = judged.user;
    }
    attempt.certificate = passage.certificate;
    const auto recovery = snapshot->recoveryFor(passage.tenant->id, passage.client, m_options.clock);
    attempt.recovered = recovery.has_value();
    if (auto judged = judge(passage, request, attempt, report); !judged)
        return std::unexpected(std::move(judged.error()));
    if (passage.decision.decidedBy == policy::Condition::AddressRecovered)
        passage.recovery = recovery;
    return passage;
}

std::expected<void, Response> Gate::judge(
    Passage &passage, const Request &request, policy::AccessAttempt attempt, const RefusalReport &report)
{
    passage.decision = policy::decide(passage.tenant->rules, attempt);
    // The slow hash is for those only whom nothing else lets in.
    const bool isRecovered = passage.decision.decidedBy == policy::Condition::AddressRecovered;
    if (passage.decision.verdict == policy::Verdict::AskBasic || (isRecovered && passage.tenant->rules.basicEnabled)) {
        if (const auto credentials = basicCredentials(request)) {
            const auto proof = m_prover.prove(*credentials, *passage.tenant, passage.client);
            if (!proof && !isRecovered) {
                report({passage.tenant->id, RefusalKind::BasicFailed, passage.client});
                return std::unexpected(m_answers.tooManyGuesses(request, passage, proof.error()));
            }
            attempt.basic = proof.value_or(policy::BasicProof::Wrong);
            passage.decision = policy::decide(passage.tenant->rules, attempt);
        }
    }
    if (passage.decision.verdict == policy::Verdict::Pass)
        return {};
    if (const auto kind = refusalKind(passage.decision.verdict, attempt))
        report({passage.tenant->id, *kind, passage.client});
    return std::unexpected(m_answers.refused(request, passage));
}

}
