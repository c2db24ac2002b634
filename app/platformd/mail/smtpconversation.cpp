// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/smtpconversation.h"

#include "error/excerpt.h"
#include "error/textdirection.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr qsizetype longestReply = 400;

using Stage = SmtpConversation::Stage;
using Kind = LetterOutcome::Kind;

/// What a stranger said, in one line.
QString oneLine(const QString &text)
{
    return withoutTurns(excerpt(text, longestReply));
}

/// Its own words without the stop at the end, which the sentence around them has.
QString quoted(const QString &text)
{
    QString words = oneLine(text.trimmed());
    while (words.endsWith(u'.'))
        words.chop(1);
    return words;
}

/// The server said no.
LetterOutcome refusal(const SmtpConversation &talk)
{
    const DeliveryAnswer answer{AnswerKind::Server, talk.reply()};
    const bool isForGood = talk.code() >= 500;
    constexpr int tooLarge = 552;
    constexpr int leaving = 421;
    switch (talk.stage()) {
    case Stage::Recipient:
    case Stage::Data:
    case Stage::Content:
        return {isForGood ? Kind::Refused : Kind::TryAgain, answer, talk.code() == leaving};
    case Stage::Sender:
        // But for the size it says nothing of this mail: the operator has to do something.
        return {talk.code() == tooLarge ? Kind::Refused : Kind::TryAgain, answer, talk.code() != tooLarge};
    case Stage::Connecting:
    case Stage::Greeting:
    case Stage::Hello:
    case Stage::Securing:
    case Stage::SigningIn:
    case Stage::Leaving:
        return {Kind::TryAgain, answer, true};
    }
    std::unreachable();
}

/// By the first digit of what it said last, as RFC 5321 (4.2.1) has it, with all of the content on its way.
bool isTaken(const SmtpConversation &talk)
{
    constexpr int firstYes = 200;
    constexpr int lastYes = 299;
    return talk.stage() == Stage::Content && talk.isWholeContentSent() && talk.code() >= firstYes
        && talk.code() <= lastYes;
}

/// The connection is gone, and the server said nothing that explains it.
LetterOutcome breakdown(const SmtpConversation &talk, const QString &trouble)
{
    if (talk.stage() == Stage::Content && talk.isWholeContentSent())
        return {Kind::NotKnown, {AnswerKind::NoAnswer, {}}, false};
    if (talk.stage() >= Stage::Sender)
        return {Kind::TryAgain, {AnswerKind::CutOff, {}}, false};
    return {Kind::TryAgain, {AnswerKind::NotReached, quoted(trouble)}, true};
}

/// Without the end of the content no server has the mail.
LetterOutcome interruption(const SmtpConversation &talk)
{
    if (talk.stage() == Stage::Content && talk.isWholeContentSent())
        return {Kind::NotKnown, {AnswerKind::Stopped, {}}, false};
    return {Kind::NotTried, {}, true};
}

}

void SmtpConversation::takeCommand(QByteArrayView line)
{
    static constexpr std::array commands{
        std::pair{QByteArrayView("EHLO"), Stage::Hello},
        std::pair{QByteArrayView("HELO"), Stage::Hello},
        std::pair{QByteArrayView("STARTTLS"), Stage::Securing},
        std::pair{QByteArrayView("AUTH"), Stage::SigningIn},
        std::pair{QByteArrayView("MAIL"), Stage::Sender},
        std::pair{QByteArrayView("RCPT"), Stage::Recipient},
        std::pair{QByteArrayView("DATA"), Stage::Data},
        std::pair{QByteArrayView("QUIT"), Stage::Leaving},
    };
    // What is said while signing in is no command.
    const bool isWhole = m_stage != Stage::SigningIn || m_code != 0;
    for (const auto &[word, stage] : commands) {
        if (isWhole && line.startsWith(word)) {
            m_stage = stage;
            m_code = 0;
            m_reply.clear();
            return;
        }
    }
}

void SmtpConversation::takeReply(QByteArrayView lines)
{
    for (qsizetype start = 0; start < lines.size();) {
        const qsizetype end = lines.indexOf('\n', start);
        const qsizetype next = end < 0 ? lines.size() : end + 1;
        takeReplyLine(lines.sliced(start, next - start).trimmed());
        start = next;
    }
}

void SmtpConversation::takeReplyLine(QByteArrayView line)
{
    bool isNumber = false;
    const int code = line.first(std::min<qsizetype>(3, line.size())).toInt(&isNumber);
    if (!isNumber || code < 200 || code > 599)
        return;
    constexpr int goOn = 334; // It asks for a part of what signs in.
    if (code == goOn)
        return;
    const QString words = QString::fromUtf8(line.sliced(std::min<qsizetype>(4, line.size())));
    if (m_words.size() < longestReply)
        m_words += (m_words.isEmpty() ? QString() : u" "_s) + words;
    if (line.size() > 3 && line.at(3) == '-')
        return;
    m_code = code;
    m_reply = oneLine(u"%1 "_s.arg(code) + std::exchange(m_words, {}));
    if (m_stage == Stage::Connecting)
        m_stage = Stage::Greeting;
    constexpr int sendIt = 354;
    if (m_stage == Stage::Data && code == sendIt) {
        m_stage = Stage::Content;
        m_code = 0;
    }
}

void SmtpConversation::takeContent(QByteArrayView bytes)
{
    constexpr qsizetype kept = 5;
    m_tail = (m_tail + bytes.last(std::min(bytes.size(), kept)).toByteArray()).right(kept);
}

LetterOutcome outcomeOf(TransferEnd end, const SmtpConversation &talk, const QString &trouble)
{
    constexpr int firstRefusal = 400;
    switch (end) {
    case TransferEnd::Done:
        return {Kind::Taken, {AnswerKind::Server, talk.reply()}, false};
    case TransferEnd::NotSecure:
        return {Kind::TryAgain, {AnswerKind::NotSecure, quoted(trouble)}, true};
    case TransferEnd::NotSignedIn:
        return {
            Kind::TryAgain, {AnswerKind::NotSignedIn, quoted(talk.reply().isEmpty() ? trouble : talk.reply())}, true};
    case TransferEnd::Stopped:
        return interruption(talk);
    case TransferEnd::NotReached:
    case TransferEnd::Broken:
        // libcurl takes no yes but 250.
        if (isTaken(talk))
            return {Kind::Taken, {AnswerKind::Server, talk.reply()}, false};
        return talk.code() >= firstRefusal ? refusal(talk) : breakdown(talk, trouble);
    }
    std::unreachable();
}

}
