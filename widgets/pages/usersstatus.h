// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace sekimori::widgets {

/// The line below the users: how many there are, or how far what is under way has got, which can be stopped there.
class UsersStatus : public QWidget {
    Q_OBJECT

public:
    explicit UsersStatus(QWidget *parent = nullptr);

    void showText(const QString &text);
    /// @p count: of what it goes through; 0 where nobody knows.
    void showProgress(const QString &what, qsizetype done, qsizetype count);

signals:
    void stopWanted();

private:
    void setUnderWay(bool isUnderWay);

    QLabel *m_text;
    QProgressBar *m_progress;
    QPushButton *m_stop;
};

}
