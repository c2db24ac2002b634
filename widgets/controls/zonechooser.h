// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QTimeZone>

namespace sekimori::widgets {

/// In which zone times are shown: the one of this computer, or UTC. It always names it.
class ZoneChooser : public QComboBox {
    Q_OBJECT

public:
    explicit ZoneChooser(QWidget *parent = nullptr);

    QTimeZone zone() const;

signals:
    void zoneChosen(const QTimeZone &zone);
};

}
