// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/deliverydelegate.h"

#include "controls/levelicon.h"
#include "items/deliveriesmodel.h"

namespace sekimori::widgets {

using items::DeliveriesModel;
using platform::DeliveryState;

Tone toneOf(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Waiting:
        return Tone::Warning;
    case DeliveryState::Sending:
        return Tone::Hint;
    case DeliveryState::Sent:
        return Tone::Good;
    case DeliveryState::GivenUp:
    case DeliveryState::Refused:
        return Tone::Error;
    }
    Q_UNREACHABLE_RETURN(Tone::Neutral);
}

void DeliveryDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (const QVariant state = index.data(DeliveriesModel::StateRole); state.isValid())
        option->icon = toneIcon(toneOf(DeliveryState(state.toInt())));
    else if (const QVariant level = index.data(DeliveriesModel::LevelRole); level.isValid())
        option->icon = levelIcon(audit::Level(level.toInt()));
    else
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(smallIconSize(), smallIconSize());
}

}
