// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/wayin.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace sekimori::widgets {

/// Tells an administrator that his change would keep himself out, and why, and lets him do it only with a reason.
class ShutOutDialog : public QDialog {
    Q_OBJECT

public:
    static constexpr int longestReason = 500;

    ShutOutDialog(const platform::WayIn &wayIn, const QString &address, QWidget *parent);

    QString reason() const;

private:
    QWidget *makeConditions(const platform::WayIn &wayIn);
    QWidget *makeReason();
    QWidget *makeButtons();
    void showWhyNot();

    QPlainTextEdit *m_reason;
    QLabel *m_count;
    QPushButton *m_insist;
};

}
