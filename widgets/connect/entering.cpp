// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/entering.h"

#include "connect/certificatedialogs.h"
#include "connect/credentialsdialog.h"
#include "connect/passwordchangedialog.h"

namespace sekimori::widgets {

using platform::Failure;

Entering::Entering(QWidget *over, const platform::LocalPlatformPlaces &places, const platform::ConnectionLimits &limits)
    : QObject(over)
    , m_over(over)
    , m_places(places)
    , m_limits(limits)
{
}

Entering::~Entering() = default;

void Entering::enter(const platform::ConnectionProfile &profile, const QString &password)
{
    cancel();
    m_password = password;
    begin(profile);
}

void Entering::enterLocal()
{
    cancel();
    m_local = std::make_unique<platform::LocalPlatform>(m_places);
    connect(m_local.get(), &platform::LocalPlatform::stepChanged, this, &Entering::followLocal);
    connect(m_local.get(), &platform::LocalPlatform::failed, this,
        [this](const platform::LocalFailure &failure) { giveUp(toText(failure)); });
    connect(m_local.get(), &platform::LocalPlatform::joined, this, [this](const platform::LocalAccess &access) {
        m_oneTimeToken = access.oneTimeToken;
        begin(access.profile);
    });
    m_local->join();
}

void Entering::cancel()
{
    if (m_question)
        m_question->deleteLater();
    m_pending.cancel();
    // What ends an attempt may be a signal of one of these.
    if (m_local)
        m_local.release()->deleteLater();
    if (m_connection)
        m_connection.release()->deleteLater();
    m_password.clear();
    m_oneTimeToken.clear();
    m_triedGatePair = false;
    setStep(Step::Idle);
}

void Entering::begin(const platform::ConnectionProfile &profile)
{
    m_pending.cancel();
    if (m_connection)
        m_connection.release()->deleteLater();
    m_connection = std::make_unique<platform::Connection>(profile, m_limits);
    signIn();
}

void Entering::followLocal(platform::LocalPlatform::Step step)
{
    using From = platform::LocalPlatform::Step;
    switch (step) {
    case From::Looking:
        return setStep(Step::LookingForLocal);
    case From::Starting:
        return setStep(Step::StartingLocal);
    case From::Joining:
        return setStep(Step::JoiningLocal);
    case From::Joined:
        return;
    }
}

void Entering::signIn()
{
    setStep(Step::SigningIn);
    platform::SessionClient session(*m_connection);
    const auto callback = [this](const platform::Answer<platform::Session> &answer) { take(answer); };
    m_pending = m_local ? session.signInWithOneTimeToken(m_oneTimeToken, callback)
                        : session.signIn(m_connection->profile().userName, m_password, callback);
}

void Entering::take(const platform::Answer<platform::Session> &answer)
{
    if (!answer)
        return meet(answer.error());
    if (m_local)
        m_local->disconnect(this);
    auto entrance = std::make_shared<Entrance>(std::move(m_local), std::move(m_connection), *answer);
    cancel();
    emit entered(entrance);
}

void Entering::meet(const Failure &failure)
{
    switch (failure.kind) {
    case Failure::Kind::UnknownAuthority:
        return askForTrust(failure);
    case Failure::Kind::ChangedCertificate:
        return refuseChanged(failure);
    case Failure::Kind::GateAsksBasic:
        return askForGatePair();
    case Failure::Kind::PasswordChangeNeeded:
        return askForPassword(failure.changeReason);
    default:
        return giveUp(toText(failure), failure.kind == Failure::Kind::SignInRefused);
    }
}

void Entering::askForTrust(const Failure &failure)
{
    if (!failure.certificate)
        return giveUp(toText(failure));
    setStep(Step::Asking);
    auto *dialog = new TrustDialog(m_connection->profile(), *failure.certificate, m_over);
    m_question = dialog;
    connect(dialog, &QDialog::rejected, this,
        [this] { giveUp(tr("Nothing was sent: the platform's certificate was not trusted.")); });
    connect(dialog, &QDialog::accepted, this, [this, authority = failure.certificate->pem] {
        platform::ConnectionProfile profile = m_connection->profile();
        profile.pinnedAuthority = authority;
        emit pinned(profile.id, authority);
        begin(profile);
    });
    dialog->open();
}

void Entering::refuseChanged(const Failure &failure)
{
    setStep(Step::Asking);
    auto *dialog = new ChangedCertificateDialog(m_connection->profile(), failure, m_over);
    m_question = dialog;
    connect(dialog, &QDialog::finished, this, [this] {
        giveUp(tr("Not connected: the platform's certificate is not the one that you have trusted. Nothing was sent."));
    });
    dialog->open();
}

void Entering::askForGatePair()
{
    setStep(Step::Asking);
    auto *dialog = CredentialsDialog::forGate(m_connection->profile().hostName, m_over);
    m_question = dialog;
    if (m_triedGatePair)
        dialog->showError(tr("The gate did not accept this user name and password."));
    connect(dialog, &QDialog::rejected, this, [this] {
        giveUp(tr("Not connected: the tenant's gate asks for the user name and password of its Basic authentication."));
    });
    connect(dialog, &CredentialsDialog::submitted, this, [this, dialog](const QString &user, const QString &password) {
        dialog->accept();
        m_triedGatePair = true;
        m_connection->setGatePair({user, password});
        signIn();
    });
    dialog->open();
}

void Entering::askForPassword(std::optional<policy::ChangeReason> reason)
{
    setStep(Step::Asking);
    auto *dialog = PasswordChangeDialog::forSignIn(m_connection->profile().userName, reason, m_over);
    m_question = dialog;
    connect(dialog, &QDialog::rejected, this,
        [this] { giveUp(tr("Not signed in: you have to choose another password first.")); });
    connect(dialog, &PasswordChangeDialog::submitted, this,
        [this, dialog](const platform::PasswordChange &change) { changePassword(dialog, change.wanted); });
    dialog->open();
}

void Entering::changePassword(PasswordChangeDialog *dialog, const QString &wanted)
{
    dialog->setBusy(true);
    platform::SessionClient(*m_connection)
        .signInWithNewPassword(m_connection->profile().userName, {.present = m_password, .wanted = wanted}, dialog,
            [this, dialog, wanted, tried = m_connection.get()](const platform::Answer<platform::Session> &answer) {
                if (m_connection.get() != tried)
                    return; // Another attempt has begun since.
                dialog->setBusy(false);
                if (!answer)
                    return dialog->showFailure(answer.error());
                emit passwordChanged(wanted);
                dialog->accept();
                take(answer);
            });
}

void Entering::giveUp(const QString &text, bool credentialsAreWrong)
{
    cancel();
    emit failed(text, credentialsAreWrong);
}

void Entering::setStep(Step step)
{
    if (m_step == step)
        return;
    m_step = step;
    emit stepChanged(step);
}

}
