// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/answerreading.h"
#include "policy/embedding.h"

#include <QDateTime>
#include <QStringList>

namespace sekimori::platform {

/// Who may show a page in a frame, as browsers understand the page's headers.
struct Framing {
    enum class Who { Anybody, Listed, OwnPages, Nobody };

    Who who = Who::Anybody;
    QStringList origins; ///< beside the page's own, in alphabetical order; of Listed only
    bool isByPolicy = false; ///< `frame-ancestors` decides, and X-Frame-Options is not looked at

    bool allowsTheSameAs(const Framing &other) const { return who == other.who && origins == other.origins; }
    bool operator==(const Framing &) const = default;
};

/// A page of the tenant's as it was answered a moment ago: the part of it that is about frames.
struct LivePage {
    int status = 0;
    QDateTime at; ///< UTC
    QString frameOptions; ///< X-Frame-Options as it came; empty: none
    QString frameAncestors; ///< the directives of that name in Content-Security-Policy; empty: none
    Framing framing;

    bool operator==(const LivePage &) const = default;
};

LivePage livePageIn(const HttpAnswer &answer, const QDateTime &at);

/// What the headers should come to where @p embedding is in force.
Framing framingBy(const policy::Embedding &embedding);

}
