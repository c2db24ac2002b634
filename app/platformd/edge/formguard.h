// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/formbody.h"
#include "store/ids.h"

namespace sekimori::platformd {

/// What a form is for: a token for one opens no other.
enum class FormPurpose { SignIn, SignOut, ChangePassword, FetchCertificate };

/// Makes and checks the tokens with which a form of ours proves that it was shown to the browser that sends it: each is
/// bound to a cookie of that browser, to one tenant and to what the form does. They end with the process.
class FormGuard {
public:
    explicit FormGuard(QByteArray key)
        : m_key(std::move(key))
    {
    }

    QByteArray tokenFor(FormPurpose purpose, TenantId tenant, QByteArrayView cookie) const;
    bool isRight(QByteArrayView token, FormPurpose purpose, TenantId tenant, QByteArrayView cookie) const;

    /// Whether @p form was shown for @p purpose to the browser that sent it, whose cookie @p cookieName it is bound to,
    /// and came from a page of its own host. The request has passed the gate.
    bool isOurs(const Request &request, const Form &form, FormPurpose purpose, QByteArrayView cookieName) const;

private:
    QByteArray m_key;
};

/// Whether @p request was sent by a page of its own host, as far as the browser tells. One that tells nothing is
/// believed: the form's token decides.
bool isFromOwnPage(const Request &request);

}
