// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/usersmodel.h"

#include <QTableView>

namespace sekimori::widgets {

/// The table of users. It keeps who is selected when the table is read anew.
class UsersView : public QTableView {
    Q_OBJECT

public:
    /// The model has to outlive the view.
    explicit UsersView(items::UsersModel &model, QWidget *parent = nullptr);

    QList<platform::User> chosen() const;

signals:
    void chosenChanged();

private:
    void arrangeColumns();

    items::UsersModel &m_model;
    QSet<qint64> m_keptIds; ///< while the rows are exchanged
};

}
