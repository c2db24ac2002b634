// SPDX-License-Identifier: GPL-3.0-or-later
#include "error/messages.h"
#include "policy/passwordrules.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::policy;
using std::chrono::days;

Q_DECLARE_METATYPE(PasswordPolicy)

namespace {

using Complexity = PasswordPolicy::Complexity;

const QDateTime changedAt(QDate(2026, 3, 5), QTime(14, 0), QTimeZone::UTC);

QStringList codesOf(const Errors &errors)
{
    QStringList codes;
    for (const Error &error : errors)
        codes << QString::fromLatin1(error.message->code).section(u'.', 1);
    return codes;
}

}

class TestPasswordRules : public QObject {
    Q_OBJECT

private slots:
    void namesEveryRuleThatIsBroken_data();
    void namesEveryRuleThatIsBroken();
    void asksMoreOfAdministrators();
    void countsCharactersAndNotTheirParts_data();
    void countsCharactersAndNotTheirParts();
    void saysHowLongItIsAndShouldBe();
    void saysWhatCanBeNobodysPassword();
    void endsSoLongAfterTheLastChange();
    void warnsFromFiveDaysBefore_data();
    void warnsFromFiveDaysBefore();
    void asksForAChange_data();
    void asksForAChange();
    void hasWhatAnAdministratorSetChanged();
};

void TestPasswordRules::namesEveryRuleThatIsBroken_data()
{
    QTest::addColumn<Complexity>("complexity");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QStringList>("broken");
    const auto row = [](const char *name, Complexity complexity, const QString &password, const QStringList &broken) {
        QTest::newRow(name) << complexity << password << broken;
    };
    using enum Complexity;
    row("none: digits only", None, u"12345678"_s, {});
    row("none: empty", None, u""_s, {u"tooShort"_s});
    row("letters and digits", LettersNumbers, u"abcdefg1"_s, {});
    row("letters only", LettersNumbers, u"abcdefgh"_s, {u"withoutNumber"_s});
    row("digits only", LettersNumbers, u"12345678"_s, {u"withoutLetter"_s});
    row("neither", LettersNumbers, u"--------"_s, {u"withoutLetter"_s, u"withoutNumber"_s});
    row("short and simple", LettersNumbers, u"abc"_s, {u"tooShort"_s, u"withoutNumber"_s});
    row("kana and kanji are letters", LettersNumbers, u"せきもりの関守1"_s, {});
    row("a digit of another script", LettersNumbers, u"abcdefg５"_s, {});
    row("a fraction is no digit", LettersNumbers, u"abcdefg½"_s, {u"withoutNumber"_s});
    row("a letter beyond the basic plane", LettersNumbers, u"1234567\U00020BB7"_s, {});
    row("all three", LettersNumbersSymbols, u"abcdef-1"_s, {});
    row("no symbol", LettersNumbersSymbols, u"abcdefg1"_s, {u"withoutSymbol"_s});
    row("a space is a symbol", LettersNumbersSymbols, u"abcdef 1"_s, {});
    row("an emoji is a symbol", LettersNumbersSymbols, u"abcdef1\U0001F600"_s, {});
    row("punctuation of another script is a symbol", LettersNumbersSymbols, u"abcdef1。"_s, {});
    row("a line break is not", LettersNumbersSymbols, u"abcdef1\n"_s, {u"withoutSymbol"_s});
    row("nor is an accent", LettersNumbersSymbols, u"abcdef1x\u0323"_s, {u"withoutSymbol"_s});
    row("the login name", LettersNumbers, u"Hanako01"_s, {u"isLoginName"_s});
    row("the login name in another case", LettersNumbers, u"hANAKO01"_s, {u"isLoginName"_s});
    row("more than the login name", LettersNumbers, u"Hanako012"_s, {});
}

void TestPasswordRules::namesEveryRuleThatIsBroken()
{
    QFETCH(const Complexity, complexity);
    QFETCH(const QString, password);
    QFETCH(const QStringList, broken);
    PasswordPolicy policy{.complexity = complexity};
    QCOMPARE(codesOf(problemsOfPassword(policy, {password, u"hanako01"_s})), broken);

    policy.loginNameAllowed = true;
    const bool isLoginName = broken.contains(u"isLoginName"_s);
    QCOMPARE(codesOf(problemsOfPassword(policy, {password, u"hanako01"_s})), isLoginName ? QStringList() : broken);
}

void TestPasswordRules::asksMoreOfAdministrators()
{
    const PasswordPolicy policy{.minimumLengthUsers = 3, .minimumLengthAdministrators = 15};
    QCOMPARE(problemsOfPassword(policy, {u"ab1"_s, u"x"_s, false}), Errors());
    QCOMPARE(codesOf(problemsOfPassword(policy, {u"ab1"_s, u"x"_s, true})), {u"tooShortForAdministrator"_s});
    QCOMPARE(codesOf(problemsOfPassword(policy, {u"abcdefghijklm1"_s, u"x"_s, true})), {u"tooShortForAdministrator"_s});
    QCOMPARE(problemsOfPassword(policy, {u"abcdefghijklmn1"_s, u"x"_s, true}), Errors());
}

