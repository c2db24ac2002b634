// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/profile.h"

#include <QLocalSocket>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace sekimori::platform {

/// What is needed to reach the local platform and sign in to it once.
struct LocalAccess {
    ConnectionProfile profile; ///< its authority is pinned; it belongs in no list of profiles
    QString oneTimeToken;
};

struct LocalFailure {
    enum class Kind {
        ProgramMissing, ///< `detail`: where it was looked for
        NotStarted, ///< the system could not run it
        Ended, ///< it ran and stopped again without answering
        TooSlow, ///< did not answer in time
        Refused, ///< answered with an error
        Nonsense, ///< answered something else than was agreed
        LeaseLost, ///< was joined and went away
    };

    Kind kind = Kind::NotStarted;
    QString detail;
    QString lastWords; ///< the end of what the program wrote to its standard error

    bool operator==(const LocalFailure &) const = default;
};

QString toText(const LocalFailure &failure);

struct LocalPlatformPlaces {
    QString dataFolder; ///< holds control.sock and, for a platform started here, its log
    QString program; ///< sekimorid
    std::chrono::milliseconds patience{60'000};

    /// The data folder of this user (SEKIMORI_LOCAL_DATA, else the system's place for data) and the program beside the
    /// running one.
    static LocalPlatformPlaces standard();
};

/// Joins the platform of this computer, starts it where none runs, and holds the lease on it: it runs on until the last
/// console that joined has gone. One attempt after the other; ends the lease when destroyed.
class LocalPlatform : public QObject {
    Q_OBJECT

public:
    enum class Step { Looking, Starting, Joining, Joined };

    explicit LocalPlatform(
        const LocalPlatformPlaces &places = LocalPlatformPlaces::standard(), QObject *parent = nullptr);
    ~LocalPlatform() override;

    /// Begins anew, whatever was before.
    void join();
    bool isJoined() const { return m_step == Step::Joined; }

signals:
    void stepChanged(LocalPlatform::Step step);
    void joined(const LocalAccess &access);
    void failed(const LocalFailure &failure);

private:
    void connectToSocket();
    void askToJoin();
    void meetSocketError(QLocalSocket::LocalSocketError error);
    void readAnswer();
    bool startProgram();
    void waitForProgram();
    void setStep(Step step);
    void stop();
    void fail(LocalFailure::Kind kind, const QString &detail = {});
    QString startLog() const;

    LocalPlatformPlaces m_places;
    QLocalSocket m_socket;
    QTimer m_pause; ///< between two attempts to connect
    QTimer m_patience;
    Step m_step = Step::Looking;
    qint64 m_startedProcess = 0; ///< 0: the platform was not started here
    int m_attemptsAfterEnd = 0;
    QByteArray m_answer;
};

}
