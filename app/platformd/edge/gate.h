// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipset.h"
#include "edge/basicproof.h"
#include "edge/gateanswers.h"
#include "edge/passage.h"
#include "edge/tenanthost.h"
#include "http/request.h"
#include "http/response.h"
#include "store/refusal.h"

#include <expected>
#include <functional>

namespace sekimori::platformd {

/// Stands before everything that a tenant's hosts serve, and lets a request through or answers it. It knows the
/// tenants' present state and nothing of what is asked for.
class Gate {
public:
    using Snapshots = std::function<std::shared_ptr<const Snapshot>()>;

    struct Options {
        QByteArray domain; ///< lower case
        IpSet namedProxies;
        std::function<audit::EventTime()> clock; ///< for recoveries and certificates, which end
    };

    /// @p snapshots is asked once for each request; @p report is told of those that are refused.
    Gate(Snapshots snapshots, BasicProver &prover, const GateAnswers &answers, RefusalReport report, Options options);

    std::expected<Passage, Response> admit(const Request &request) { return admit(request, m_report); }
    /// The same for a request that has been judged before, and of which nobody is told again.
    std::expected<Passage, Response> admitAgain(const Request &request);

private:
    std::expected<Passage, Response> admit(const Request &request, const RefusalReport &report);
    std::expected<void, Response> judge(
        Passage &passage, const Request &request, policy::AccessAttempt attempt, const RefusalReport &report);

    Snapshots m_snapshots;
    BasicProver &m_prover;
    const GateAnswers &m_answers;
    RefusalReport m_report;
    const Options m_options;
};

}
