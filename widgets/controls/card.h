// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace sekimori::widgets {

/// A piece of a page that has a heading and stands by itself, on a ground of its own.
class Card : public QFrame {
    Q_OBJECT

public:
    explicit Card(const QString &heading, QWidget *parent = nullptr);

    QString heading() const;
    /// Right of the heading: to the page that has more of this.
    QToolButton *addLink(const QString &text, const QString &toolTip);
    /// Below the heading.
    QBoxLayout *body() const { return m_body; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void recolor();

    QLabel *m_heading;
    QHBoxLayout *m_top;
    QBoxLayout *m_body;
};

/// What stands before a further group of rows in a card.
QLabel *captionLabel(const QString &text, QWidget *parent = nullptr);

}
