// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/csvtext.h"
#include "policy/ipentrycsv.h"
#include "policy/usercsv.h"

#include <QStringEncoder>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::policy;

class TestUserCsv : public QObject {
    Q_OBJECT

private slots:
    void readsEveryColumn();
    void readsThreeLanguages_data();
    void readsThreeLanguages();
    void readsShiftJis();
    void takesColumnsInAnyOrderAndLeavesOutWhatIsNotThere();
    void keepsPasswordsAsTheyAre();
    void passesOverCommentsAndEmptyLines();
    void saysWhatIsWrongInWhichLine_data();
    void saysWhatIsWrongInWhichLine();
    void repeatsNothingOfALineWithAPassword();
    void refusesAWholeFile_data();
    void refusesAWholeFile();
    void givesBackWhatItHasWritten_data();
    void givesBackWhatItHasWritten();
};

void TestUserCsv::readsEveryColumn()
{
    const auto read = readUsersCsv("Login Name,Display Name,Role,Client Certificate,Password\r\n"
                                   "hanako,\"Sato, Hanako\",auditor,yes,river-stone-4711\r\n"
                                   "taro,,,,\r\n");
    QVERIFY(read);
    QVERIFY(read->errors.isEmpty());
    QCOMPARE(read->encoding, u"UTF-8"_s);
    const CsvUser hanako{2, u"hanako"_s, u"Sato, Hanako"_s, CsvRole::Auditor, true, u"river-stone-4711"_s};
    const CsvUser taro{3, u"taro"_s};
    QCOMPARE(read->users, (QList<CsvUser>{hanako, taro}));
}

void TestUserCsv::readsThreeLanguages_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("English") << u"login name,ROLE,client certificate\nh,Administrator,No\n"_s;
    QTest::newRow("Japanese") << u"ログイン名,役割,クライアント証明書\nh,管理者,いいえ\n"_s;
    QTest::newRow("wide Japanese") << u"ログイン名,ロール,ｸﾗｲｱﾝﾄ証明書\nh,管理者,０\n"_s;
    QTest::newRow("Chinese") << u"登入名稱,角色,用戶端憑證\nh,管理員,否\n"_s;
}

void TestUserCsv::readsThreeLanguages()
{
    QFETCH(QString, text);
    const auto read = readUsersCsv(text.toUtf8());
    QVERIFY(read);
    const CsvUser user{.line = 2,
        .loginName = u"h"_s,
        .displayName = {},
        .role = CsvRole::Administrator,
        .isCertificatePermitted = false,
        .password = {}};
    QCOMPARE(read->users, QList<CsvUser>{user});
}

void TestUserCsv::readsShiftJis()
{
    QStringEncoder shiftJis("Shift-JIS");
    QVERIFY(shiftJis.isValid());
    const QByteArray bytes = shiftJis(u"ログイン名,表示名\r\nhanako,佐藤 花子\r\n"_s);
    const auto read = readUsersCsv(bytes);
    QVERIFY(read);
    QCOMPARE(read->encoding, u"Shift-JIS"_s);
    QCOMPARE(read->users.first().displayName, u"佐藤 花子"_s);
}

void TestUserCsv::takesColumnsInAnyOrderAndLeavesOutWhatIsNotThere()
{
    const auto read = readUsersCsv("\xef\xbb\xbfPassword,Login Name,,\nsecret word 1,taro\n");
    QVERIFY(read);
    QCOMPARE(read->encoding, u"UTF-8 with BOM"_s);
    QCOMPARE(read->users.first().loginName, u"taro"_s);
    QCOMPARE(read->users.first().password, u"secret word 1"_s);
    QVERIFY(!read->users.first().role);
}

void TestUserCsv::keepsPasswordsAsTheyAre()
{
    const auto read = readUsersCsv("Login Name,Password\n'=taro, '=a b \nhanako,\"=1,\"\"x\"\n");
    QVERIFY(read);
    QCOMPARE(read->users[0].loginName, u"=taro"_s);
    QCOMPARE(read->users[0].password, u" '=a b "_s);
    QCOMPARE(read->users[1].password, u"=1,\"x"_s);
}

void TestUserCsv::passesOverCommentsAndEmptyLines()
{
    const auto read = readUsersCsv("# a list\n\nLogin Name\n,,\n# nobody\n\"#taro\"\n");
    QVERIFY(read);
    QVERIFY(read->errors.isEmpty());
    QCOMPARE(read->users, (QList<CsvUser>{{.line = 6, .loginName = u"#taro"_s}}));
}

