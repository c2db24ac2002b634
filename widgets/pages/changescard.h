// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/card.h"
#include "platform/historyclient.h"

#include <QTimeZone>

namespace sekimori::widgets {

class LinkRows;

/// What was changed last, by whom and when.
class ChangesCard : public Card {
    Q_OBJECT

public:
    /// @p hasHistory: there is a page with all changes.
    explicit ChangesCard(bool hasHistory, QWidget *parent = nullptr);

    /// Null: nothing is known; @p note says why, or why it may be out of date.
    void show(const QList<platform::HistoryEntry> *changes, const QString &note, const QTimeZone &zone);

signals:
    void historyWanted();
    void changeWanted(const platform::HistoryEntry &change);

private:
    QLabel *m_note;
    LinkRows *m_rows;
    QList<platform::HistoryEntry> m_shown;
};

}
