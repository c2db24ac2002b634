// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include <optional>

namespace sekimori::widgets {

/// The conditions of a filter, each on a chip that can be edited, turned into its contrary and dropped, by mouse or
/// keyboard: the arrow keys go from chip to chip. What that does to the filter is for others to decide.
class FilterChips : public QWidget {
    Q_OBJECT

public:
    struct Chip {
        QString text;
        bool isNegated = false;

        bool operator==(const Chip &) const = default;
    };

    explicit FilterChips(QWidget *parent = nullptr);

    /// Hidden while there are none.
    void setChips(const QList<Chip> &chips);
    const QList<Chip> &chips() const { return m_chips; }
    std::optional<qsizetype> current() const { return m_current; }
    /// Where a chip, or a part of it, stands.
    enum class Part { Whole, Sign, Cross };
    QRect placeOf(qsizetype chip, Part part = Part::Whole) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

signals:
    void editWanted(qsizetype chip);
    void negateWanted(qsizetype chip);
    void dropWanted(qsizetype chip);
    /// Somebody dropped the last chip by keyboard, so that there is nothing left to be at.
    void left();

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Hit {
        qsizetype chip;
        Part part;

        bool operator==(const Hit &) const = default;
    };

    QList<QRect> laidOut(int width, int *height) const;
    std::optional<Hit> hitAt(const QPoint &point) const;
    void act(const Hit &hit);
    void goTo(std::optional<qsizetype> chip);
    void tell();
    QString spoken(qsizetype chip) const;
    void paintChip(QPainter &painter, qsizetype chip, const QRect &place) const;

    QList<Chip> m_chips;
    std::optional<qsizetype> m_current; ///< while the keyboard is here
    std::optional<Hit> m_pressed;
};

}
