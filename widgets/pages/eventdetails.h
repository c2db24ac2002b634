// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

#include <QTimeZone>
#include <QWidget>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace sekimori::widgets {

/// One event with every field, to be read and copied.
class EventDetails : public QWidget {
    Q_OBJECT

public:
    explicit EventDetails(QWidget *parent = nullptr);

    void show(const std::optional<audit::Event> &event, const QTimeZone &zone);

private:
    void layOut();

    QList<QLabel *> m_values;
    QString m_asText;
    QLabel *m_hint; ///< while no event is chosen
    QWidget *m_content;
    QPlainTextEdit *m_complement;
    QPushButton *m_copy;
};

/// One line a field, `Level: Warning`.
QString toText(const audit::Event &event, const QTimeZone &zone);

}
