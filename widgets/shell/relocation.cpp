// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/relocation.h"

#include "shell/applying.h"

namespace sekimori::widgets {

Relocation::Relocation(Entrance &entrance, Applying &applying, QObject *parent)
    : QObject(parent)
    , m_entrance(entrance)
    , m_applying(applying)
{
    connect(m_entrance.connection.get(), &platform::Connection::followed, this, [this] {
        emit moved(m_entrance.connection->profile());
        ask();
    });
}

void Relocation::ask()
{
    m_asking = platform::SessionClient(*m_entrance.connection)
                   .refresh([this](const platform::Answer<platform::Session> &answer) { take(answer); });
}

void Relocation::take(const platform::Answer<platform::Session> &answer)
{
    using Kind = platform::Failure::Kind;
    if (answer) {
        m_entrance.session = *answer;
        emit arrived(*answer);
        return;
    }
    if (answer.error().kind == Kind::SignedOut)
        return; // Signing in again is offered by whoever sees to sessions.
    const auto text = [failure = answer.error(), hostName = m_entrance.connection->profile().hostName] {
        return tr("The tenant is at https://%1 now, and from here it cannot be reached by that name: %2 The change is "
                  "in force, and its old address has ended. Try again once the name is known to this network, or sign "
                  "out and enter the platform’s IP address in the connection, which has the new name already.")
            .arg(hostName, toText(failure));
    };
    m_applying.offerRetry(text, [this] { ask(); });
}

}
