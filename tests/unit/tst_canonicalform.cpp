// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain/canonicalform.h"
#include "otherprogram.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::chain;

/// What of an event is hashed.
class TestCanonicalForm : public QObject {
    Q_OBJECT

private slots:
    void writesAnEvent();
    void writesTexts_data();
    void writesTexts();
    void writesOddTimes_data();
    void writesOddTimes();
    void writesTheSameWhateverStoredIt();
    void isWhatPythonWrites();
    void refusesWhatIsWrittenOtherwise_data();
    void refusesWhatIsWrittenOtherwise();
    void refusesLinesCutAnywhere();

private:
    static Event sample();
};

Event TestCanonicalForm::sample()
{
    using namespace std::chrono;
    return {.number = 17,
        .time = sys_days(year(2026) / 3 / 5) + 14h + 7us,
        .source = u"2001:db8::1"_s,
        .user = u"佐藤"_s,
        .service = u"Common"_s,
        .module = u"Security settings"_s,
        .action = u"change ipRestriction"_s,
        .result = EventResult::ValidationError,
        .level = Level::Warning,
        .complement = u"mode: \"allowAll\" -> \"denyAll\"\r\n"_s};
}

void TestCanonicalForm::writesAnEvent()
{
    const QByteArray line = canonicalForm(sample());
    QCOMPARE(line,
        R"({"action":"change ipRestriction","complement":"mode: \"allowAll\" -> \"denyAll\"\r\n","level":"warning",)"
        R"("module":"Security settings","number":17,"result":"VALIDATION ERROR","service":"Common",)"
        R"("source":"2001:db8::1","time":"2026-03-05T14:00:00.000007Z","user":"佐藤"})");
    QCOMPARE(eventFromCanonicalForm(line).value(), sample());
    QCOMPARE(numberInCanonicalForm(line), 17);
    QCOMPARE(eventFromJson(QJsonDocument::fromJson(line).object()), sample());
}

void TestCanonicalForm::writesTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<bool>("isText"); // and so comes back as it was
    QTest::newRow("empty") << QString() << QByteArray() << true;
    // The string of the example in RFC 8785, 3.2.2 and 3.2.3.
    QTest::newRow("RFC 8785") << u"\u20ac$\u000f\nA'B\"\\\\\"/"_s << QByteArray("€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/")
                              << true;
    QTest::newRow("short escapes") << u"\b\t\n\f\r"_s << QByteArray("\\b\\t\\n\\f\\r") << true;
    QString controls;
    QByteArray written;
    for (ushort code = 0; code < 0x20; ++code) {
        if ((code >= 8 && code <= 10) || code == 12 || code == 13)
            continue;
        controls += QChar(code);
        written += "\\u00" + QByteArray(1, char(code)).toHex();
    }
    QTest::newRow("control characters") << controls << written << true;
    QTest::newRow("U+0000 within") << QString::fromUtf16(u"a\0b", 3) << QByteArray("a\\u0000b") << true;
    QTest::newRow("DEL and C1") << u"\u007f\u0080\u009f"_s << QByteArray("\x7f\xc2\x80\xc2\x9f") << true;
    QTest::newRow("separators of lines") << u"\u2028\u2029"_s << QByteArray("\xe2\x80\xa8\xe2\x80\xa9") << true;
    QTest::newRow("emoji") << u"👩‍👩‍👧 𝄞"_s << QByteArray("👩‍👩‍👧 𝄞") << true;
    QTest::newRow("not composed") << u"e\u0301"_s << QByteArray("e\xcc\x81") << true;
    QTest::newRow("mark of byte order first") << u"\ufeffa"_s
                                              << QByteArray("\xef\xbb\xbf"
                                                            "a")
                                              << true;
    QTest::newRow("mark of byte order alone") << u"\ufeff"_s << QByteArray("\xef\xbb\xbf") << true;
    QTest::newRow("no characters") << u"\uffff\ufffe\ufdd0"_s << QByteArray("\xef\xbf\xbf\xef\xbf\xbe\xef\xb7\x90")
                                   << true;
    QTest::newRow("solidus") << u"</script>"_s << QByteArray("</script>") << true;
    QTest::newRow("JSON in it") << u"\",\"number\":3"_s << QByteArray("\\\",\\\"number\\\":3") << true;
    QTest::newRow("lone high surrogate") << QString(QChar(0xd83d)) + u"a"_s << QByteArray("?a") << false;
    QTest::newRow("lone low surrogate") << u"a"_s + QChar(0xde00) << QByteArray("a?") << false;
    QTest::newRow("surrogates turned") << QString(QChar(0xde00)) + QChar(0xd83d) << QByteArray("??") << false;
}

void TestCanonicalForm::writesTexts()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, written);
    QFETCH(bool, isText);
    Event event = sample();
    event.complement = text;
    event.action = text;
    event.user = text;
    const QByteArray line = canonicalForm(event);
    QVERIFY2(line.startsWith("{\"action\":\"" + written + "\",\"complement\":\"" + written + "\",\"level\""),
        line.constData());
    QVERIFY2(line.endsWith("\"user\":\"" + written + "\"}"), line.constData());
    const auto back = eventFromCanonicalForm(line);
    QVERIFY(back);
    QCOMPARE(canonicalForm(*back), line);
    QCOMPARE(*back == event, isText);
    QCOMPARE(numberInCanonicalForm(line), 17);
}

