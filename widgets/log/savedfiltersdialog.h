// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/savedfilters.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace sekimori::widgets {

/// The filters that were kept, to be renamed, deleted and used.
class SavedFiltersDialog : public QDialog {
    Q_OBJECT

public:
    /// The filters have to outlive the dialog. It deletes itself when closed.
    SavedFiltersDialog(items::SavedFilters &saved, QWidget *parent);
    ~SavedFiltersDialog() override;

signals:
    void chosen(const QString &text);

private:
    void layOut();
    void fill();
    void rename(QListWidgetItem *item);
    void showCurrent();
    QString current() const;

    items::SavedFilters &m_saved;
    QListWidget *m_list;
    QLabel *m_text;
    QPushButton *m_apply;
    QPushButton *m_rename;
    QPushButton *m_delete;
};

}
