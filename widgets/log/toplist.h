// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logsource.h"

#include <QListView>
#include <QStandardItemModel>

namespace sekimori::widgets {

/// The most frequent values of a field with how often they occur, as high as its rows. A click or Enter asks for events
/// with a value only, with Shift for all but these.
class TopList : public QListView {
    Q_OBJECT

public:
    TopList(audit::Field field, const QString &name, QWidget *parent = nullptr);

    void setValues(const QList<items::ValueCount> &values);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void onlyWanted(audit::Field field, const QString &value);
    void allButWanted(audit::Field field, const QString &value);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void act(const QModelIndex &row, bool isWanted);

    audit::Field m_field;
    QList<items::ValueCount> m_values;
    QStandardItemModel m_model;
};

}
