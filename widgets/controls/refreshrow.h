// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>
#include <QWidget>

class QLabel;
class QPushButton;

namespace sekimori::widgets {

class ZoneChooser;

/// The row above what was read from the platform: the button that asks anew, as of when it is and how much of it there
/// is, and the zone that its times are shown in.
class RefreshRow : public QWidget {
    Q_OBJECT

public:
    explicit RefreshRow(QWidget *parent = nullptr);

    void setStatus(const QString &text);
    /// While an answer is on its way nothing more can be asked for, and the button says so.
    void setAsking(bool isAsking);
    QTimeZone zone() const;
    /// What Tab comes to last.
    QWidget *lastField() const;
    /// The same zone as in @p before.
    void takeOver(const RefreshRow &before);

signals:
    void refreshWanted();
    void zoneChosen(const QTimeZone &zone);

private:
    QPushButton *m_refresh;
    QLabel *m_status;
    ZoneChooser *m_zone;
};

}
