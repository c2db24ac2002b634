// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/smtpconversation.h"

#include <QTest>

using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

using Kind = LetterOutcome::Kind;

class TestSmtpConversation : public QObject {
    Q_OBJECT

private slots:
    void judgesWhatTheServerSaid_data();
    void judgesWhatTheServerSaid();
    void joinsAnswersOfSeveralLines();
    void keepsNothingOfTheSignIn();
    void takesNoControlCharacters();
    void takesNoMarksThatTurnTheText();
};

namespace {

/// Lines of both sides: `C: …` is the platform's, `S: …` the server's, `D: …` content.
SmtpConversation talkOf(const QByteArrayList &lines)
{
    SmtpConversation talk;
    for (const QByteArray &line : lines) {
        const QByteArray words = line.sliced(3) + "\r\n";
        if (line.startsWith("C: "))
            talk.takeCommand(words);
        else if (line.startsWith("S: "))
            talk.takeReply(words);
        else
            talk.takeContent(words);
    }
    return talk;
}

const QByteArrayList greeted{"S: 220 mail.example", "C: EHLO me", "S: 250-mail.example", "S: 250 AUTH PLAIN"};
const QByteArrayList withSender = greeted + QByteArrayList{"C: MAIL FROM:<a@b>", "S: 250 ok"};
const QByteArrayList withRecipient = withSender + QByteArrayList{"C: RCPT TO:<c@d>", "S: 250 ok"};
const QByteArrayList withContent = withRecipient + QByteArrayList{"C: DATA", "S: 354 go on", "D: text"};

}

void TestSmtpConversation::judgesWhatTheServerSaid_data()
{
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<TransferEnd>("end");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<AnswerKind>("answer");
    QTest::addColumn<bool>("concernsAll");
    const auto row = [](const char *name, const QByteArrayList &lines, TransferEnd end, Kind kind, AnswerKind answer,
                         bool concernsAll) { QTest::newRow(name) << lines << end << kind << answer << concernsAll; };
    using enum TransferEnd;
    using Lines = QByteArrayList;
    row("taken", withContent + Lines{"D: .", "S: 250 queued as 7"}, Done, Kind::Taken, AnswerKind::Server, false);
    row("taken in other words", withContent + Lines{"D: .", "S: 251 will be passed on"}, Broken, Kind::Taken,
        AnswerKind::Server, false);
    row("taken by the first digit", withContent + Lines{"D: .", "S: 200 ok"}, Broken, Kind::Taken, AnswerKind::Server,
        false);
    row("a yes before the end", withContent + Lines{"S: 250 ok"}, Broken, Kind::TryAgain, AnswerKind::CutOff, false);
    row("neither yes nor no", withContent + Lines{"D: .", "S: 354 go on"}, Broken, Kind::NotKnown, AnswerKind::NoAnswer,
        false);
    row("nobody there", {}, NotReached, Kind::TryAgain, AnswerKind::NotReached, true);
    row("no greeting", {}, Broken, Kind::TryAgain, AnswerKind::NotReached, true);
    row("unfriendly greeting", {"S: 554 go away"}, Broken, Kind::TryAgain, AnswerKind::Server, true);
    row("not secure", greeted, NotSecure, Kind::TryAgain, AnswerKind::NotSecure, true);
    row("wrong password", greeted + Lines{"C: AUTH PLAIN", "S: 535 no"}, NotSignedIn, Kind::TryAgain,
        AnswerKind::NotSignedIn, true);
    row("sender refused", greeted + Lines{"C: MAIL FROM:<a@b>", "S: 530 sign in first"}, Broken, Kind::TryAgain,
        AnswerKind::Server, true);
    row("too large", greeted + Lines{"C: MAIL FROM:<a@b> SIZE=9", "S: 552 too large"}, Broken, Kind::Refused,
        AnswerKind::Server, false);
    row("no such user", withSender + Lines{"C: RCPT TO:<c@d>", "S: 550 no such user"}, Broken, Kind::Refused,
        AnswerKind::Server, false);
    row("later", withSender + Lines{"C: RCPT TO:<c@d>", "S: 451 later"}, Broken, Kind::TryAgain, AnswerKind::Server,
        false);
    row("server leaves", withSender + Lines{"C: RCPT TO:<c@d>", "S: 421 leaving"}, Broken, Kind::TryAgain,
        AnswerKind::Server, true);
    row("data refused", withRecipient + Lines{"C: DATA", "S: 554 no"}, Broken, Kind::Refused, AnswerKind::Server,
        false);
    row("content refused", withContent + Lines{"D: .", "S: 554 spam"}, Broken, Kind::Refused, AnswerKind::Server,
        false);
    row("content later", withContent + Lines{"D: .", "S: 452 full"}, Broken, Kind::TryAgain, AnswerKind::Server, false);
    row("cut off after the sender", withSender, Broken, Kind::TryAgain, AnswerKind::CutOff, false);
    row("cut off in the content", withContent, Broken, Kind::TryAgain, AnswerKind::CutOff, false);
    row("cut off behind it", withContent + Lines{"D: ."}, Broken, Kind::NotKnown, AnswerKind::NoAnswer, false);
    row("stopped before", withRecipient, Stopped, Kind::NotTried, AnswerKind::None, true);
    row("stopped in the content", withContent, Stopped, Kind::NotTried, AnswerKind::None, true);
    row("stopped behind it", withContent + Lines{"D: ."}, Stopped, Kind::NotKnown, AnswerKind::Stopped, false);
}

