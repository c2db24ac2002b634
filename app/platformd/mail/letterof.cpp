// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/letterof.h"

#include "crypto/tokens.h"
#include "mail/mailtext.h"
#include "store/columns.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

QString letterName(const QueuedDelivery &delivery)
{
    static const QRegularExpression unfit(u"[^A-Za-z0-9@._+-]"_s);
    const QString time = toDateTime(delivery.madeAt).toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    const QString address = QString(delivery.address).replace(unfit, u"_"_s).left(80);
    QString name = u"%1-mail-%2-%3"_s.arg(time, QString::number(delivery.mail.value), address);
    if (address != delivery.address)
        name += u'-' + QString::fromLatin1(crypto::tokenDigest(delivery.address.toUtf8()).toHex().first(8));
    return name;
}

}

QString newMessageId(const MailOptions &options)
{
    const QString host = options.fromAddress.section(u'@', 1);
    return u'<' + QString::fromLatin1(crypto::randomBytes(16).toHex()) + u'@' + host + u'>';
}

Letter letterOf(const MailOptions &options, const TenantState &tenant, const QueuedDelivery &delivery,
    const Delivery &mail, const QString &messageId)
{
    const MailHeader header{
        .fromName = options.fromName.isEmpty() ? tenant.displayName : options.fromName,
        .fromAddress = options.fromAddress,
        .to = delivery.address,
        .messageId = messageId,
        .listId = u"alerts.%1.%2"_s.arg(tenant.subdomain, QString::fromLatin1(options.domain)),
        .date = mail.madeAt,
    };
    return {.from = options.fromAddress,
        .to = delivery.address,
        .name = letterName(delivery),
        .bytes = mailText(header, mail.mail)};
}

}
