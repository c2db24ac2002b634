// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace sekimori::items {

/// How @p text is compared: whatever its case, in whatever width and kana it is written.
QString folded(const QString &text);

/// How well a word fits a name, and on which of the name's characters it lies.
struct FuzzyFit {
    int score = 0; ///< more is better; above 0
    QList<qsizetype> marks;
};

/// A name that is looked for by what a person remembers of it: where its words begin, a piece of it, or some of its
/// letters in their order.
class FuzzyName {
public:
    explicit FuzzyName(const QString &name = {});

    /// @p word is folded.
    std::optional<FuzzyFit> fit(QStringView word) const;
    bool isEmpty() const { return m_folded.isEmpty(); }
    bool is(QStringView phrase) const { return m_folded == phrase; }
    bool beginsWith(QStringView phrase) const { return m_folded.startsWith(phrase); }

private:
    bool matchesStarts(QStringView word, qsizetype from, QList<qsizetype> &places) const;
    bool matchesLetters(QStringView word, QList<qsizetype> &places) const;
    FuzzyFit fitOf(int score, const QList<qsizetype> &places) const;

    QString m_folded;
    std::vector<qsizetype> m_origin; ///< of each folded character: where it stands in the name
    std::vector<bool> m_starts; ///< whether a word begins with it
};

}
