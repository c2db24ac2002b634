// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/tone.h"

#include <QAbstractButton>

namespace sekimori::widgets {

/// A line that says how something stands and, where there is such a place, leads to where it can be changed.
class LinkRow : public QAbstractButton {
    Q_OBJECT

public:
    enum class Arrangement {
        Beside, ///< the text right of the title, in columns over all rows
        Above, ///< the title is a headline over the text
    };

    struct Content {
        std::optional<Tone> tone; ///< its symbol, a quiet ring for Neutral; none: no symbol
        QString title;
        QString text;
        QString aside = {}; ///< at the right end, dimmer
        bool leadsOn = true;

        bool operator==(const Content &) const = default;
    };

    explicit LinkRow(Arrangement arrangement, QWidget *parent = nullptr);

    const Content &content() const { return m_content; }
    void setContent(const Content &content);
    /// Keeps the text to one line; a tooltip shows all of it.
    void setOneLine(bool oneLine);
    /// Of the column of titles.
    void setTitleWidth(int width);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Places {
        QRect symbol;
        QRect title;
        QRect text;
        QRect aside;
        QRect arrow;
        int height = 0;
    };

    Places placesIn(int width) const;
    QFont titleFont() const;
    void paintSymbol(QPainter &painter, const QRect &place) const;
    void paintGround(QPainter &painter) const;

    Arrangement m_arrangement;
    Content m_content;
    int m_titleWidth = 150;
    bool m_oneLine = false;
};

}
