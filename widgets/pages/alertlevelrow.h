// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/alertsclient.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace sekimori::widgets {

class AddressListField;
class IconLabel;
class PaceFields;
class TestMailRow;

/// Who is told by mail of the events of one level, how often at most, and what that would have meant.
class AlertLevelRow : public QWidget {
    Q_OBJECT

public:
    AlertLevelRow(audit::Level level, const platform::AlertsClient &client, QWidget *parent = nullptr);

    audit::Level level() const { return m_level; }
    policy::LevelAlert value() const;
    void setValue(const policy::LevelAlert &value);
    void setEditable(bool editable);
    void setForecast(const QString &text);
    void clearProblem();
    /// False where there is no place for a problem of this field.
    bool showProblem(const QString &field, const QString &message);

signals:
    void changed();
    void deliveryWanted(qint64 mail);

private:
    void layOut();
    void showOff();

    audit::Level m_level;
    bool m_editable = true;
    IconLabel *m_symbol;
    QLabel *m_name;
    QLabel *m_off;
    AddressListField *m_addresses;
    PaceFields *m_pace;
    QLabel *m_forecast;
    TestMailRow *m_test;
};

}
