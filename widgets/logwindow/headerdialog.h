// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/header.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;

namespace sekimori::widgets {

class Banner;

/// Asks which column of a file is which, beside what stands in its first rows. What is offered is a guess.
class HeaderDialog : public QDialog {
    Q_OBJECT

public:
    HeaderDialog(const audit::files::HeaderQuestion &question, QWidget *parent);

    audit::files::HeaderAnswer answer() const;

private:
    struct Row {
        QLabel *title;
        QLabel *examples;
        QComboBox *meaning;
    };

    QWidget *makeRows();
    QComboBox *makeMeaning(const audit::engine::Part::Column &guess);
    void leaveAlone(const QComboBox *chosen);
    void showRows();
    void showWarning();
    QString titleOf(int column) const;

    audit::files::HeaderQuestion m_question;
    QCheckBox *m_hasHeader;
    QList<Row> m_rows;
    Banner *m_warning;
};

}
