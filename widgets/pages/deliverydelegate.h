// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/tone.h"
#include "platform/deliveries.h"

#include <QStyledItemDelegate>

namespace sekimori::widgets {

/// What the state of a delivery is to its reader.
Tone toneOf(platform::DeliveryState state);

/// Draws the symbols of states and levels beside their words in the delivery log.
class DeliveryDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

}
