// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/passwordchanging.h"

#include "connect/passwordchangedialog.h"

namespace sekimori::widgets {

PasswordChanging::PasswordChanging(Entrance &entrance, QWidget *over)
    : QObject(over)
    , m_entrance(entrance)
    , m_over(over)
{
}

void PasswordChanging::begin(const std::optional<policy::PasswordPolicy> &policy)
{
    if (m_dialog)
        return m_dialog->raise();
    m_dialog = PasswordChangeDialog::forSession(m_entrance.session, m_over);
    if (policy)
        m_dialog->setPolicy(*policy);
    connect(m_dialog, &PasswordChangeDialog::submitted, this, &PasswordChanging::change);
    m_dialog->open();
}

void PasswordChanging::change(const platform::PasswordChange &change)
{
    m_dialog->setBusy(true);
    platform::SessionClient(*m_entrance.connection)
        .changePassword(change, m_dialog, [this, wanted = change.wanted](const platform::Answer<void> &answer) {
            m_dialog->setBusy(false);
            if (!answer)
                return m_dialog->showFailure(answer.error());
            m_dialog->accept();
            emit changed(wanted);
            learnEnd();
        });
}

void PasswordChanging::learnEnd()
{
    // The end that is known is that of the password before. Without an answer none is better than a wrong one.
    m_entrance.session.passwordExpiresAt = {};
    emit sessionChanged(m_entrance.session);
    m_pending = platform::SessionClient(*m_entrance.connection)
                    .refresh([this](const platform::Answer<platform::Session> &answer) {
                        if (!answer)
                            return;
                        m_entrance.session = *answer;
                        emit sessionChanged(*answer);
                    });
}

}
