// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/completion.h"

#include <QTest>

using namespace sekimori::audit;
using namespace sekimori::audit::filter;
using namespace Qt::StringLiterals;

class TestFilterCompletion : public QObject {
    Q_OBJECT

private slots:
    void offersWhatCouldStandThere_data();
    void offersWhatCouldStandThere();
    void offersTheWordsOfTheReader();
    void asksForTheValuesOfAField_data();
    void asksForTheValuesOfAField();
};

namespace {

/// The cursor is where `|` stands.
Completion completed(QString text, Language language = Language::English)
{
    const auto cursor = text.indexOf(u'|');
    return completionAt(text.remove(u'|'), cursor, language);
}

QString words(const Completion &completion)
{
    QStringList words;
    for (const Suggestion &suggestion : completion.suggestions)
        words += suggestion.text;
    return words.join(u' ');
}

/// The text with what a suggestion would replace between ‹ and ›.
QString marked(QString text, const Place &place)
{
    text.remove(u'|');
    text.insert(place.position + place.length, u'›');
    return text.insert(place.position, u'‹');
}

}

void TestFilterCompletion::offersWhatCouldStandThere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("replaced");
    QTest::addColumn<QString>("offered");
    const auto row = [](const char *text, const char *replaced, const char *offered) {
        QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(replaced)
                                  << QString::fromUtf8(offered);
    };
    const char *const all = "time: source: user: service: module: action: result: level: complement: since: until: not";
    row("|", "‹›", all);
    row("s|", "‹s›", "source: service: since:");
    row("us|er", "‹user›", "user:");
    row("a or s|", "a or ‹s›", "source: service: since:");
    row("(s|", "(‹s›", "source: service: since:");
    row("-le|", "-‹le›", "level:");
    row("a |", "a ‹›", (QByteArray("and or ") + all).constData());
    row("a o|", "a ‹o›", "or");
    row("user|", "‹user›", "user: user!: user~");
    row("level|", "‹level›", "level: level!: level~ level>= level<= level> level<");
    row("us|:taro", "‹us:›taro", "user:");
    row("us|er:taro", "‹user:›taro", "user:");
    row("us|er!:taro", "us‹›er!:taro", "");
    row("user|=taro", "‹user›=taro", "");
    row("level:|", "level:‹›", "information notice warning error critical");
    row("level:w|", "level:‹w›", "warning");
    row("level:w|arn x", "level:‹warn› x", "warning");
    row("level:(notice, w|)", "level:(notice, ‹w›)", "warning");
    row("level：（notice，w|）", "level：（notice，‹w›）", "warning");
    row("（s|", "（‹s›", "source: service: since:");
    row("level＞＝w|", "level＞＝‹w›", "warning");
    row("user:\"taro\"h|", "user:\"taro\"h‹›", "");
    row("level:(notice |)", "level:(notice ‹›)", "");
    row("level:notice..|", "level:notice..‹›", "information notice warning error critical");
    row("result:|", "result:‹›", "SUCCESS FAILED \"VALIDATION ERROR\" ERROR");
    row("since:|", "since:‹›", "1h 24h 7d 30d 4w today yesterday monday friday now");
    row("time:y|", "time:‹y›", "yesterday");
    row("\"a\"|", "\"a\"‹›", "");
    row("\"a|", "‹\"a›", "");
    row("/a|", "/a‹›", "");
    row("zzz|", "‹zzz›", "");
    row("usr:x |", "usr:x ‹›", "");
}

void TestFilterCompletion::offersWhatCouldStandThere()
{
    QFETCH(const QString, text);
    QFETCH(const QString, offered);
    const Completion completion = completed(text);
    QCOMPARE(words(completion), offered);
    if (!offered.isEmpty())
        QTEST(marked(text, completion.replaced), "replaced");
}

void TestFilterCompletion::offersTheWordsOfTheReader()
{
    QCOMPARE(words(completed(u"ユ|"_s, Language::Japanese)), u"ユーザー:"_s);
    QCOMPARE(words(completed(u"us|"_s, Language::Japanese)), u"user:"_s);
    QCOMPARE(words(completed(u"レベル：|"_s, Language::Japanese)), u"情報 通知 警告 エラー 重大"_s);
    QCOMPARE(words(completed(u"レベル：警|"_s, Language::Japanese)), u"警告"_s);
    QCOMPARE(words(completed(u"等級:|"_s, Language::Chinese)), u"資訊 注意 警告 錯誤 嚴重"_s);
    QVERIFY(words(completed(u"a |"_s, Language::Japanese)).startsWith(u"かつ または 日時: "_s));
    QCOMPARE(words(completed(u"自從:7|"_s, Language::Chinese)), u"7天 7d"_s);
}

void TestFilterCompletion::asksForTheValuesOfAField_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("field");
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("replaced");
    const auto row = [](const char *text, std::optional<Field> field, const char *start, const char *replaced) {
        QTest::addRow("%s", text) << QString::fromUtf8(text) << (field ? int(*field) : -1) << QString::fromUtf8(start)
                                  << QString::fromUtf8(replaced);
    };
    row("user:|", Field::User, "", "user:‹›");
    row("user:ta|ro x", Field::User, "ta", "user:‹taro› x");
    row("user!:(a, ha|", Field::User, "ha", "user!:(a, ‹ha›");
    row("action:\"log i|", Field::Action, "log i", "action:‹\"log i›");
    row("action:\"log i|n\" x", Field::Action, "log i", "action:‹\"log in\"› x");
    row("source:2001:|", Field::Source, "2001:", "source:‹2001:›");
    row("level:|", Field::Level, "", "level:‹›");
    row("time:|", {}, "", "time:‹›");
    row("ta|", {}, "", "‹ta›");
}

void TestFilterCompletion::asksForTheValuesOfAField()
{
    QFETCH(const QString, text);
    const Completion completion = completed(text);
    QTEST(completion.valuesOf ? int(*completion.valuesOf) : -1, "field");
    QTEST(completion.valueStart, "start");
    QTEST(marked(text, completion.replaced), "replaced");
}

QTEST_GUILESS_MAIN(TestFilterCompletion)
#include "tst_filtercompletion.moc"
