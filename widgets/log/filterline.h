// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/filter.h"

#include <QPlainTextEdit>

namespace sekimori::widgets {

class FilterHighlighter;

/// One line of text to write a filter in, in the colours of its parts, with a mistake underlined where it is. What it
/// replaces by itself can be undone like what was typed.
class FilterLine : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit FilterLine(QWidget *parent = nullptr);

    QString text() const { return toPlainText(); }
    void setText(const QString &text);
    /// The cursor stands behind it then.
    void replace(const audit::filter::Place &place, const QString &text);
    void select(const audit::filter::Place &place);
    qsizetype cursor() const { return textCursor().position(); }
    /// None: all is well.
    void setMistake(const std::optional<audit::filter::Place> &place);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    int lineHeight() const;
    void fit();

    FilterHighlighter *m_highlighter;
    std::optional<audit::filter::Place> m_mistake;
};

}
