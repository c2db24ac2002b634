// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/historyclient.h"

#include <QTimeZone>
#include <QWidget>

class QLabel;
class QPushButton;
class QTableWidget;

namespace sekimori::widgets {

/// One change with everything that it did, before and after, to be read and copied.
class HistoryDetails : public QWidget {
    Q_OBJECT

public:
    explicit HistoryDetails(QWidget *parent = nullptr);

    void show(const std::optional<platform::HistoryEntry> &entry, const QTimeZone &zone);

signals:
    void eventsWanted(); ///< those around the change

private:
    void layOut();
    void fillTable(const platform::HistoryEntry &entry, const QTimeZone &zone);

    QString m_asText;
    QLabel *m_hint; ///< while no change is chosen
    QWidget *m_content;
    QLabel *m_title;
    QLabel *m_who;
    QLabel *m_reason;
    QTableWidget *m_changes;
    QPushButton *m_events;
    QPushButton *m_copy;
};

/// Who, when, and one line a field.
QString toText(const platform::HistoryEntry &entry, const QTimeZone &zone);

}
