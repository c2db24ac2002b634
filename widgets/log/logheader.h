// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/arrangedheader.h"
#include "items/logmodel.h"

#include <QHash>

namespace sekimori::widgets {

/// The heads of a log's columns: which are shown, in which order and how wide. Remembers them by what they are, so that
/// a log with other columns changes nothing about those that it shares.
class LogHeader : public ArrangedHeader {
    Q_OBJECT

public:
    explicit LogHeader(items::LogModel &rows, QWidget *parent = nullptr);

    QStringList arrangement() const override { return m_arrangement; }
    void arrange(const QStringList &arrangement) override;
    /// As it is for somebody who has arranged nothing.
    void forgetArrangement();

    /// The columns that can be seen, from left to right.
    QList<int> shown() const;
    /// The one at the right end.
    int lastShown() const;
    /// Does nothing where it would hide the last one.
    void setShown(int column, bool isShown);
    /// Past the next shown one, to the left or to the right.
    void shift(int column, bool toTheLeft);
    void widen(int column, int pixels);
    /// How wide a column is, as nobody has changed it.
    int usualWidth(int column) const;

private:
    struct Choice {
        QString key;
        int width = 0;
        bool isShown = true;
    };

    static std::optional<Choice> readChoice(const QString &text);
    void setUp();
    void takeColumns();
    void note();
    const QString &keyOf(int column) const { return m_rows.columns().at(column).key; }

    items::LogModel &m_rows;
    QStringList m_arrangement;
    QList<items::LogColumn> m_columns; ///< that are arranged
    QHash<QString, int> m_widths; ///< also of those that are hidden
    bool m_isArranging = false;
};

}
