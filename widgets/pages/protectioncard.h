// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/card.h"
#include "controls/linkrow.h"
#include "items/protection.h"

namespace sekimori::widgets {

class LinkRows;

/// What protects the tenant now, each line with the way to its page where it has one.
class ProtectionCard : public Card {
    Q_OBJECT

public:
    using PageQuestion = std::function<bool(const QString &key)>;

    explicit ProtectionCard(PageQuestion hasPage, QWidget *parent = nullptr);

    /// @p note says why this may not be how things stand; empty: it is.
    void show(const QList<items::Protection> &protections, const QString &note);

signals:
    void pageWanted(const QString &key);

private:
    LinkRow::Content contentOf(const items::Protection &protection) const;

    PageQuestion m_hasPage;
    QLabel *m_note;
    LinkRows *m_rows;
    QList<items::Protection> m_shown;
};

}