void TestUserCsv::saysWhatIsWrongInWhichLine_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("no name") << QByteArray(",A,user,yes,x") << u"loginName"_s << QByteArray("usersCsv.noLoginName");
    QTest::newRow("role") << QByteArray("a,A,support,yes,x") << u"role"_s << QByteArray("usersCsv.role");
    QTest::newRow("certificate") << QByteArray("a,A,user,perhaps,x") << u"certificatePermitted"_s
                                 << QByteArray("usersCsv.yesOrNo");
    QTest::newRow("too many") << QByteArray("a,A,user,yes,x,y") << QString() << QByteArray("usersCsv.fields");
    QTest::newRow("stray quote") << QByteArray("a,A,user,yes,x\"y") << QString() << QByteArray("usersCsv.quotes");
    QTest::newRow("open quote") << QByteArray("a,A,user,yes,\"xy") << QString() << QByteArray("usersCsv.quotes");
}

void TestUserCsv::saysWhatIsWrongInWhichLine()
{
    QFETCH(QByteArray, line);
    const auto read
        = readUsersCsv("Login Name,Display Name,Role,Client Certificate,Password\nb,B,user,no,z\n" + line + "\n");
    QVERIFY(read);
    QCOMPARE(read->users.size(), 1);
    QCOMPARE(read->errors.size(), 1);
    QCOMPARE(read->errors.first().line, 3);
    QTEST(read->errors.first().error.field, "field");
    QTEST(QByteArray(read->errors.first().error.message->code), "code");
}

void TestUserCsv::repeatsNothingOfALineWithAPassword()
{
    for (const char *line : {"a,\"pass-4711\"x", "a,pass-4711\"", "a,b,pass-4711"}) {
        const auto read = readUsersCsv("Login Name,Password\n" + QByteArray(line));
        QVERIFY(read);
        QCOMPARE(read->errors.size(), 1);
        QCOMPARE(read->errors.first().error.arguments, QStringList());
    }
}

void TestUserCsv::refusesAWholeFile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("empty") << QByteArray("\n# nothing\n") << QByteArray("usersCsv.noHeader");
    QTest::newRow("no login name") << QByteArray("Display Name\nA\n") << QByteArray("usersCsv.header");
    QTest::newRow("unknown column") << QByteArray("Login Name,Colour\na,red\n") << QByteArray("usersCsv.header");
    QTest::newRow("a column twice") << QByteArray("Login Name,ログイン名\na,b\n") << QByteArray("usersCsv.header");
    QTest::newRow("UTF-16") << QByteArray("\xff\xfel\0", 4) << QByteArray("csv.utf16");
    QTest::newRow("too many") << "Login Name\n" + QByteArray("a\n").repeated(maxCsvUsers + 1)
                              << QByteArray("usersCsv.tooMany");
    QTest::newRow("too large") << QByteArray(maxCsvBytes + 1, 'a') << QByteArray("csv.tooLarge");
}

void TestUserCsv::refusesAWholeFile()
{
    QFETCH(QByteArray, bytes);
    const auto read = readUsersCsv(bytes);
    QVERIFY(!read);
    QTEST(QByteArray(read.error().message->code), "code");
}

void TestUserCsv::givesBackWhatItHasWritten_data()
{
    QTest::addColumn<policy::Language>("language");
    QTest::newRow("English") << policy::Language::English;
    QTest::newRow("Japanese") << policy::Language::Japanese;
    QTest::newRow("Chinese") << policy::Language::TraditionalChinese;
}

void TestUserCsv::givesBackWhatItHasWritten()
{
    QFETCH(policy::Language, language);
    const QList<CsvUser> users{
        {2, u"hanako"_s, u"佐藤, \"花子\""_s, CsvRole::Administrator, true},
        {3, u"=1+1"_s, u"'@x"_s, CsvRole::Auditor, false},
        {4, u"#taro"_s, u"-"_s, CsvRole::User, false},
    };
    QByteArray file = usersCsvHeader(language);
    for (const CsvUser &user : users)
        file += usersCsvLine(user, language);
    QVERIFY(file.startsWith("\xef\xbb\xbf"));
    const auto read = readUsersCsv(file);
    QVERIFY(read);
    QVERIFY(read->errors.isEmpty());
    QCOMPARE(read->users, users);
}

QTEST_GUILESS_MAIN(TestUserCsv)
#include "tst_usercsv.moc"
