// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/entrance.h"

#include <QPointer>
#include <QWidget>

namespace sekimori::widgets {

class CredentialsDialog;
class PasswordChangeDialog;

/// One attempt after the other to get in: starts the local platform, signs in, and asks the person over a window what
/// has to be asked on the way (an unknown certificate, the gate's pair, another password). It knows no list of
/// profiles.
class Entering : public QObject {
    Q_OBJECT

public:
    enum class Step { Idle, LookingForLocal, StartingLocal, JoiningLocal, SigningIn, Asking };
    Q_ENUM(Step)

    explicit Entering(QWidget *over,
        const platform::LocalPlatformPlaces &places = platform::LocalPlatformPlaces::standard(),
        const platform::ConnectionLimits &limits = {});
    ~Entering() override;

    void enter(const platform::ConnectionProfile &profile, const QString &password);
    void enterLocal();
    /// Nothing comes of the attempt any more.
    void cancel();

    Step step() const { return m_step; }

signals:
    void stepChanged(Entering::Step step);
    void entered(const std::shared_ptr<Entrance> &entrance);
    /// The person has trusted an authority from now on: it belongs into the profile.
    void pinned(const QString &profileId, const QByteArray &authority);
    /// The person had to choose another password on the way, and is signed in by it.
    void passwordChanged(const QString &password);
    void failed(const QString &text, bool credentialsAreWrong);

private:
    void begin(const platform::ConnectionProfile &profile);
    void followLocal(platform::LocalPlatform::Step step);
    void signIn();
    void take(const platform::Answer<platform::Session> &answer);
    void meet(const platform::Failure &failure);
    void askForTrust(const platform::Failure &failure);
    void refuseChanged(const platform::Failure &failure);
    void askForGatePair();
    void askForPassword(std::optional<policy::ChangeReason> reason);
    void changePassword(PasswordChangeDialog *dialog, const QString &wanted);
    void giveUp(const QString &text, bool credentialsAreWrong = false);
    void setStep(Step step);

    QWidget *m_over;
    platform::LocalPlatformPlaces m_places;
    platform::ConnectionLimits m_limits;
    Step m_step = Step::Idle;
    QString m_password;
    QString m_oneTimeToken;
    std::unique_ptr<platform::LocalPlatform> m_local;
    std::unique_ptr<platform::Connection> m_connection;
    platform::Pending m_pending;
    QPointer<QDialog> m_question;
    bool m_triedGatePair = false;
};

}
