// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/refusaltally.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

struct Words {
    QString action;
    QString shown; ///< where several kinds are told in one row
};

Words wordsOf(RefusalKind kind)
{
    switch (kind) {
    case RefusalKind::AccessDenied:
        return {u"access denied"_s, u"access denied"_s};
    case RefusalKind::BasicFailed:
        return {u"Basic authentication"_s, u"Basic authentication FAILED"_s};
    case RefusalKind::LoginFailed:
        return {u"login"_s, u"login FAILED"_s};
    case RefusalKind::PasswordChangeFailed:
        return {u"password change"_s, u"password change FAILED"_s};
    case RefusalKind::CertificateRefused:
        return {u"certificate refused"_s, u"certificate refused"_s};
    }
    std::unreachable();
}

audit::Event refusalEvent(audit::EventTime time, const QString &action, const QString &complement)
{
    return {
        .time = time,
        .source = {},
        .user = u"nobody"_s,
        .service = u"Common"_s,
        .module = u"Authentication"_s,
        .action = action,
        .result = audit::EventResult::Failed,
        .level = audit::Level::Notice,
        .complement = complement,
    };
}

QString countAndTime(qint64 count, audit::EventTime firstAt)
{
    const QString counted = u"count: %1"_s.arg(count);
    return count > 1 ? counted + u"; since: "_s + audit::toText(firstAt) : counted;
}

}

RefusalKey RefusalKey::of(const Refusal &refusal)
{
    if (!refusal.client)
        return {refusal.kind, u"unknown"_s};
    if (refusal.client->isV4())
        return {refusal.kind, refusal.client->toString()};
    IpAddress network = *refusal.client;
    std::fill(network.bytes.begin() + 8, network.bytes.end(), quint8(0));
    return {refusal.kind, network.toString() + u"/64"_s};
}

audit::Event eventOf(const RefusalTally &tally)
{
    QString complement = countAndTime(tally.count, tally.firstAt);
    if (tally.names > RefusalTally::mostNames)
        complement += u"; names: more than %1"_s.arg(RefusalTally::mostNames);
    else if (tally.names > 1)
        complement += u"; names: %1"_s.arg(tally.names);
    audit::Event event = refusalEvent(tally.lastAt, wordsOf(tally.key.kind).action, complement);
    event.source = tally.source;
    if (!tally.user.isEmpty())
        event.user = tally.user;
    return event;
}

audit::Event eventOfRest(const QList<RefusalTally> &tallies)
{
    qint64 count = 0;
    QStringList kinds;
    audit::EventTime firstAt = audit::EventTime::max();
    audit::EventTime lastAt = audit::EventTime::min();
    for (const RefusalTally &tally : tallies) {
        count += tally.count;
        kinds << u"%1: %2"_s.arg(wordsOf(tally.key.kind).shown).arg(tally.count);
        firstAt = std::min(firstAt, tally.firstAt);
        lastAt = std::max(lastAt, tally.lastAt);
    }
    return refusalEvent(lastAt, u"refusals, the rest"_s, countAndTime(count, firstAt) + u"; "_s + kinds.join(u"; "_s));
}

QList<audit::Event> eventsOf(const QList<RefusalTally> &tallies)
{
    QList<audit::Event> events;
    QList<RefusalTally> rest;
    for (const RefusalTally &tally : tallies) {
        if (tally.key.isRest())
            rest << tally;
        else
            events << eventOf(tally);
    }
    if (!rest.isEmpty())
        events << eventOfRest(rest);
    return events;
}

}
