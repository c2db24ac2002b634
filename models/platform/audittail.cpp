// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/audittail.h"

#include "platform/answerreading.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::platform {

namespace {
constexpr auto stopping = "service.stopping"_L1;
}

AuditTail::Pauses AuditTail::patientPauses()
{
    return {1s, 2s, 5s, 10s, 30s, 60s};
}

AuditTail::AuditTail(Connection &connection, const Pauses &pauses, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_pauses(pauses)
    , m_source(connection)
{
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &AuditTail::tick);
    connect(&m_source, &EventSource::opened, this, [this] {
        m_failedTries = 0;
        m_failure.reset();
        setState(State::Live);
    });
    connect(&m_source, &EventSource::came, this, &AuditTail::take);
    connect(&m_source, &EventSource::ended, this, &AuditTail::meet);
    // After the callback of the answer that changed the state: it may be the one that brings the new session.
    const auto tryAgain = [this](Connection::State state) {
        if (state == Connection::State::Connected && m_state == State::Closed)
            tryNow();
    };
    connect(&connection, &Connection::stateChanged, this, tryAgain, Qt::QueuedConnection);
    connect(&connection, &Connection::followed, this, [this] {
        if (m_state != State::Off)
            connectNow();
    });
}

void AuditTail::start(qint64 after)
{
    m_first = after;
    m_last = after;
    m_failedTries = 0;
    m_wasSentAway = false;
    connectNow();
}

void AuditTail::stop()
{
    m_second.stop();
    m_source.close();
    m_failure.reset();
    setState(State::Off);
}

void AuditTail::tryNow()
{
    if (m_state == State::Waiting || m_state == State::Closed)
        connectNow();
}

void AuditTail::connectNow()
{
    m_second.stop();
    QUrlQuery query;
    query.addQueryItem(u"after"_s, QString::number(m_first));
    ApiRequest request{.path = u"/audit/tail"_s, .query = query};
    if (m_last > m_first)
        request.headers.append({"Last-Event-ID", QByteArray::number(m_last)});
    m_source.open(request);
    setState(State::Connecting);
}

void AuditTail::take(const QList<StreamEvent> &events)
{
    QList<audit::Event> arrived;
    for (const StreamEvent &event : events) {
        if (!takeEvent(event, arrived))
            break;
    }
    deliver(arrived);
}

/// False when the stream is over with this one.
bool AuditTail::takeEvent(const StreamEvent &event, QList<audit::Event> &arrived)
{
    const QJsonObject json = QJsonDocument::fromJson(event.data).object();
    if (event.type == "audit") {
        const auto read = audit::eventFromJson(json);
        if (!read) {
            m_source.close();
            meet({.kind = Failure::Kind::NotSekimori, .detail = u"audit"_s});
            return false;
        }
        if (read->number > m_last) { // Not once more after a short break.
            skipTo(read->number - 1, arrived);
            m_last = read->number;
            arrived.append(*read);
        }
    } else if (event.type == "gap") {
        skipTo(json["to"_L1].toInteger(), arrived);
    } else if (event.type == "closed") {
        deliver(arrived);
        takeFarewell(json);
        return false;
    }
    return true;
}

void AuditTail::deliver(QList<audit::Event> &arrived)
{
    if (arrived.isEmpty())
        return;
    m_wasSentAway = false;
    emit this->arrived(std::exchange(arrived, {}));
}

void AuditTail::skipTo(qint64 number, QList<audit::Event> &arrived)
{
    if (number <= m_last)
        return;
    deliver(arrived);
    emit missed(m_last + 1, number);
    m_last = number;
}

/// Why it was closed, the answer to the next try says, in the terms of all other answers. Only a platform that lets us
/// in and sends us away again and again is given pauses.
void AuditTail::takeFarewell(const QJsonObject &farewell)
{
    m_source.close();
    const QString code = farewell["code"_L1].toString();
    const QString message = farewell["message"_L1].toString();
    const Failure failure{.kind = Failure::Kind::PlatformInTrouble, .problems = {{{}, code, message}}};
    if (code == stopping || std::exchange(m_wasSentAway, true))
        wait(failure);
    else
        connectNow();
}

void AuditTail::meet(const Failure &failure)
{
    if (failure.kind == Failure::Kind::SignedOut && m_source.isOfEarlierSession())
        return connectNow();
    // Where no platform has given its verdict, the same may go better in a while, with nobody doing anything about it.
    if (failure.leavesOutcomeOpen())
        return wait(failure);
    m_failure = failure;
    setState(State::Closed);
}

void AuditTail::wait(const Failure &failure)
{
    const auto wished = std::chrono::ceil<std::chrono::seconds>(m_source.retry().value_or(0ms));
    m_left = std::max(m_pauses.at(std::min(m_failedTries, m_pauses.size() - 1)), std::min(wished, m_pauses.last()));
    ++m_failedTries;
    m_failure = failure;
    m_second.start();
    setState(State::Waiting);
    if (m_left <= 0s)
        QTimer::singleShot(0, this, &AuditTail::tryNow);
}

void AuditTail::tick()
{
    if (--m_left <= 0s)
        connectNow();
    else
        emit stateChanged();
}

void AuditTail::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged();
}

}
