// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/tone.h"
#include "items/testmailing.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace sekimori::widgets {

class IconLabel;

/// The button that sends a test mail, and below it what came of that: how far the mail is, and whether a real event
/// would have gone to the same people.
class TestMailRow : public QWidget {
    Q_OBJECT

public:
    /// @p name: of the button. @p owner is told to those who do not see beside what it stands.
    TestMailRow(
        const QString &name, const QString &owner, const platform::AlertsClient &client, QWidget *parent = nullptr);

    /// To whom a test would go, and for what. @p whyNot: why none can be sent now; empty: it can.
    /// What came of a test for something else is forgotten.
    void setTarget(const platform::AlertTopic &topic, const QStringList &addresses, const QString &whyNot);
    QString text() const;

signals:
    void deliveryWanted(qint64 mail);

private:
    void show();
    Tone tone() const;

    platform::AlertTopic m_topic;
    QStringList m_addresses;
    QString m_whyNot;
    items::TestMailing m_mailing;
    QPushButton *m_send;
    QPushButton *m_log;
    QWidget *m_result;
    IconLabel *m_symbol;
    QLabel *m_text;
};

}
