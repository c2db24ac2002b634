// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/entering.h"

class QPushButton;

namespace sekimori::widgets {

class Banner;
class ProgressRow;

/// The platform of this computer: what it is, and the button that starts and joins it.
class LocalPanel : public QWidget {
    Q_OBJECT

public:
    explicit LocalPanel(QWidget *parent = nullptr);

    void showStep(Entering::Step step);
    void showError(const QString &text);
    QPushButton *button() const { return m_open; }

signals:
    void wanted();
    void cancelled();

private:
    Banner *m_banner;
    ProgressRow *m_progress;
    QPushButton *m_open;
};

}
