// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chainfinding.h"

#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message ChainAltered{
    "chain.altered", QT_TRANSLATE_NOOP("Messages", "Event %1 of the audit log was altered after it was written.")};
constexpr Message ChainAlteredBetween{"chain.alteredBetween",
    QT_TRANSLATE_NOOP("Messages", "The audit log was altered between the events %1 and %2 after it was written.")};
constexpr Message ChainMissing{
    "chain.missing", QT_TRANSLATE_NOOP("Messages", "Events of the audit log are missing between %1 and %2.")};
constexpr Message ChainBeginningMissing{"chain.beginningMissing",
    QT_TRANSLATE_NOOP("Messages", "The beginning of the audit log is missing up to event %1, and not by retention.")};
constexpr Message ChainCutOff{"chain.cutOff",
    QT_TRANSLATE_NOOP("Messages", "The audit log was cut off after event %1: it had gone on to %2 at least.")};
constexpr Message ChainRewritten{"chain.rewritten",
    QT_TRANSLATE_NOOP("Messages",
        "The audit log was written anew somewhere from event %1 to %2: it does not fit the checkpoint that was signed "
        "at event %2.")};
constexpr Message ChainUnsigned{"chain.unsigned",
    QT_TRANSLATE_NOOP("Messages",
        "The checkpoints of the audit log behind event %1 were gone when the platform began to sign: nothing proves "
        "that the events up to %2 are as they were written.")};
constexpr Message CheckpointForged{"chain.checkpointForged",
    QT_TRANSLATE_NOOP("Messages", "The checkpoint at event %1 of the audit log is not signed by a key of this log.")};
}

namespace {

using Kind = ChainFinding::Kind;

constexpr std::array names{
    std::pair{Kind::Altered, "altered"_L1},
    std::pair{Kind::Missing, "missing"_L1},
    std::pair{Kind::CutOff, "cutOff"_L1},
    std::pair{Kind::Rewritten, "rewritten"_L1},
    std::pair{Kind::Unsigned, "unsigned"_L1},
    std::pair{Kind::Forged, "forged"_L1},
};

}

QLatin1StringView nameOf(Kind kind)
{
    return std::ranges::find(names, kind, [](const auto &each) { return each.first; })->second;
}

Error sentenceOf(const ChainFinding &finding)
{
    const auto sentence = [](const Message &message, std::initializer_list<qint64> numbers) {
        QStringList arguments;
        for (const qint64 number : numbers)
            arguments << QString::number(number);
        return Error(ErrorKind::Conflict, message, arguments);
    };
    switch (finding.kind) {
    case Kind::Altered:
        return finding.first == finding.last ? sentence(messages::ChainAltered, {finding.first})
                                             : sentence(messages::ChainAlteredBetween, {finding.first, finding.last});
    case Kind::Missing:
        return finding.first == 1 ? sentence(messages::ChainBeginningMissing, {finding.last})
                                  : sentence(messages::ChainMissing, {finding.first - 1, finding.last + 1});
    case Kind::CutOff:
        return sentence(messages::ChainCutOff, {finding.first - 1, finding.last});
    case Kind::Rewritten:
        return sentence(messages::ChainRewritten, {finding.first, finding.last});
    case Kind::Unsigned:
        return sentence(messages::ChainUnsigned, {finding.first - 1, finding.last});
    case Kind::Forged:
        return sentence(messages::CheckpointForged, {finding.first});
    }
    std::unreachable();
}

QString complementOf(const ChainFinding &finding)
{
    const auto words = [&](QStringView text) { return text.toString().arg(finding.first).arg(finding.last); };
    switch (finding.kind) {
    case Kind::Altered:
        return finding.first == finding.last ? u"altered at number %1"_s.arg(finding.first)
                                             : words(u"altered between %1 and %2");
    case Kind::Missing:
        return u"missing between %1 and %2"_s.arg(finding.first - 1).arg(finding.last + 1);
    case Kind::CutOff:
        return u"cut off after %1; it had gone on to %2"_s.arg(finding.first - 1).arg(finding.last);
    case Kind::Rewritten:
        return words(u"checkpoint does not fit: written anew somewhere from %1 to %2");
    case Kind::Unsigned:
        return words(u"checkpoints missing: nothing proves what was written from %1 to %2");
    case Kind::Forged:
        return u"checkpoint at %1 is not signed by the log's key"_s.arg(finding.first);
    }
    std::unreachable();
}

QString toText(const QList<ChainFinding> &findings)
{
    QStringList lines;
    for (const ChainFinding &finding : findings)
        lines << u"%1 %2 %3"_s.arg(nameOf(finding.kind)).arg(finding.first).arg(finding.last);
    return lines.join(u'\n');
}

QList<ChainFinding> findingsIn(const QString &text)
{
    QList<ChainFinding> findings;
    for (const QString &line : text.split(u'\n')) {
        const QStringList words = line.split(u' ');
        const auto *named = std::ranges::find(names, words.first(), [](const auto &each) { return each.second; });
        if (named != names.end() && words.size() == 3)
            findings.append({named->first, words[1].toLongLong(), words[2].toLongLong()});
    }
    return findings;
}

}