void TestPasswordRules::countsCharactersAndNotTheirParts_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<QStringList>("broken");
    QTest::newRow("eight, two units each") << u"\U00020BB7"_s.repeated(8) << QStringList();
    QTest::newRow("seven, two units each") << u"\U00020BB7"_s.repeated(7) << QStringList{u"tooShort"_s};
    QTest::newRow("seven letters with accents of their own") << u"e\u0301"_s.repeated(7) << QStringList{u"tooShort"_s};
    QTest::newRow("sixty-four") << u"a"_s.repeated(64) << QStringList();
    QTest::newRow("sixty-four, two units each") << u"\U00020BB7"_s.repeated(64) << QStringList();
    QTest::newRow("sixty-five") << u"a"_s.repeated(65) << QStringList{u"tooLong"_s};
}

void TestPasswordRules::countsCharactersAndNotTheirParts()
{
    QFETCH(const QString, password);
    QFETCH(const QStringList, broken);
    QCOMPARE(codesOf(problemsOfPassword({.complexity = Complexity::None}, {password, u"hanako"_s})), broken);
}

void TestPasswordRules::saysHowLongItIsAndShouldBe()
{
    const Errors errors = problemsOfPassword({}, {u"abc1"_s, u"hanako"_s, true});
    QCOMPARE(errors.size(), 1);
    QCOMPARE(renderMessage(errors.first(), nullptr),
        u"The password is too short for an administrator: it has 4 characters, and at least 12 are needed."_s);
}

void TestPasswordRules::saysWhatCanBeNobodysPassword()
{
    QVERIFY(!problemOfAnyPassword(u"x"_s));
    QVERIFY(!problemOfAnyPassword(u"\U00020BB7"_s.repeated(64)));
    QVERIFY(problemOfAnyPassword(u""_s)->is(messages::PasswordEmpty));
    QVERIFY(problemOfAnyPassword(u"x"_s.repeated(65))->is(messages::PasswordTooLong));
}

void TestPasswordRules::endsSoLongAfterTheLastChange()
{
    QCOMPARE(passwordEnd({}, changedAt), std::nullopt);
    QCOMPARE(
        passwordEnd({.expiresAfter = days(30)}, changedAt), QDateTime(QDate(2026, 4, 4), QTime(14, 0), QTimeZone::UTC));
    QCOMPARE(passwordEnd({.expiresAfter = days(365)}, changedAt),
        QDateTime(QDate(2027, 3, 5), QTime(14, 0), QTimeZone::UTC));
}

void TestPasswordRules::warnsFromFiveDaysBefore_data()
{
    QTest::addColumn<qint64>("secondsBeforeTheEnd");
    QTest::addColumn<int>("days"); // 0: no warning
    constexpr qint64 day = 86'400;
    QTest::newRow("long before") << 20 * day << 0;
    QTest::newRow("a second too early") << 5 * day + 1 << 0;
    QTest::newRow("five days") << 5 * day << 5;
    QTest::newRow("four days and a second") << 4 * day + 1 << 5;
    QTest::newRow("four days") << 4 * day << 4;
    QTest::newRow("the last second") << qint64(1) << 1;
    QTest::newRow("the end") << qint64(0) << 0;
    QTest::newRow("after it") << -day << 0;
}

void TestPasswordRules::warnsFromFiveDaysBefore()
{
    QFETCH(const qint64, secondsBeforeTheEnd);
    QFETCH(const int, days);
    const PasswordPolicy policy{.expiresAfter = std::chrono::days(30)};
    const QDateTime now = passwordEnd(policy, changedAt)->addSecs(-secondsBeforeTheEnd);
    QCOMPARE(daysToWarnOf(policy, changedAt, now).value_or(0), days);
    QCOMPARE(daysToWarnOf({}, changedAt, now), std::nullopt);
}

void TestPasswordRules::asksForAChange_data()
{
    QTest::addColumn<PasswordPolicy>("policy");
    QTest::addColumn<bool>("mustChange");
    QTest::addColumn<int>("daysLater");
    QTest::addColumn<QString>("reason");
    const PasswordPolicy never;
    const PasswordPolicy month{.expiresAfter = days(30), .usersMayChange = false};
    QTest::newRow("never") << never << false << 10'000 << QString();
    QTest::newRow("not yet") << month << false << 29 << QString();
    QTest::newRow("on the day") << month << false << 30 << u"expired"_s;
    QTest::newRow("said so") << never << true << 0 << u"set"_s;
    QTest::newRow("said so, and expired") << month << true << 31 << u"set"_s;
}

void TestPasswordRules::asksForAChange()
{
    QFETCH(const PasswordPolicy, policy);
    QFETCH(const bool, mustChange);
    QFETCH(const int, daysLater);
    QFETCH(const QString, reason);
    const auto found = reasonToChange(policy, {changedAt, mustChange}, changedAt.addDays(daysLater));
    QCOMPARE(found ? QString(nameOf(*found)) : QString(), reason);
}

void TestPasswordRules::hasWhatAnAdministratorSetChanged()
{
    const Errors problems = problemsOfPassword({}, {u"short"_s, u"hanako"_s});
    QVERIFY(mustChangeOnceSet({.mustChangeAfterReset = true}, {}));
    QVERIFY(!mustChangeOnceSet({.mustChangeAfterReset = false}, {}));
    QVERIFY(mustChangeOnceSet({.mustChangeAfterReset = false}, problems));
}

QTEST_GUILESS_MAIN(TestPasswordRules)
#include "tst_passwordrules.moc"
