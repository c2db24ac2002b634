// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/profile.h"

#include <QDialog>
#include <QMap>

class QLabel;
class QLineEdit;
class QPushButton;

namespace sekimori::widgets {

class FormField;

/// Edits one profile. What is wrong is said at its field, and nothing is taken before all is right.
class ProfileDialog : public QDialog {
    Q_OBJECT

public:
    ProfileDialog(const platform::ConnectionProfile &profile, QWidget *parent);

    platform::ConnectionProfile profile() const;

private:
    FormField *addField(const QString &key, const QString &label, QLineEdit *edit, const QString &help);
    QWidget *makeTrustRow();
    void showTrust();
    void accept() override;

    platform::ConnectionProfile m_profile;
    QLineEdit *m_name;
    QLineEdit *m_hostName;
    QLineEdit *m_address;
    QLineEdit *m_port;
    QLineEdit *m_userName;
    QLabel *m_trust;
    QPushButton *m_forget;
    QMap<QString, FormField *> m_fields; ///< by the names of the struct's fields
};

}
