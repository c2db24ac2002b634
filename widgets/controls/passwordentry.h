// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QLineEdit;
class QPushButton;

namespace sekimori::widgets {

/// A line for a new password: hidden until it is to be seen, typed or generated, and copied to be passed on.
class PasswordEntry : public QWidget {
    Q_OBJECT

public:
    explicit PasswordEntry(QWidget *parent = nullptr);

    QString text() const;
    /// Hidden again, whatever was seen before.
    void setText(const QString &text);
    void clear();
    QLineEdit *edit() const { return m_edit; }

signals:
    void edited(); ///< by the person: typed or generated

private:
    void generate();
    void showState();

    QLineEdit *m_edit;
    QAction *m_reveal;
    QPushButton *m_generate;
    QPushButton *m_copy;
};

/// 20 characters that nobody mistakes for one another, letters, numbers and symbols among them, from the system's
/// generator for secrets.
QString generatedPassword();

}
