// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/filterhighlighter.h"

#include "audit/filter/lexer.h"
#include "controls/tone.h"

#include <QGuiApplication>

namespace sekimori::widgets {
namespace {

using audit::filter::Token;

QTextCharFormat formatOf(const Token &token, const QPalette &palette)
{
    QTextCharFormat format;
    switch (token.kind) {
    case Token::Kind::Name:
        format.setForeground(palette.color(QPalette::Accent));
        break;
    case Token::Kind::Operator:
    case Token::Kind::Range:
    case Token::Kind::Comma:
    case Token::Kind::Open:
    case Token::Kind::Close:
        format.setForeground(explanationColor(palette));
        break;
    case Token::Kind::Minus:
    case Token::Kind::Joint:
        format.setFontWeight(QFont::Bold);
        break;
    case Token::Kind::Expression:
        format.setForeground(palette.color(QPalette::LinkVisited));
        break;
    case Token::Kind::Quoted:
        format.setForeground(toneColor(Tone::Good, palette));
        break;
    case Token::Kind::Word:
    case Token::Kind::Broken:
    case Token::Kind::End:
        break;
    }
    return format;
}

}

FilterHighlighter::FilterHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
    , m_palette(QGuiApplication::palette())
{
}

void FilterHighlighter::setPalette(const QPalette &palette)
{
    m_palette = palette;
    rehighlight();
}

void FilterHighlighter::setMistake(const std::optional<audit::filter::Place> &place)
{
    if (place == m_mistake)
        return;
    m_mistake = place;
    rehighlight();
}

void FilterHighlighter::highlightBlock(const QString &text)
{
    for (const Token &token : audit::filter::tokensOf(text))
        setFormat(int(token.place.position), int(token.place.length), formatOf(token, m_palette));
    for (qsizetype at = 0; m_mistake && at < m_mistake->length; ++at) {
        const int position = int(m_mistake->position + at);
        QTextCharFormat marked = format(position);
        marked.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        marked.setUnderlineColor(toneColor(Tone::Error, m_palette));
        setFormat(position, 1, marked);
    }
}

}
