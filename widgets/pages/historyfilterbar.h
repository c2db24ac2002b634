// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/historyclient.h"

#include <QTimeZone>
#include <QWidget>

class QComboBox;
class QDateEdit;
class QHBoxLayout;

namespace sekimori::widgets {

/// Which changes somebody wants to see: of which section, by whom, from which days.
class HistoryFilterBar : public QWidget {
    Q_OBJECT

public:
    explicit HistoryFilterBar(QWidget *parent = nullptr);

    /// Days begin at midnight in this zone.
    void setZone(const QTimeZone &zone);
    /// Whom to offer; anybody else can be typed in.
    void setPeople(const QStringList &people);
    platform::HistoryFilter filter() const;
    void clear();
    void takeOver(const HistoryFilterBar &before);

signals:
    void changed();

private:
    void fill();
    void addLabelled(QHBoxLayout &layout, const QString &label, QWidget *control);
    void chooseSpan();
    QString person() const;

    QTimeZone m_zone = QTimeZone::systemTimeZone();
    QComboBox *m_section;
    QComboBox *m_person;
    QComboBox *m_span;
    QWidget *m_days;
    QDateEdit *m_from;
    QDateEdit *m_until;
};

}
