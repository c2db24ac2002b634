// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/fuzzyname.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <numeric>

namespace sekimori::items {
namespace {

constexpr int nameBegins = 1000;
constexpr int wordBegins = 900;
constexpr int wordsBegin = 700; ///< "ipr" in "IP address restriction"
constexpr int inside = 600;
constexpr int scattered = 300;
constexpr int lowest = 50;

enum class Script { None, Letter, Digit, Han, Kana };

Script scriptOf(QChar c)
{
    if (c.isDigit())
        return Script::Digit;
    switch (c.script()) {
    case QChar::Script_Han:
        return Script::Han;
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
        return Script::Kana;
    default:
        // The mark of a long vowel belongs to no script of its own.
        return c == QChar(0x30fc) ? Script::Kana : c.isLetter() || c.isSurrogate() ? Script::Letter : Script::None;
    }
}

/// Hiragana as katakana, which lie side by side.
QChar asKatakana(QChar c)
{
    return c.unicode() >= 0x3041 && c.unicode() <= 0x3096 ? QChar(char16_t(c.unicode() + 0x60)) : c;
}

}

QString folded(const QString &text)
{
    QString folded = text.normalized(QString::NormalizationForm_KC).toCaseFolded();
    std::ranges::transform(folded, folded.begin(), asKatakana);
    return folded;
}

FuzzyName::FuzzyName(const QString &name)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, name);
    for (qsizetype from = 0, to = finder.toNextBoundary(); to > 0; from = to, to = finder.toNextBoundary()) {
        const QString piece = folded(name.sliced(from, to - from));
        m_folded += piece;
        m_origin.insert(m_origin.end(), size_t(piece.size()), from);
    }
    Script before = Script::None;
    for (const QChar c : std::as_const(m_folded)) {
        const Script script = scriptOf(c);
        m_starts.push_back(script != Script::None && script != before);
        before = script;
    }
}

std::optional<FuzzyFit> FuzzyName::fit(QStringView word) const
{
    if (word.isEmpty() || word.size() > m_folded.size())
        return std::nullopt;
    const auto whole = [&](int score, qsizetype at) {
        QList<qsizetype> all(word.size());
        std::iota(all.begin(), all.end(), at);
        return fitOf(score, all);
    };
    const qsizetype first = m_folded.indexOf(word);
    for (qsizetype at = first; at >= 0; at = m_folded.indexOf(word, at + 1)) {
        if (m_starts.at(size_t(at)))
            return whole(at == 0 ? nameBegins : wordBegins, at);
    }
    QList<qsizetype> places;
    if (matchesStarts(word, 0, places))
        return fitOf(wordsBegin, places);
    if (first >= 0)
        return whole(inside, first);
    places.clear();
    if (word.size() > 1 && matchesLetters(word, places)) {
        const auto gaps = places.last() - places.first() + 1 - word.size();
        return fitOf(std::max(lowest, scattered - 20 * int(gaps)), places);
    }
    return std::nullopt;
}

/// Each letter follows the one before, or begins a word.
bool FuzzyName::matchesStarts(QStringView word, qsizetype from, QList<qsizetype> &places) const
{
    if (word.isEmpty())
        return true;
    for (qsizetype at = from; at < m_folded.size(); ++at) {
        const bool follows = !places.isEmpty() && at == from;
        if (m_folded.at(at) != word.front() || !(follows || m_starts.at(size_t(at))))
            continue;
        places.append(at);
        if (matchesStarts(word.sliced(1), at + 1, places))
            return true;
        places.removeLast();
    }
    return false;
}

bool FuzzyName::matchesLetters(QStringView word, QList<qsizetype> &places) const
{
    qsizetype at = -1;
    for (const QChar letter : word) {
        at = m_folded.indexOf(letter, at + 1);
        if (at < 0)
            return false;
        places.append(at);
    }
    return true;
}

FuzzyFit FuzzyName::fitOf(int score, const QList<qsizetype> &places) const
{
    FuzzyFit fit;
    // Of two names that fit alike the one with less beside it is meant.
    fit.score = std::max(1, score - int(std::min<qsizetype>(m_folded.size() - places.size(), 40)));
    for (const qsizetype place : places) {
        const qsizetype origin = m_origin.at(size_t(place));
        if (fit.marks.isEmpty() || fit.marks.last() != origin)
            fit.marks.append(origin);
    }
    return fit;
}

}
