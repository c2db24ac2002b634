// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/verdict.h"

namespace sekimori::audit::bundle {
namespace {

using State = Verdict::State;

constexpr Message VerdictIntact{"bundle.intact",
    QT_TRANSLATE_NOOP("Messages", "Intact: the events from number %1 to %2 are as they were exported.")};
constexpr Message VerdictIntactEmpty{"bundle.intactEmpty",
    QT_TRANSLATE_NOOP("Messages", "Intact: there were no events to be exported, and there are none.")};
constexpr Message VerdictKeyUnknown{"bundle.keyUnknown",
    QT_TRANSLATE_NOOP("Messages",
        "Key unknown: nothing in it contradicts itself, but it proves nothing as long as its key is known from the "
        "bundle alone.")};
constexpr Message VerdictOtherKey{"bundle.otherKey",
    QT_TRANSLATE_NOOP("Messages",
        "Key unknown: nothing in it contradicts itself, but it is signed by another key than those that are known.")};
constexpr Message VerdictAltered{
    "bundle.altered", QT_TRANSLATE_NOOP("Messages", "Altered at number %1: this event is not as it was written.")};
constexpr Message VerdictAlteredBetween{"bundle.alteredBetween",
    QT_TRANSLATE_NOOP(
        "Messages", "Altered between number %1 and %2: among these events some are not as they were written.")};
constexpr Message VerdictAlteredFile{
    "bundle.alteredFile", QT_TRANSLATE_NOOP("Messages", "Altered: the file “%1” in it is not as it was signed.")};
constexpr Message VerdictMissing{"bundle.missing",
    QT_TRANSLATE_NOOP("Messages", "Missing: there are no events between number %1 and %2, where there were some.")};
constexpr Message VerdictMissingBefore{"bundle.missingBefore",
    QT_TRANSLATE_NOOP("Messages", "Missing: the events before number %1, with which it should begin, are not there.")};
constexpr Message VerdictCutOff{"bundle.cutOff",
    QT_TRANSLATE_NOOP("Messages", "Cut off after number %1: the events up to number %2 at least are not there.")};
constexpr Message VerdictOtherLog{"bundle.otherLog",
    QT_TRANSLATE_NOOP("Messages", "Another log: the checkpoint from outside is not of the log in this bundle.")};
constexpr Message VerdictUncompared{"bundle.uncompared",
    QT_TRANSLATE_NOOP("Messages",
        "No checkpoint from outside could be held against it, because it does not have their events: take a bundle "
        "that has the event number %1.")};
constexpr Message VerdictUnreadable{
    "bundle.unreadable", QT_TRANSLATE_NOOP("Messages", "It is too damaged to be judged.")};

Error sentence(const Message &message, std::initializer_list<qint64> numbers = {})
{
    QStringList arguments;
    for (const qint64 number : numbers)
        arguments << QString::number(number);
    return {ErrorKind::Invalid, message, arguments};
}

Error sentenceOfAltered(const Verdict &verdict)
{
    if (!verdict.entry.isEmpty())
        return {ErrorKind::Invalid, VerdictAlteredFile, {verdict.entry}};
    if (verdict.from == verdict.to)
        return sentence(VerdictAltered, {verdict.from});
    return sentence(VerdictAlteredBetween, {verdict.from, verdict.to});
}

}

bool isConsistent(const Verdict &verdict)
{
    return verdict.state == State::Intact || verdict.state == State::KeyUnknown;
}

bool isUncompared(const Verdict &verdict)
{
    return isConsistent(verdict) && verdict.outsideGiven > 0 && verdict.outsideChecked == 0;
}

Error uncomparedSentenceOf(const Verdict &verdict)
{
    return sentence(VerdictUncompared, {verdict.outsideLast});
}

Error sentenceOf(const Verdict &verdict)
{
    const auto &manifest = verdict.manifest;
    switch (verdict.state) {
    case State::Intact:
        return manifest.count == 0 ? sentence(VerdictIntactEmpty)
                                   : sentence(VerdictIntact, {manifest.first, manifest.last});
    case State::KeyUnknown:
        return sentence(verdict.hasOtherKey ? VerdictOtherKey : VerdictKeyUnknown);
    case State::Altered:
        return sentenceOfAltered(verdict);
    case State::Missing:
        return verdict.from < manifest.first ? sentence(VerdictMissingBefore, {verdict.to})
                                             : sentence(VerdictMissing, {verdict.from, verdict.to});
    case State::CutOff:
        return sentence(VerdictCutOff, {verdict.from, verdict.to});
    case State::OtherLog:
        return sentence(VerdictOtherLog);
    case State::Unreadable:
        return verdict.why.value_or(sentence(VerdictUnreadable));
    }
    Q_UNREACHABLE_RETURN(sentence(VerdictUnreadable));
}

}
