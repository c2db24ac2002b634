// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/filterline.h"

#include "controls/tone.h"
#include "log/filterhighlighter.h"

#include <QEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int padding = 14; ///< above and below the words, as of other fields
constexpr int leastWidth = 160;

}

FilterLine::FilterLine(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new FilterHighlighter(document()))
{
    setObjectName("filterLine"_L1);
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    fit();
}

void FilterLine::setText(const QString &text)
{
    replace({0, this->text().size()}, text);
}

void FilterLine::replace(const audit::filter::Place &place, const QString &text)
{
    select(place);
    textCursor().insertText(text);
}

void FilterLine::select(const audit::filter::Place &place)
{
    QTextCursor cursor = textCursor();
    cursor.setPosition(int(place.position));
    cursor.setPosition(int(place.position + place.length), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

void FilterLine::setMistake(const std::optional<audit::filter::Place> &place)
{
    m_mistake = place;
    m_highlighter->setMistake(place);
    viewport()->update();
}

int FilterLine::lineHeight() const
{
    return fontMetrics().lineSpacing();
}

void FilterLine::fit()
{
    const int height = lineHeight() + padding;
    setFixedHeight(height);
    document()->setDocumentMargin((height - lineHeight()) / 2.0 - frameWidth());
}

QSize FilterLine::sizeHint() const
{
    return {QPlainTextEdit::sizeHint().width(), lineHeight() + padding};
}

QSize FilterLine::minimumSizeHint() const
{
    return {leastWidth, lineHeight() + padding};
}

/// What is pasted stays one line.
void FilterLine::insertFromMimeData(const QMimeData *source)
{
    QString text = source->text();
    for (const QChar lineEnd :
        {QChar(u'\r'), QChar(u'\n'), QChar(QChar::LineSeparator), QChar(QChar::ParagraphSeparator)})
        text.replace(lineEnd, u' ');
    textCursor().insertText(text.trimmed());
    ensureCursorVisible();
}

void FilterLine::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->setPalette(palette());
}

/// Something that is missing has no letters to be underlined.
void FilterLine::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    if (!m_mistake || m_mistake->length > 0)
        return;
    QTextCursor cursor = textCursor();
    cursor.setPosition(int(std::min(m_mistake->position, text().size())));
    const QRect at = cursorRect(cursor);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(toneColor(Tone::Error, palette()), 1.5));
    const QPointF foot(at.left() + 1, at.bottom() - 3);
    const std::array caret{foot + QPointF(-4, 5), foot, foot + QPointF(4, 5)};
    painter.drawPolyline(caret.data(), int(caret.size()));
}

void FilterLine::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // There is one line only.
}

}
