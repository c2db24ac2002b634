// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/linkrows.h"

#include <QVBoxLayout>

namespace sekimori::widgets {

LinkRows::LinkRows(LinkRow::Arrangement arrangement, QWidget *parent)
    : QWidget(parent)
    , m_arrangement(arrangement)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

void LinkRows::setRows(const QList<LinkRow::Content> &rows)
{
    while (m_rows.size() > rows.size())
        delete m_rows.takeLast();
    while (m_rows.size() < rows.size())
        addRow();
    for (qsizetype i = 0; i < rows.size(); ++i)
        m_rows[i]->setContent(rows[i]);
    setTitleWidth(titleWidth());
}

int LinkRows::titleWidth() const
{
    int width = 0;
    for (const LinkRow *row : m_rows)
        width = std::max(width, fontMetrics().horizontalAdvance(row->content().title));
    return width;
}

void LinkRows::setTitleWidth(int width)
{
    for (LinkRow *row : std::as_const(m_rows))
        row->setTitleWidth(width + 6);
}

void LinkRows::addRow()
{
    auto *row = new LinkRow(m_arrangement, this);
    row->setOneLine(m_oneLine);
    const qsizetype index = m_rows.size();
    connect(row, &LinkRow::clicked, this, [this, row, index] {
        if (row->content().leadsOn)
            emit followed(index);
    });
    m_rows.append(row);
    m_layout->addWidget(row);
}

}
