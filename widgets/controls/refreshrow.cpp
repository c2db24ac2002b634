// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/refreshrow.h"

#include "controls/themeicon.h"
#include "controls/zonechooser.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

RefreshRow::RefreshRow(QWidget *parent)
    : QWidget(parent)
    , m_refresh(new QPushButton(themeIcon(u"view-refresh"_s), tr("Re&fresh"), this))
    , m_status(new QLabel(this))
    , m_zone(new ZoneChooser(this))
{
    m_refresh->setObjectName("refresh"_L1);
    m_status->setObjectName("status"_L1);
    m_status->setWordWrap(true);
    auto *label = new QLabel(tr("Time &zone:"), this);
    label->setBuddy(m_zone);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_refresh);
    layout->addSpacing(6);
    layout->addWidget(m_status, 1);
    layout->addWidget(label);
    layout->addWidget(m_zone);
    setAsking(false);
    connect(m_refresh, &QPushButton::clicked, this, &RefreshRow::refreshWanted);
    connect(m_zone, &ZoneChooser::zoneChosen, this, &RefreshRow::zoneChosen);
}

void RefreshRow::setStatus(const QString &text)
{
    m_status->setText(text);
}

void RefreshRow::setAsking(bool isAsking)
{
    m_refresh->setEnabled(!isAsking);
    m_refresh->setToolTip(isAsking ? tr("An answer is on its way") : tr("Asks the platform anew (F5)"));
}

QTimeZone RefreshRow::zone() const
{
    return m_zone->zone();
}

QWidget *RefreshRow::lastField() const
{
    return m_zone;
}

void RefreshRow::takeOver(const RefreshRow &before)
{
    m_zone->setCurrentIndex(before.m_zone->currentIndex());
}

}
