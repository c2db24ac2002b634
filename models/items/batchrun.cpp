// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/batchrun.h"

#include <QUuid>

namespace sekimori::items {

BatchRun::BatchRun(const QList<Batch> &batches, QObject *parent)
    : QObject(parent)
    , m_batches(batches)
{
    for (const Batch &batch : batches)
        m_total += batch.size;
}

void BatchRun::goOn()
{
    if (isUnderWay() || m_state == State::Done)
        return;
    m_failure.reset();
    send();
}

void BatchRun::stop()
{
    if (m_state != State::Running)
        return;
    m_state = State::Stopping;
    emit changed();
}

void BatchRun::send()
{
    if (m_batches.isEmpty()) {
        m_state = State::Done;
    } else {
        m_state = State::Running;
        if (m_key.isEmpty())
            m_key = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        m_batches.first().send(m_key, this, [this](const auto &failure) { take(failure); });
    }
    emit changed();
}

void BatchRun::take(const std::optional<platform::Failure> &failure)
{
    // Only while nobody knows whether it was done does the same key have to be shown again.
    if (!failure || !failure->leavesOutcomeOpen())
        m_key.clear();
    if (failure) {
        m_failure = failure;
        m_state = State::Failed;
        emit changed();
        return;
    }
    m_done += m_batches.takeFirst().size;
    if (m_state != State::Stopping || m_batches.isEmpty())
        return send();
    m_state = State::Stopped;
    emit changed();
}

}
