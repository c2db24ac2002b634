// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/card.h"
#include "error/error.h"
#include "items/latestanswer.h"
#include "items/logintegrity.h"
#include "items/logkeytrust.h"

#include <QTimeZone>

class QGridLayout;
class QPushButton;

namespace sekimori::widgets {

class Asker;
class Banner;
class ChainFindings;
class IconLabel;

/// What proves that the log was not altered: the platform's own check, the newest point that it signed, the key by
/// which it signs, and whether that key is still the one that this console saw first.
class ProofCard : public Card {
    Q_OBJECT

public:
    /// All of it outlives the card.
    ProofCard(items::LogIntegrity &integrity, items::LogKeyTrust &trust, Asker &asker, QWidget *parent = nullptr);

    void setZone(const QTimeZone &zone);
    /// Whether the person may have the log checked.
    void setMayCheck(bool mayCheck);

signals:
    /// The person wants to see the event at which the log does not hold.
    void eventWanted(qint64 number);

private:
    struct Row {
        IconLabel *symbol;
        QLabel *text;
    };

    Row addRow(QGridLayout &grid, const QString &name, const QString &objectName, const QList<QWidget *> &buttons);
    QPushButton *addButton(const QString &objectName, const QString &icon, const QString &text);
    void layOut();
    void connectAll();
    void showAll();
    void showCheck();
    void showCheckpoint();
    void showKey();
    void showTrust();
    QString stateText(const platform::Integrity &state) const;
    static QString intactText(const platform::Integrity &state, const QString &at);
    QString seenText(const QDateTime &time) const;
    void copyCheckpoint() const;
    void copyKey() const;
    void saveKey();
    void askToTrust();
    void askToForget();

    items::LogIntegrity &m_integrity;
    items::LogKeyTrust &m_trust;
    Asker &m_asker;
    items::LatestAnswer<Result<QString>> m_writing;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    bool m_mayCheck = false;
    QPushButton *m_check;
    QPushButton *m_copyCheckpoint;
    QPushButton *m_copyKey;
    QPushButton *m_saveKey;
    QPushButton *m_accept;
    QPushButton *m_forget;
    Row m_checkRow{};
    Row m_checkpointRow{};
    Row m_keyRow{};
    Row m_trustRow{};
    ChainFindings *m_findings;
    Banner *m_failure;
    Banner *m_news;
};

}
