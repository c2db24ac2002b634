// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/damagesmodel.h"

#include <QDialog>

class QLabel;
class QTableView;

namespace sekimori::widgets {

/// The list of what could not be read of log files, to be looked through and copied. Nothing waits for it to be closed.
class DamageDialog : public QDialog {
    Q_OBJECT

public:
    explicit DamageDialog(QWidget *parent = nullptr);

    void setDamages(const audit::files::Damages &damages);

private:
    void setUpTable();
    void copy(bool isAll) const;

    items::DamagesModel m_model;
    QLabel *m_summary;
    QTableView *m_table;
};

/// `3 places could not be read.`
QString damageText(quint64 count);

}
