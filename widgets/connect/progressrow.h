// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace sekimori::widgets {

/// Something is under way: what, a bar that moves, and a button that stops it.
class ProgressRow : public QWidget {
    Q_OBJECT

public:
    explicit ProgressRow(QWidget *parent = nullptr);

    void tell(const QString &text);
    QPushButton *cancelButton() const { return m_cancel; }

signals:
    void cancelled();

private:
    QLabel *m_text;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
};

}
