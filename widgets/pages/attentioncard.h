// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/card.h"
#include "items/attention.h"

namespace sekimori::widgets {

class LinkRows;

/// What an administrator should look at; or, in as many words, that there is nothing.
class AttentionCard : public Card {
    Q_OBJECT

public:
    explicit AttentionCard(QWidget *parent = nullptr);

    /// @p isComplete: everything was there to be looked at.
    void show(const QList<items::Attention> &attention, bool isComplete);

signals:
    void pageWanted(const QString &key, const QString &place);

private:
    LinkRows *m_rows;
    LinkRows *m_calm;
    QList<items::Attention> m_shown;
};

}