void TestCanonicalForm::writesOddTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("written"); // empty: it is no time
    QTest::newRow("year 0") << u"0000-01-01T00:00:00Z"_s << QByteArray("0000-01-01T00:00:00.000000Z");
    QTest::newRow("before 1970") << u"1969-12-31T23:59:59.999999Z"_s << QByteArray("1969-12-31T23:59:59.999999Z");
    QTest::newRow("year 9999") << u"9999-12-31T23:59:59.999999Z"_s << QByteArray("9999-12-31T23:59:59.999999Z");
    QTest::newRow("a zone leads beyond") << u"9999-12-31T23:59:59-00:01"_s << QByteArray();
    QTest::newRow("a zone leads before") << u"0000-01-01T00:00:00+00:01"_s << QByteArray();
}

void TestCanonicalForm::writesOddTimes()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, written);
    const auto time = timeFromText(text);
    QCOMPARE(time.has_value(), !written.isEmpty());
    if (!time)
        return;
    Event event = sample();
    event.time = *time;
    const QByteArray line = canonicalForm(event);
    QVERIFY2(line.contains("\"time\":\"" + written + '"'), line.constData());
    QCOMPARE(eventFromCanonicalForm(line).value(), event);
}

void TestCanonicalForm::writesTheSameWhateverStoredIt()
{
    Event null = sample();
    null.complement = QString();
    Event empty = sample();
    empty.complement = u""_s;
    QCOMPARE(canonicalForm(null), canonicalForm(empty));
}

/// json.dumps with sorted keys and no blanks escapes as RFC 8785 does.
void TestCanonicalForm::isWhatPythonWrites()
{
    OtherProgram other;
    Event event = sample();
    for (char16_t code = 0; code < 0x3000; ++code)
        event.complement += QChar(code);
    event.complement += u"😀\ufeff\uffff"_s;
    const QByteArray line = canonicalForm(event);
    other.put(u"line"_s, line);
    const QByteArray written = other.run(u"python3"_s,
        {u"-c"_s,
            u"import json,sys\nline=open('line','rb').read()\n"
            "sys.stdout.buffer.write(json.dumps(json.loads(line),sort_keys=True,separators=(',',':'),"
            "ensure_ascii=False).encode())"_s});
    QCOMPARE(written, line);
}

void TestCanonicalForm::refusesWhatIsWrittenOtherwise_data()
{
    QTest::addColumn<QByteArray>("line");
    const QByteArray line = canonicalForm(sample());
    const auto row = [&](const char *name, QByteArrayView before, QByteArrayView after) {
        QByteArray changed = line;
        changed.replace(before, after);
        if (changed == line)
            qFatal("%s changes nothing", name);
        QTest::newRow(name) << changed;
    };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("other JSON") << QByteArray("{}");
    QTest::newRow("blank behind") << line + ' ';
    QTest::newRow("line feed behind") << line + '\n';
    QTest::newRow("carriage return behind") << line + '\r';
    QTest::newRow("mark of byte order") << "\xef\xbb\xbf" + line;
    QTest::newRow("zero behind") << line + '\0';
    row("blank within", ",\"level\"", ", \"level\"");
    row("keys in another order", R"("source":"2001:db8::1","time":"2026-03-05T14:00:00.000007Z")",
        R"("time":"2026-03-05T14:00:00.000007Z","source":"2001:db8::1")");
    row("a key more", R"("user")", R"("tenant":1,"user")");
    row("a key twice", R"("user")", R"("user":"a","user")");
    row("a key less", R"("source":"2001:db8::1",)", "");
    row("another escape of a quote", "\\\"", "\\u0022");
    row("another escape of a line feed", "\\n", "\\u000a");
    row("escaped for nothing", "Common", "\\u0043ommon");
    row("escaped solidus", "Common", "\\/");
    row("capitals in an escape", "\\r", "\\u000F");
    row("control character as it is", "\\r", "\r");
    row("half an escape", "Common", "\\u00");
    row("surrogates escaped", "佐藤", "\\ud83d\\ude00");
    row("no UTF-8", "佐藤", "\xe4\xbd");
    row("surrogate in UTF-8", "佐藤", "\xed\xa0\xbd");
    row("too long UTF-8", "佐藤", "\xc1\x81");
    row("number with a point", ":17,", ":17.0,");
    row("number with an exponent", ":17,", ":17e0,");
    row("number with a zero", ":17,", ":017,");
    row("number with a sign", ":17,", ":+17,");
    row("negative number", ":17,", ":-17,");
    row("number in quotes", ":17,", ":\"17\",");
    row("no number", ":17,", ":,");
    row("too large a number", ":17,", ":9223372036854775808,");
    row("time without microseconds", ".000007Z", "Z");
    row("time with fewer digits", ".000007Z", ".00001Z");
    row("time with an offset", ".000007Z", ".000007+00:00");
    row("no time", "2026-03-05", "2026-13-05");
    row("level of another name", "\"warning\"", "\"WARNING\"");
    row("result of another name", "VALIDATION ERROR", "OK");
}

void TestCanonicalForm::refusesWhatIsWrittenOtherwise()
{
    QFETCH(QByteArray, line);
    const auto event = eventFromCanonicalForm(line);
    QVERIFY(!event);
    QVERIFY(event.error().is(NotCanonical));
    QVERIFY(!numberInCanonicalForm(line));
}

void TestCanonicalForm::refusesLinesCutAnywhere()
{
    Event event = sample();
    event.complement = u"\u0001\"\\\t"_s;
    const QByteArray line = canonicalForm(event);
    QVERIFY(numberInCanonicalForm(line));
    for (qsizetype size = 0; size < line.size(); ++size)
        QVERIFY(!numberInCanonicalForm(line.first(size)));
}

QTEST_GUILESS_MAIN(TestCanonicalForm)
#include "tst_canonicalform.moc"
