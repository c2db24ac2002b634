// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/tone.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace sekimori::widgets {

class IconLabel;

/// A message in the flow of a page: symbol, sentence, and at most one thing to do about it. It is told to screen
/// readers when it appears or changes.
class Banner : public QFrame {
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    /// Shows @p text, in place of what stood there. No @p action: no button.
    void tell(Tone tone, const QString &text, const QString &action = {});
    void clear();

    Tone tone() const { return m_tone; }
    QString text() const;
    QPushButton *button() const { return m_button; }

signals:
    void acted(); ///< the button was pressed

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Neutral;
    IconLabel *m_symbol;
    QLabel *m_text;
    QPushButton *m_button;
};

}
