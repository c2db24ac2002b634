// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/guessthrottle.h"
#include "edge/html.h"
#include "edge/passage.h"
#include "http/request.h"
#include "http/response.h"
#include "store/tenants.h"

namespace sekimori::platformd {

/// Offers login names to whoever types the beginning of one, where the tenant has it so: ten at most, from the second
/// character on, and slowed by address. Where the tenant has it not, nothing shows that there is such a thing.
class NameOffers {
public:
    static constexpr int mostNames = 10;
    static constexpr qsizetype fewestTyped = 2; ///< characters, as people count them

    explicit NameOffers(Tenants &tenants);

    static bool areOn(const Passage &passage) { return passage.tenant->settings.signIn.loginNameCompletion; }

    /// For the end of the sign-in page; without script the page is what it is without offers.
    const Html &markup() const { return m_markup; }
    /// Lets the page's one script run, and ask.
    void allowScript(Response &page) const;

    /// `{"names": […]}` for the parameter `start`.
    Response answer(const Request &request);

private:
    Tenants &m_tenants;
    GuessThrottle m_throttle{{.burst = 60, .pause = std::chrono::seconds(1)}};
    Html m_markup;
    QByteArray m_scriptSource; ///< as the content security policy names it
};

}
