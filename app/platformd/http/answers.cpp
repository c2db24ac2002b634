// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/answers.h"

#include "http/problem.h"
#include "http/tlssession.h"

#include <QLoggingCategory>

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(lcHttp, "sekimori.http")

std::chrono::sys_seconds now()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}

void report(const std::exception_ptr &failure, const char *what)
{
    try {
        if (failure)
            std::rethrow_exception(failure);
    } catch (const std::exception &exception) {
        qCWarning(lcHttp, "%s ended by %s", what, exception.what());
    } catch (...) {
        qCWarning(lcHttp, "%s ended by something that is no std::exception", what);
    }
}

void reportSlowReader(const IpAddress &peer, ListenerLimits::Duration limit)
{
    qCInfo(lcHttp).noquote() << "A streaming answer to" << peer.toString()
                             << "was cut off: a piece of it was not read within"
                             << std::chrono::duration<double>(limit).count() << "seconds";
}

Outgoing handled(Serving &serving, Request request, AnswerForm &form)
{
    const QByteArray method = request.method;
    const QByteArray path = request.path;
    Response response;
    try {
        response = serving.handler(std::move(request));
    } catch (...) {
        report(std::current_exception(), (method + ' ' + path).constData());
        response = problem({Error(ErrorKind::Internal, HandlerFailed)}, nullptr);
    }
    const bool endsHere = response.endsConnection || (response.stream && !form.takesChunks);
    form.keepsConnection = form.keepsConnection && !endsHere && !serving.isStopping;
    return written(std::move(response), form, now());
}

std::optional<BodyStream::Piece> nextPiece(BodyStream &stream, bool isStopping)
{
    try {
        return stream.next(isStopping);
    } catch (...) {
        report(std::current_exception(), "A streaming answer");
        return std::nullopt;
    }
}

Outgoing refused(const Refusal &refusal, AnswerForm form)
{
    Response response = problemWithStatus(refusal.status, {refusal.error}, nullptr);
    if (refusal.status == 503)
        response.headers.append("Retry-After", "2");
    return written(std::move(response), form, now());
}

Refusal tooSlow(const Message &message, ListenerLimits::Duration limit)
{
    const QString seconds = QString::number(std::chrono::duration<double>(limit).count());
    return {408, Error(ErrorKind::Unavailable, message, {seconds})};
}

Refusal tooBusy()
{
    return {503, Error(ErrorKind::Unavailable, ServiceBusy)};
}

std::optional<Refusal> misdirection(const QByteArray &host, const TlsSession &session)
{
    const QString asked = QString::fromLatin1(host);
    const QString serverName = QString::fromLatin1(session.serverName());
    if (serverName.isEmpty())
        return Refusal{421, Error(ErrorKind::Misdirected, ServerNameMissing)};
    if (host != session.serverName())
        return Refusal{421, Error(ErrorKind::Misdirected, HostDiffers, {asked, serverName})};
    if (!session.isHostKnown())
        return Refusal{421, Error(ErrorKind::Misdirected, ServerNameUnknown, {serverName})};
    return std::nullopt;
}

}
