// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/user.h"

#include <QObject>

#include <functional>

namespace sekimori::items {

/// Does one thing to one user after the other. Between two of them it can be stopped; what is done stays done.
class UsersRound : public QObject {
    Q_OBJECT

public:
    struct Failed {
        platform::User user;
        platform::Failure failure;
    };
    using Done = std::function<void(const std::optional<platform::Failure> &failure)>;
    /// Begins it for one user, and calls back when that is over.
    using Step = std::function<void(const platform::User &user, Done done)>;

    using QObject::QObject;

    /// Not while another round is under way.
    void begin(const QList<platform::User> &users, Step step);
    void stop();

    bool isUnderWay() const { return m_isUnderWay; }
    qsizetype count() const { return m_users.size(); }
    qsizetype succeeded() const { return m_succeeded; }
    /// Those that were not come to, after a stop.
    qsizetype left() const { return m_users.size() - m_succeeded - m_failed.size(); }
    const QList<Failed> &failed() const { return m_failed; }

signals:
    void progressed();
    void finished();

private:
    void goOn();
    void conclude(const std::optional<platform::Failure> &failure);

    QList<platform::User> m_users;
    Step m_step;
    qsizetype m_next = 0;
    qsizetype m_succeeded = 0;
    QList<Failed> m_failed;
    bool m_isUnderWay = false;
    bool m_isStopping = false;
    bool m_isWaiting = false; ///< a step has been begun
    bool m_isGoingOn = false; ///< the loop over the steps is running
};

}
