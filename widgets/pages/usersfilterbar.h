// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/user.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace sekimori::widgets {

/// Whom of the users somebody wants to see.
class UsersFilterBar : public QWidget {
    Q_OBJECT

public:
    explicit UsersFilterBar(QWidget *parent = nullptr);

    platform::UserFilter filter() const;
    void setSearch(const QString &text);
    void clear();
    void takeOver(const UsersFilterBar &before);

signals:
    void changed();

private:
    void fill();

    QLineEdit *m_search;
    QComboBox *m_role;
    QComboBox *m_only;
};

}
