// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/signinagain.h"

#include "connect/credentialsdialog.h"
#include "connect/passwordchangedialog.h"

namespace sekimori::widgets {

SignInAgain::SignInAgain(Entrance &entrance, QWidget *over)
    : QObject(over)
    , m_entrance(entrance)
    , m_over(over)
{
    if (!m_entrance.lease)
        return;
    connect(m_entrance.lease.get(), &platform::LocalPlatform::joined, this, &SignInAgain::takeAccess);
    connect(m_entrance.lease.get(), &platform::LocalPlatform::failed, this,
        [this](const platform::LocalFailure &failure) { emit failed(toText(failure)); });
}

void SignInAgain::begin()
{
    if (m_dialog || m_change || m_pending.isUnderWay())
        return;
    if (m_entrance.lease)
        joinLocal();
    else
        askForPassword();
}

void SignInAgain::askForPassword()
{
    m_dialog = CredentialsDialog::forSession(m_entrance.session.user, m_entrance.session.tenantName, m_over);
    connect(m_dialog, &QDialog::rejected, this, [this] {
        m_pending.cancel();
        emit declined();
    });
    connect(m_dialog, &CredentialsDialog::submitted, this, [this](const QString &user, const QString &password) {
        m_dialog->setBusy(true);
        m_pending = platform::SessionClient(*m_entrance.connection)
                        .signIn(user, password, [this, user, password](const auto &answer) {
                            if (!answer && answer.error().kind == platform::Failure::Kind::PasswordChangeNeeded)
                                askForAnother(user, password, answer.error().changeReason);
                            else
                                take(answer);
                        });
    });
    m_dialog->open();
}

void SignInAgain::askForAnother(const QString &user, const QString &present, std::optional<policy::ChangeReason> reason)
{
    m_dialog->disconnect(this);
    m_dialog->accept();
    m_change = PasswordChangeDialog::forSignIn(user, reason, m_over);
    connect(m_change, &QDialog::rejected, this, &SignInAgain::declined);
    connect(m_change, &PasswordChangeDialog::submitted, this,
        [this, user, present](const platform::PasswordChange &change) {
            m_change->setBusy(true);
            platform::SessionClient(*m_entrance.connection)
                .signInWithNewPassword(user, {.present = present, .wanted = change.wanted}, m_change,
                    [this, wanted = change.wanted](const auto &answer) {
                        m_change->setBusy(false);
                        if (!answer)
                            return m_change->showFailure(answer.error());
                        m_change->accept();
                        emit passwordChanged(wanted);
                        enter(*answer);
                    });
        });
    m_change->open();
}

void SignInAgain::joinLocal()
{
    m_entrance.lease->join();
}

void SignInAgain::takeAccess(const platform::LocalAccess &access)
{
    const platform::ConnectionProfile &profile = m_entrance.connection->profile();
    if (access.profile.port != profile.port || access.profile.pinnedAuthority != profile.pinnedAuthority) {
        emit failed(tr("The local platform runs anew, at another port. Disconnect and open it again."));
        return;
    }
    m_pending = platform::SessionClient(*m_entrance.connection)
                    .signInWithOneTimeToken(access.oneTimeToken, [this](const auto &answer) { take(answer); });
}

void SignInAgain::take(const platform::Answer<platform::Session> &answer)
{
    if (answer) {
        if (m_dialog) {
            m_dialog->disconnect(this);
            m_dialog->accept();
        }
        return enter(*answer);
    }
    if (m_dialog) {
        m_dialog->setBusy(false);
        m_dialog->showError(toText(answer.error()));
        return;
    }
    emit failed(toText(answer.error()));
}

void SignInAgain::enter(const platform::Session &session)
{
    m_entrance.session = session;
    emit signedIn(session);
}

void SignInAgain::askForGatePair()
{
    if (m_dialog)
        return;
    m_dialog = CredentialsDialog::forGate(m_entrance.connection->profile().hostName, m_over);
    connect(m_dialog, &QDialog::rejected, this, &SignInAgain::declined);
    connect(m_dialog, &CredentialsDialog::submitted, this, [this](const QString &user, const QString &password) {
        m_entrance.connection->setGatePair({user, password});
        m_dialog->accept();
        emit gatePairGiven();
    });
    m_dialog->open();
}

}
