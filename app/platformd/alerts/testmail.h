// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alerts/alertmails.h"
#include "store/tenants.h"

namespace sekimori::platformd {

/// So many test mails a tenant may send in a minute.
inline constexpr int testMailsAMinute = 5;

/// Puts @p mail, which was made of @p test, into the queue as a real one would be, and tells of it in the log.
Result<MailId> sendTestMail(
    Transaction &transaction, TenantId tenant, const TestMail &test, const OutgoingMail &mail, const Author &by);

namespace messages {
extern const Message TooManyTestMails;
}

}
