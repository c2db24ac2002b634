// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QGridLayout;

namespace sekimori::widgets {

/// How filters are written: examples in the reader's language, each with what it means, to be used as they are.
class FilterGuide : public QDialog {
    Q_OBJECT

public:
    /// It deletes itself when closed.
    explicit FilterGuide(QWidget *parent);

signals:
    void exampleChosen(const QString &text);

private:
    void addExample(QGridLayout &grid, const QString &text, const QString &meaning);
};

}
