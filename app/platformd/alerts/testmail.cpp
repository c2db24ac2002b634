// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/testmail.h"

#include "store/eventrows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message TooManyTestMails{"alerts.tooManyTests",
    QT_TRANSLATE_NOOP("Messages", "%1 test mails were sent within a minute, as many as can be. Wait a minute.")};
}

namespace {

audit::Event eventOf(const TestMail &test, const Author &by)
{
    const QString about = test.ruleName.isEmpty() ? u"level: "_s + test.topic : test.topic;
    return {
        .time = *by.at,
        .source = by.address,
        .user = by.loginName,
        .service = u"Common"_s,
        .module = u"Alerts"_s,
        .action = u"test mail"_s,
        .level = audit::Level::Notice,
        .complement = about + u"; to: "_s + test.recipients.join(u", "),
    };
}

}

Result<MailId> sendTestMail(
    Transaction &transaction, TenantId tenant, const TestMail &test, const OutgoingMail &mail, const Author &by)
{
    if (const auto allowed = checkMailRate(
            transaction.database(), tenant, AskedMail::Test, testMailsAMinute, *by.at, messages::TooManyTestMails);
        !allowed)
        return std::unexpected(allowed.error());
    return enqueueMail(transaction, tenant, mail, *by.at).and_then([&](MailId queued) {
        return appendEvents(transaction, tenant, {eventOf(test, by)}).transform([&](qint64) { return queued; });
    });
}

}
