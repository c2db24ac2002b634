// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QImage>

class QLabel;
class QSpinBox;

namespace sekimori::widgets {

class CropView;

/// Asks which part of an image is to stay: by a frame over it or by numbers.
class CropDialog : public QDialog {
    Q_OBJECT

public:
    explicit CropDialog(const QImage &picture, QWidget *parent);

    QRect part() const;

private:
    QWidget *makeNumbers();
    void showPart();
    void takeNumbers();

    QSize m_whole;
    CropView *m_view;
    QSpinBox *m_left;
    QSpinBox *m_top;
    QSpinBox *m_width;
    QSpinBox *m_height;
    QLabel *m_result;
};

}