void TestSmtpConversation::judgesWhatTheServerSaid()
{
    QFETCH(QByteArrayList, lines);
    QFETCH(TransferEnd, end);
    QFETCH(Kind, kind);
    QFETCH(AnswerKind, answer);
    QFETCH(bool, concernsAll);
    const LetterOutcome outcome = outcomeOf(end, talkOf(lines), u"words of the network"_s);
    QCOMPARE(outcome.kind, kind);
    QCOMPARE(outcome.answer.kind, answer);
    QCOMPARE(outcome.concernsAll, concernsAll);
}

void TestSmtpConversation::joinsAnswersOfSeveralLines()
{
    const auto talk = talkOf(withSender + QByteArrayList{"C: RCPT TO:<c@d>", "S: 550-No such user", "S: 550 here"});
    QCOMPARE(talk.reply(), u"550 No such user here"_s);
}

void TestSmtpConversation::keepsNothingOfTheSignIn()
{
    auto talk = talkOf(greeted
        + QByteArrayList{
            "C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6", "C: DATAZWNyZXQ=", "S: 334 UGFzc3dvcmQ6", "C: RCPT", "S: 535 no"});
    QCOMPARE(talk.stage(), SmtpConversation::Stage::SigningIn);
    QCOMPARE(talk.reply(), u"535 no"_s);
}

void TestSmtpConversation::takesNoControlCharacters()
{
    const auto talk
        = talkOf(withSender + QByteArrayList{"C: RCPT TO:<c@d>", "S: 550 \x1b[31mred\x07 " + QByteArray(9000, 'x')});
    QVERIFY(talk.reply().size() <= 401);
    QVERIFY(!talk.reply().contains(u'\x1b'));
}

void TestSmtpConversation::takesNoMarksThatTurnTheText()
{
    const QByteArray words = QStringView(u"550 \u202Eabc\u2066 def").toUtf8();
    const auto talk = talkOf(withSender + QByteArrayList{"C: RCPT TO:<c@d>", "S: " + words});
    QCOMPARE(outcomeOf(TransferEnd::Broken, talk, {}).answer.text, u"550 abc def"_s);
    QCOMPARE(outcomeOf(TransferEnd::NotReached, {}, u"no \u202Eroute."_s).answer.text, u"no route"_s);
}

QTEST_GUILESS_MAIN(TestSmtpConversation)
#include "tst_smtpconversation.moc"
