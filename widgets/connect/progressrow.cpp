// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/progressrow.h"

#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace sekimori::widgets {

ProgressRow::ProgressRow(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("&Stop"), this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_cancel->setAutoDefault(false);
    connect(m_cancel, &QPushButton::clicked, this, &ProgressRow::cancelled);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setColumnStretch(0, 1);
    layout->setHorizontalSpacing(16);
    layout->addWidget(m_text, 0, 0);
    layout->addWidget(m_bar, 1, 0, Qt::AlignTop);
    layout->addWidget(m_cancel, 0, 1, 2, 1, Qt::AlignVCenter);
    hide();
}

void ProgressRow::tell(const QString &text)
{
    m_text->setText(text);
    m_bar->setAccessibleName(text);
    show();
}

}
