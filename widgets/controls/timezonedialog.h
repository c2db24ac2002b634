// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/timezonesmodel.h"

#include <QDialog>
#include <QSortFilterProxyModel>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace sekimori::widgets {

/// All time zones with what their clocks show, found by city, country, name or offset.
class TimeZoneDialog : public QDialog {
    Q_OBJECT

public:
    TimeZoneDialog(const QString &chosen, QWidget *parent);

    QString chosen() const; ///< empty: none

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    void setUpTable();
    void search(const QString &text);
    void select(const QModelIndex &index);
    void showWhyNot();

    QString m_before;
    items::TimeZonesModel m_model;
    QSortFilterProxyModel m_found;
    QTimer m_clock;
    QLineEdit *m_search;
    QTableView *m_table;
    QLabel *m_nothing;
    QPushButton *m_choose;
};

}
