// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/emptystate.h"

#include "controls/iconlabel.h"
#include "controls/tone.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace sekimori::widgets {
namespace {

constexpr int symbolSize = 48;
constexpr int widestLine = 460;

}

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_symbol(new IconLabel(this))
    , m_headline(new QLabel(this))
    , m_explanation(explanationLabel({}, this))
    , m_button(new QPushButton(this))
{
    QFont headlineFont = font();
    headlineFont.setPointSizeF(headlineFont.pointSizeF() * 1.2);
    headlineFont.setBold(true);
    m_headline->setFont(headlineFont);
    m_headline->setAlignment(Qt::AlignCenter);
    m_explanation->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_explanation->setFixedWidth(widestLine);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::acted);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch(1);
    layout->addWidget(m_symbol, 0, Qt::AlignHCenter);
    layout->addWidget(m_headline, 0, Qt::AlignHCenter);
    layout->addWidget(m_explanation, 0, Qt::AlignHCenter);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(2);
}

void EmptyState::tell(const QIcon &icon, const QString &headline, const QString &explanation, const QString &action)
{
    m_symbol->setIcon(icon, symbolSize);
    m_symbol->setVisible(!icon.isNull());
    m_headline->setText(headline);
    m_explanation->setText(explanation);
    m_button->setText(action);
    m_button->setVisible(!action.isEmpty());
    setAccessibleName(headline);
    setAccessibleDescription(explanation);
}

QString EmptyState::headline() const
{
    return m_headline->text();
}

}
