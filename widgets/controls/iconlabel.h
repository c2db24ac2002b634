// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QLabel>

namespace sekimori::widgets {

/// An icon in a row of text. It is drawn anew when the colours are switched, which a pixmap in a label would not be.
class IconLabel : public QLabel {
    Q_OBJECT

public:
    using QLabel::QLabel;

    /// In the size of small icons beside text where no other is given.
    void setIcon(const QIcon &icon, int size = 0);

protected:
    void changeEvent(QEvent *event) override;

private:
    void draw();

    QIcon m_icon;
    int m_size = 0;
};

}
