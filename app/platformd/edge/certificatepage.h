// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/browsersession.h"
#include "edge/certificatebundles.h"
#include "edge/formguard.h"
#include "edge/gateanswers.h"
#include "edge/pages.h"

namespace sekimori::platformd {

/// Where people see how their own client certificate stands and, while the tenant lets them, fetch its file.
class CertificatePage {
public:
    struct Parts {
        Tenants &tenants;
        Sessions &sessions;
        Certificates &certificates;
        const CertificateBundles &bundles;
        const GateAnswers &answers; ///< for methods that it does not take
    };

    explicit CertificatePage(Parts parts);

    static bool isAskedFor(const Request &request) { return request.path == "/certificate"; }
    /// The request has passed the gate.
    Response answer(const Request &request) const;

    /// Whether a file waits for @p user here.
    bool offersTo(const Passage &passage, UserId user) const;

private:
    Response page(const Request &request, const BrowserSession &browser, const std::optional<Error> &problem = {},
        int status = 200) const;
    Response download(const Request &request, const BrowserSession &browser) const;
    Result<std::optional<Certificate>> newestOf(const Passage &passage, UserId user) const;
    Html offer(const Passage &passage, const BrowserSession &browser) const;

    Parts m_parts;
    FormGuard m_guard;
    Pages m_pages;
    HtmlTemplate m_content;
    HtmlTemplate m_offer;
    HtmlTemplate m_notice;
};

}
