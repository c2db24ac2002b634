// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/passwordrulewords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;
using policy::PasswordPolicy;

class TestPasswordRuleWords : public QObject {
    Q_OBJECT

private slots:
    void namesEveryRule_data();
    void namesEveryRule();
    void judgesNothingWhereNothingIsEntered();
    void judgesEveryRule_data();
    void judgesEveryRule();
};

void TestPasswordRuleWords::namesEveryRule_data()
{
    QTest::addColumn<PasswordPolicy>("policy");
    QTest::addColumn<bool>("isAdministrator");
    QTest::addColumn<QStringList>("rules");
    const PasswordPolicy usual;
    const PasswordPolicy lax{.complexity = PasswordPolicy::Complexity::None, .loginNameAllowed = true};
    const PasswordPolicy strict{.complexity = PasswordPolicy::Complexity::LettersNumbersSymbols};
    const QStringList common{u"a letter"_s, u"a number"_s};
    QTest::newRow("user") << usual << false
                          << QStringList{u"8 to 64 characters"_s} + common + QStringList{u"not the login name"_s};
    QTest::newRow("administrator") << usual << true
                                   << QStringList{u"12 to 64 characters"_s} + common
            + QStringList{u"not the login name"_s};
    QTest::newRow("lax") << lax << false << QStringList{u"8 to 64 characters"_s};
    QTest::newRow("strict") << strict << false
                            << QStringList{u"8 to 64 characters"_s} + common
            + QStringList{u"a symbol, such as “-” or “!”"_s, u"not the login name"_s};
}

void TestPasswordRuleWords::namesEveryRule()
{
    QFETCH(PasswordPolicy, policy);
    QFETCH(bool, isAdministrator);
    QStringList texts;
    const auto rules = passwordRules(policy, {u"x"_s, u"mori"_s, isAdministrator});
    for (const PasswordRule &rule : rules)
        texts << rule.text;
    QTEST(texts, "rules");
}

void TestPasswordRuleWords::judgesNothingWhereNothingIsEntered()
{
    const auto rules = passwordRules({}, {QString(), u"mori"_s, false});
    QVERIFY(!rules.isEmpty());
    for (const PasswordRule &rule : rules)
        QVERIFY(!rule.isMet);
}

void TestPasswordRuleWords::judgesEveryRule_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<QStringList>("broken");
    QTest::newRow("all met") << u"fair-weather-7"_s << QStringList();
    QTest::newRow("short") << u"a1-"_s << QStringList{u"8 to 64 characters"_s};
    QTest::newRow("long") << QString(65, u'a') + u"1-"_s << QStringList{u"8 to 64 characters"_s};
    QTest::newRow("only letters") << u"fairweather"_s << QStringList{u"a number"_s, u"a symbol, such as “-” or “!”"_s};
    QTest::newRow("only digits") << u"12345678-"_s << QStringList{u"a letter"_s};
    QTest::newRow("login name") << u"Mori-Akiko-7"_s << QStringList{u"not the login name"_s};
}

void TestPasswordRuleWords::judgesEveryRule()
{
    QFETCH(QString, password);
    const PasswordPolicy strict{.complexity = PasswordPolicy::Complexity::LettersNumbersSymbols};
    QStringList broken;
    const auto rules = passwordRules(strict, {password, u"mori-akiko-7"_s, false});
    for (const PasswordRule &rule : rules) {
        QVERIFY(rule.isMet);
        if (!*rule.isMet)
            broken << rule.text;
    }
    QTEST(broken, "broken");
}

QTEST_GUILESS_MAIN(TestPasswordRuleWords)
#include "tst_passwordrulewords.moc"
