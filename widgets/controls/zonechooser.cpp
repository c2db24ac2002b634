// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/zonechooser.h"

#include "items/zonedtime.h"

namespace sekimori::widgets {

ZoneChooser::ZoneChooser(QWidget *parent)
    : QComboBox(parent)
{
    const QTimeZone here = QTimeZone::systemTimeZone();
    addItem(tr("This computer: %1", "time zone").arg(items::zoneName(here)), QVariant::fromValue(here));
    addItem(tr("UTC", "time zone"), QVariant::fromValue(QTimeZone::utc()));
    setAccessibleName(tr("Time zone of the times shown"));
    connect(this, &QComboBox::currentIndexChanged, this, [this] { emit zoneChosen(zone()); });
}

QTimeZone ZoneChooser::zone() const
{
    return currentData().value<QTimeZone>();
}

}
