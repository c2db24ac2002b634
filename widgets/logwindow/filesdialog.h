// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QTableWidget;

namespace sekimori::items {
class FileLogSource;
}

namespace sekimori::widgets {

/// The files of a log, and the entries of archives among them, with how many events each has.
class FilesDialog : public QDialog {
    Q_OBJECT

public:
    /// The source has to outlive the dialog.
    FilesDialog(const items::FileLogSource &source, QWidget *parent);

signals:
    void addWanted();

private:
    void setUpTable();
    void fill();

    const items::FileLogSource &m_source;
    QTableWidget *m_table;
};

}
