// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/mailoptions.h"
#include "mail/mailroad.h"
#include "store/mailqueue.h"
#include "store/snapshot.h"

namespace sekimori::platformd {

/// As it has not been used before.
QString newMessageId(const MailOptions &options);

/// @p mail, made ready to go where @p delivery says, which is of @p tenant. It is called such as
/// `20260305T140000Z-mail-12-ops@example.test`, fit for every file system.
Letter letterOf(const MailOptions &options, const TenantState &tenant, const QueuedDelivery &delivery,
    const Delivery &mail, const QString &messageId);

}
