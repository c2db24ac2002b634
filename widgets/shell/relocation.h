// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/entrance.h"

namespace sekimori::widgets {

class Applying;

/// Goes on with a tenant that has another host name from now on: has the stored connection follow and asks at the new
/// name whether the session goes on. Where nobody is reached by that name, it says what to do.
class Relocation : public QObject {
    Q_OBJECT

public:
    Relocation(Entrance &entrance, Applying &applying, QObject *parent);

signals:
    void moved(const platform::ConnectionProfile &profile);
    void arrived(const platform::Session &session);

private:
    void ask();
    void take(const platform::Answer<platform::Session> &answer);

    Entrance &m_entrance;
    Applying &m_applying;
    platform::Pending m_asking;
};

}
