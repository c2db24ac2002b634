// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

#include <QDialog>
#include <QTimeZone>

class QLabel;
class QLineEdit;
class QPushButton;

namespace sekimori::widgets {

class FormField;

/// Asks for a time as filters write it, and says while it is typed which moment that is.
class GoToTimeDialog : public QDialog {
    Q_OBJECT

public:
    /// Times without a zone are of @p zone. It deletes itself when closed.
    GoToTimeDialog(const QTimeZone &zone, QWidget *parent);

    void accept() override;

signals:
    void timeChosen(audit::EventTime time);

private:
    void check();

    QTimeZone m_zone;
    std::optional<audit::EventTime> m_time;
    QLineEdit *m_text;
    FormField *m_field;
    QLabel *m_meant;
    QPushButton *m_go;
};

}
