// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/liveevents.h"

#include <QIcon>
#include <QWidget>

class QLabel;
class QPushButton;

namespace sekimori::widgets {

class IconLabel;

/// Whether the log is followed as it is written, in a symbol and in words, and the button that lets it stand still.
class LiveBar : public QWidget {
    Q_OBJECT

public:
    explicit LiveBar(QWidget *parent = nullptr);

    void show(const items::LiveEvents &live);
    QString text() const;

signals:
    void pauseWanted(bool paused);

private:
    void showButton();
    void tell(const QIcon &symbol, const QString &text);

    QPushButton *m_pause;
    IconLabel *m_symbol;
    QLabel *m_text;
    bool m_isPaused = false;
};

}
