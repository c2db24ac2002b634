// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/logfilestream.h"

#include "store/logevents.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logExport, "sekimorid.export")

}

LogFileStream::LogFileStream(Standing standing, SearchPlaces::Place place, Tenants &tenants)
    : m_standing(std::move(standing))
    , m_place(std::move(place))
    , m_tenants(tenants)
{
}

BodyStream::Piece LogFileStream::next(bool isStopping)
{
    if (isStopping || m_standing.objection())
        return {.isBroken = true};
    const auto isThrough = writeSome();
    if (!isThrough) {
        qCWarning(logExport) << "A file of the audit log broke off:" << isThrough.error().message->code;
        return {.isBroken = true};
    }
    return {.bytes = QByteArray::fromStdString(m_sink.taken()), .isLast = *isThrough};
}

Response fileAnswer(const QByteArray &mediaType, const QString &fileName, std::shared_ptr<LogFileStream> stream)
{
    Response response;
    response.headers.set("Content-Type", mediaType);
    response.headers.set("Content-Disposition", "attachment; filename=\"" + fileName.toLatin1() + '"');
    response.stream = std::move(stream);
    return response;
}

audit::Event handedOut(const Author &by, const QString &action, const QString &complement, audit::EventTime now)
{
    auto event = aboutLog(action, audit::Level::Notice, complement, now);
    event.source = by.address;
    event.user = by.loginName;
    return event;
}

}
