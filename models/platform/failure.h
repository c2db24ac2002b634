// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/presentedcertificate.h"
#include "platform/settingsstate.h"
#include "platform/wayin.h"
#include "policy/passwordrules.h"

#include <QList>
#include <QString>

#include <expected>
#include <optional>

namespace sekimori::platform {

/// One thing that the platform finds wrong, in the reader's language.
struct FieldProblem {
    QString field; ///< path such as `ipRestriction.entries[3].network`; empty when no single field is to blame
    QString code; ///< such as `settings.shutsOut`
    QString message;
    qsizetype position = -1; ///< of a filter: where in its text, in UTF-16 code units
    qsizetype length = 0;

    bool operator==(const FieldProblem &) const = default;
};

/// Why a request to the platform did not bring what was asked for. Never holds a secret.
struct Failure {
    enum class Kind {
        Unreachable, ///< no connection, or it broke off
        TimedOut, ///< connected, then silence
        NotSekimori, ///< something answered, but not in the way of this API
        TooLarge, ///< the answer was longer than is believable
        UnknownAuthority, ///< `certificate` can be shown and pinned
        ChangedCertificate, ///< not the pinned one: `certificate` and `pinnedFingerprint`; there is no way round
        OtherCertificateProblem, ///< expired, for another host …; there is no way round
        GateAsksBasic, ///< none of the pairs that are known is right
        GateDenied, ///< this address is kept out
        CertificateNeeded, ///< a client certificate is wanted
        SignInRefused, ///< wrong name, password or one-time token
        PasswordChangeNeeded, ///< name and password are right, and only who chooses another gets in: `changeReason`
        SignedOut, ///< the session has ended
        Forbidden, ///< not with this person's role
        Refused, ///< the platform's own reasons are in `problems`
        Stale, ///< somebody else was first; of settings `current` is what stands now
        ShutsOut, ///< would deny the present way in: `wayIn`, and `consentToken` to insist
        PlatformInTrouble, ///< the platform says that it failed, or is asked too much
    };

    Kind kind = Kind::Unreachable;
    QString detail = {}; ///< what the system or the platform said about it, for a person to read
    QList<FieldProblem> problems = {};
    std::optional<PresentedCertificate> certificate = {};
    QString pinnedFingerprint = {};
    std::optional<SettingsState> current = {}; ///< of settings: only the stale sections
    std::optional<WayIn> wayIn = {};
    QByteArray consentToken = {};
    std::optional<policy::ChangeReason> changeReason = {};

    /// Whether the same request may go better a moment later.
    bool canTryAgain() const;
    /// Whether a change may have been made although this came back. Trying again is safe: it carries the same key.
    bool leavesOutcomeOpen() const;

    bool operator==(const Failure &) const = default;
};

/// One or two sentences for the person at the window: what happened and what to do.
QString toText(const Failure &failure);

template<typename T>
using Answer = std::expected<T, Failure>;

}
