// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auditquestion.h"

using namespace Qt::StringLiterals;

namespace sekimori::platform {
namespace {

/// QUrlQuery leaves a plus as it is, which a server reads as a blank.
void addText(QUrlQuery &query, const QString &name, const QString &text)
{
    query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(text)));
}

void addTime(QUrlQuery &query, const QString &name, const std::optional<audit::EventTime> &time)
{
    if (time)
        query.addQueryItem(name, audit::toText(*time));
}

}

QUrlQuery toQuery(const AuditQuestion &question)
{
    QUrlQuery query;
    if (!question.filter.isEmpty())
        addText(query, u"filter"_s, question.filter);
    if (question.zone != "UTC")
        addText(query, u"zone"_s, QString::fromLatin1(question.zone));
    addTime(query, u"since"_s, question.since);
    addTime(query, u"until"_s, question.until);
    return query;
}

void addPlace(QUrlQuery &query, const AuditPlace &place)
{
    if (place.after)
        query.addQueryItem(u"after"_s, QString::number(*place.after));
    if (place.above)
        query.addQueryItem(u"above"_s, QString::number(*place.above));
    addTime(query, u"at"_s, place.at);
}

QUrlQuery toQuery(const AuditQuestion &question, const AuditFileWish &wish)
{
    QUrlQuery query = toQuery(question);
    query.addQueryItem(u"format"_s, wish.format == AuditFileFormat::Csv ? u"csv"_s : u"ndjson"_s);
    if (wish.packing != AuditFilePacking::None)
        query.addQueryItem(u"pack"_s, wish.packing == AuditFilePacking::Zip ? u"zip"_s : u"gzip"_s);
    if (wish.isForSpreadsheets)
        query.addQueryItem(u"spreadsheet"_s, u"true"_s);
    return query;
}

QUrlQuery toQuery(const LogSpan &span)
{
    QUrlQuery query;
    if (const auto *numbers = std::get_if<NumberSpan>(&span)) {
        query.addQueryItem(u"first"_s, QString::number(numbers->first));
        query.addQueryItem(u"last"_s, QString::number(numbers->last));
        return query;
    }
    const auto &times = std::get<TimeSpan>(span);
    if (times.since)
        query.addQueryItem(u"since"_s, audit::toText(*times.since));
    if (times.until)
        query.addQueryItem(u"until"_s, audit::toText(*times.until));
    return query;
}

QString nameOf(audit::Field field)
{
    switch (field) {
    case audit::Field::Time:
        return u"time"_s;
    case audit::Field::Source:
        return u"source"_s;
    case audit::Field::User:
        return u"user"_s;
    case audit::Field::Service:
        return u"service"_s;
    case audit::Field::Module:
        return u"module"_s;
    case audit::Field::Action:
        return u"action"_s;
    case audit::Field::Result:
        return u"result"_s;
    case audit::Field::Level:
        return u"level"_s;
    case audit::Field::Complement:
        return u"complement"_s;
    }
    std::unreachable();
}

}
