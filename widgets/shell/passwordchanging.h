// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/entrance.h"
#include "policy/passwordpolicy.h"

#include <QPointer>
#include <QWidget>

namespace sekimori::widgets {

class PasswordChangeDialog;

/// Gives whoever is signed in another password, and learns how long that one lasts.
class PasswordChanging : public QObject {
    Q_OBJECT

public:
    PasswordChanging(Entrance &entrance, QWidget *over);

    /// By @p policy the new one is judged while it is typed; none: it is not known.
    void begin(const std::optional<policy::PasswordPolicy> &policy);

signals:
    void changed(const QString &password);
    /// With another end of the password, some time after changed().
    void sessionChanged(const platform::Session &session);

private:
    void change(const platform::PasswordChange &change);
    void learnEnd();

    Entrance &m_entrance;
    QWidget *m_over;
    platform::Pending m_pending;
    QPointer<PasswordChangeDialog> m_dialog;
};

}
