// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/lineremarksmodel.h"
#include "platform/usersclient.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace sekimori::widgets {

class Banner;

/// Shows what the platform would make of a file of users, and has it taken over once a person says so: all of it, or
/// nothing while there is an error in it.
class UserImportDialog : public QDialog {
    Q_OBJECT

public:
    /// @p source names the file that @p csv stood in. The client has to outlive the dialog.
    UserImportDialog(
        const platform::UsersClient &client, const QByteArray &csv, const QString &source, QWidget *parent = nullptr);

    void reject() override;

signals:
    void imported(const platform::UsersImport &done);

private:
    enum class Stage { Checking, Unchecked, Checked, Importing };

    void layOut();
    QWidget *makeTable();
    void check();
    void takeCheck(const platform::Answer<platform::UsersImport> &answer);
    void import();
    void takeImport(const platform::Answer<platform::UsersImport> &answer);
    void show(const platform::UsersImport &found);
    void showState();
    QString verdictText() const;
    QString whyNot() const;

    const platform::UsersClient &m_client;
    QByteArray m_csv;
    QByteArray m_key;
    platform::Pending m_checking;
    Stage m_stage = Stage::Checking;
    platform::UsersImport m_found;
    items::LineRemarksModel m_remarks;
    QLabel *m_source;
    QProgressBar *m_progress;
    Banner *m_verdict;
    QTableView *m_table;
    Banner *m_failure;
    QPushButton *m_import;
    QPushButton *m_cancel;
};

}
