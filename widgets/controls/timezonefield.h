// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QPushButton;

namespace sekimori::widgets {

/// The chosen time zone with what its clock shows, and a button that leads to all of them.
class TimeZoneField : public QWidget {
    Q_OBJECT

public:
    explicit TimeZoneField(QWidget *parent = nullptr);

    /// A name of the IANA database, known here or not.
    void setValue(const QString &id);
    QString value() const { return m_id; }
    void setEditable(bool editable);

signals:
    void changed();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void choose();
    void showClock();

    QString m_id;
    QTimer m_clock;
    QLineEdit *m_text;
    QPushButton *m_choose;
};

}
