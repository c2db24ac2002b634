// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logsource.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QRadioButton;

namespace sekimori::widgets {

/// Which whole span of a log goes into a sealed bundle, and why it is never filtered.
class SealedSpanPanel : public QWidget {
    Q_OBJECT

public:
    explicit SealedSpanPanel(QWidget *parent = nullptr);

    /// What is looked at now, in this zone.
    void setView(const items::LogQuery &query);
    /// None: what is entered is no span.
    std::optional<platform::LogSpan> span() const;

signals:
    void changed();

private:
    void layOut();
    void showWhatIsWrong();

    platform::TimeSpan m_view;
    QRadioButton *m_byTime;
    QRadioButton *m_byNumber;
    QLineEdit *m_first;
    QLineEdit *m_last;
    QLabel *m_wrong;
};

}
