// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/record.h"
#include "controls/tone.h"

class QPainter;
class QRect;

namespace sekimori::items {
class LogModel;
}

namespace sekimori::widgets {

class LogHeader;

/// How a row of a log looks, in the colours and the font of the widget that it is drawn on.
class LogRowPainter {
public:
    struct Row {
        int y = 0;
        bool isAlternate = false;
        bool isChosen = false;
        int currentColumn = -1; ///< where the person is, if he is in this row
    };

    LogRowPainter(const items::LogModel &rows, const LogHeader &header);

    static int rowHeight(const QWidget &widget);
    /// None: a record that is still on its way.
    void paint(QPainter &painter, const QWidget &on, const Row &row, const std::optional<audit::Record> &record) const;
    /// Whether the cell says more than can be seen of it.
    bool isCut(const QWidget &on, const audit::Record &record, int column) const;
    QRect cell(const QWidget &on, int y, int column) const;

private:
    void paintText(
        QPainter &painter, const QWidget &on, const QRect &cell, const audit::Record &record, int column) const;
    void paintPlaceholder(QPainter &painter, const QRect &cell, const QColor &ink) const;
    bool isLevel(int column) const;

    const items::LogModel &m_rows;
    const LogHeader &m_header;
    std::array<QIcon, 5> m_symbols; ///< by level; finding one takes longer than drawing it
};

Tone toneOf(audit::Level level);

}
