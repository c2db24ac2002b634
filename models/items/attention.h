// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/auditsummary.h"
#include "platform/certificates.h"
#include "platform/deliveries.h"
#include "platform/integrityclient.h"
#include "policy/settings.h"

#include <QTimeZone>

namespace sekimori::items {

/// Something that an administrator should look at: what it is, what may come of it, and where it is put right.
struct Attention {
    enum class Severity { Hint, Warning, Urgent };

    Severity severity = Severity::Hint;
    QString what;
    QString why;
    QString page; ///< key of the page
    QString place = {}; ///< on it, as Page::focusOn() understands it; empty: wherever it begins

    bool operator==(const Attention &) const = default;
};

/// The administrator's own way to the platform.
struct OwnWay {
    QString address; ///< as the platform sees it
    QString gateUser; ///< of the shared pair that the console presents; empty: none is known
};

/// What is looked at. What depends on something that is not there is left out.
struct AttentionFacts {
    const policy::Settings *settings = nullptr;
    const platform::AuditSummary *lastDay = nullptr;
    const platform::CertificateCounts *certificates = nullptr;
    const platform::AuthorityState *authority = nullptr;
    const platform::Integrity *integrity = nullptr;
    const platform::MailSummary *mail = nullptr;
    OwnWay own;
    QDateTime now;
    QTimeZone zone;
};

/// After so long a shared password is known to more people than it is meant for.
inline constexpr int oldPasswordDays = 180;
/// So long before its end a second pair is spoken of.
inline constexpr int endingSoonDays = 7;
/// So long before its end the certificates' authority is spoken of; people's certificates the platform counts by the
/// same days.
inline constexpr int certificateSoonDays = 90;
/// The list of what was revoked is made anew by itself long before its end. So close to it, that has not happened.
inline constexpr int listOverdueDays = 3;
/// So many failures in a day are no slips of the finger any more.
inline constexpr qint64 manyFailures = 20;

/// The most severe first. Sorts all entries of the IP restriction: not for each frame.
QList<Attention> attentionTo(const AttentionFacts &facts);

}
