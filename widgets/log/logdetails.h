// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/record.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace sekimori::items {
class LogModel;
}

namespace sekimori::widgets {

/// One record with every field, those that nobody knows too, and where it stands in its file: to be read and copied.
/// Of texts that are too long to be laid out in no time the begin is shown; copied is all.
class LogDetails : public QWidget {
    Q_OBJECT

public:
    explicit LogDetails(const items::LogModel &rows, QWidget *parent = nullptr);

    void show(const std::optional<audit::Record> &record);
    void takeFocus();

private:
    void layOut();
    void addRow();
    QString begin(const QString &text, qsizetype most);
    void tellWhatIsCut();

    const items::LogModel &m_rows;
    QList<std::pair<QLabel *, QLabel *>> m_fields; ///< name and value; as many as were ever needed
    std::optional<audit::Record> m_record;
    qsizetype m_cut = 0; ///< characters that are not shown
    QLabel *m_hint; ///< while no event is chosen
    QWidget *m_content;
    QFormLayout *m_form;
    QPlainTextEdit *m_complement;
    QLabel *m_cutText;
    QPushButton *m_copy;
};

}
