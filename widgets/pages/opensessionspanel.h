// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/asker.h"
#include "controls/card.h"
#include "items/opensessionsmodel.h"

class QPushButton;
class QTableView;

namespace sekimori::widgets {

class Banner;
class RefreshRow;

/// Who is signed in at the moment, and ways to sign somebody out everywhere.
class OpenSessionsPanel : public Card {
    Q_OBJECT

public:
    OpenSessionsPanel(Asker &asker, platform::OpenSessionsClient &client, QWidget *parent = nullptr);

    items::OpenSessionsModel &sessions() { return m_sessions; }
    /// Nobody else can be signed out by whoever may only look.
    void setEditable(bool editable);
    void takeOver(const OpenSessionsPanel &before);
    void refresh() { m_sessions.refresh(); }

private:
    QWidget *makeButtons();
    void makeTable();
    void connectAll();
    void showState();
    void showWhyNot();
    QString statusText() const;
    void askAboutSelected();
    void askAboutOwn();
    void take(const platform::Answer<void> &answer, const QString &done);

    Asker &m_asker;
    platform::OpenSessionsClient &m_client;
    items::OpenSessionsModel m_sessions;
    bool m_editable = true;
    bool m_isEnding = false;
    RefreshRow *m_tools;
    Banner *m_banner;
    QTableView *m_table;
    QPushButton *m_endSelected;
    QPushButton *m_endOwn;
};

}
