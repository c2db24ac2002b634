// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/linkrow.h"

class QVBoxLayout;

namespace sekimori::widgets {

/// Some rows below each other. When they are told anew the widgets stay, and with them the focus.
class LinkRows : public QWidget {
    Q_OBJECT

public:
    explicit LinkRows(LinkRow::Arrangement arrangement, QWidget *parent = nullptr);

    /// For all rows that are made from now on.
    void setOneLine(bool oneLine) { m_oneLine = oneLine; }
    void setRows(const QList<LinkRow::Content> &rows);
    const QList<LinkRow *> &rows() const { return m_rows; }
    /// What the longest title needs. setRows() makes the column of titles so wide.
    int titleWidth() const;
    void setTitleWidth(int width);

signals:
    void followed(qsizetype row);

private:
    void addRow();

    LinkRow::Arrangement m_arrangement;
    bool m_oneLine = false;
    QVBoxLayout *m_layout;
    QList<LinkRow *> m_rows;
};

}
