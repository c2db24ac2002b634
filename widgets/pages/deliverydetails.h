// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/deliveries.h"

#include <QTimeZone>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class QTableWidget;

namespace sekimori::widgets {

class Banner;

/// All that is known of one mail: its recipients, every attempt to deliver it, and its text.
class DeliveryDetails : public QWidget {
    Q_OBJECT

public:
    explicit DeliveryDetails(QWidget *parent = nullptr);

    /// As much as the list knows; nothing is chosen where there is none.
    void show(const std::optional<platform::Delivery> &delivery, const QTimeZone &zone);
    /// What was asked for of the same mail.
    void showAll(const platform::DeliveryDetails &details);
    void showFailure(const QString &text);
    /// The platform is asked to try now what waits.
    void setTrying(bool trying);
    void showNotTried(const QString &text);
    void setEditable(bool editable);

signals:
    void eventsWanted(qint64 number);
    void tryNowWanted();
    void sendAgainWanted();
    void retryWanted();

private:
    void layOut();
    QTableWidget *makeTable(const QString &name, const QString &label, const QStringList &titles);
    QWidget *makeTabs();
    void fillHead(const platform::Delivery &delivery);
    void fillRecipients(const platform::Delivery &delivery);
    void showTryNow();
    void fillAttempts(const QList<platform::DeliveryAttempt> &attempts);

    bool m_editable = true;
    bool m_isTrying = false;
    platform::Delivery m_delivery;
    QTimeZone m_zone = QTimeZone::utc();
    QLabel *m_hint;
    QWidget *m_content;
    QLabel *m_subject;
    QLabel *m_about;
    QPushButton *m_events;
    QPushButton *m_now;
    QPushButton *m_again;
    Banner *m_failure;
    QTabWidget *m_tabs;
    QTableWidget *m_recipients;
    QTableWidget *m_attempts;
    QPlainTextEdit *m_text;
};

}
