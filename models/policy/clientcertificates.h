// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/auditalerts.h"

namespace sekimori::policy {

/// "Secure Access": the host that lets in by client certificate. Who is permitted one stands with each user.
struct ClientCertificates {
    static constexpr QLatin1StringView key{"clientCertificates"};

    bool enabled = false;
    bool allowOtherUser = false; ///< may somebody sign in who is not the certificate's user
    bool selfService = true; ///< users may fetch their own file
    QStringList reminderAddresses; ///< who is told by mail before a certificate, the authority or its list ends

    static void fields(auto &self, auto &&field)
    {
        field("enabled", self.enabled);
        field("allowOtherUser", self.allowOtherUser);
        field("selfService", self.selfService);
        field("reminderAddresses", self.reminderAddresses, atMost(mostAlertAddresses));
    }

    void check(Errors &errors) const
    {
        checkMailAddresses(QStringLiteral("reminderAddresses"), reminderAddresses, errors);
    }

    bool operator==(const ClientCertificates &) const = default;
};

}
