// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/filtercompletion.h"

#include <QListView>
#include <QStandardItemModel>

namespace sekimori::widgets {

/// The proposals of a completion, as a list that floats below the line it is for. It never takes the focus: whoever
/// owns the line hands it the keys. Nothing is chosen before somebody goes to it, so that Enter takes what was typed.
class CompletionPopup : public QListView {
    Q_OBJECT

public:
    explicit CompletionPopup(QWidget *line);

    void setProposals(const QList<FilterCompletion::Proposal> &proposals);
    /// Below the line, where @p cursor is in it; above where there is no room.
    void showAt(const QRect &cursor);
    /// Whether the key was for the list.
    bool takeKey(int key);

signals:
    void chosen(const QString &text);

private:
    void fit(const QRect &cursor);
    void step(int by);
    void announce();

    QWidget *m_line;
    QStandardItemModel m_model;
};

}
