// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/incomingevent.h"
#include "api/intake.h"
#include "handlerfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

class TestIntakeApi : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void takesOneEvent();
    void takesTheLeastThatThereIs();
    void takesABatchInItsOrder();
    void takesAllOrNone();
    void takesWordsOfAnyLanguage();
    void refusesWhatIsNoEvent_data();
    void refusesWhatIsNoEvent();
    void namesTheLineThatIsNotJson();
    void refusesTooMuchAndTooLittle();
    void refusesAnotherType();
    void tellsABoundedNumberOfMistakes();
    void keepsStrangeTimesAndMarksThem_data();
    void keepsStrangeTimesAndMarksThem();
    void spellsOutControlCharactersOfTheComplement();
    void takesARepeatOnce();
    void isClosedToPeople();

private:
    Response send(const QByteArray &body, const QByteArray &type = "application/x-ndjson", const QByteArray &key = {});
    qint64 newest() { return m_service.events(1).first().number; }

    HandlerFixture m_service;
    QByteArray m_token;
};

void TestIntakeApi::initTestCase()
{
    const Author chief{.loginName = u"chief"_s, .address = {}, .at = {}};
    const auto added
        = m_service.services->add(m_service.tenant, {u"Groupware"_s, u"https://groupware.example/"_s, {}}, chief);
    m_token = m_service.services->issueToken(m_service.tenant, added->id, chief)->token;
}

Response TestIntakeApi::send(const QByteArray &body, const QByteArray &type, const QByteArray &key)
{
    Request asked = m_service.request("POST", "/api/v1/audit/events", body);
    asked.headers.set("Content-Type", type);
    asked.headers.set("Sekimori-Token", m_token);
    if (!key.isEmpty())
        asked.headers.set("Idempotency-Key", key);
    return m_service.answer(asked);
}

void TestIntakeApi::takesOneEvent()
{
    const qint64 before = newest();
    const Response taken = send(R"({"time":"2026-03-05T22:59:30.25+09:00","source":"192.0.2.7","user":"suzuki.m",
        "service":"Groupware","module":"Calendar","action":"delete appointment","result":"FAILED","level":"warning",
        "complement":"Monday"})",
        "application/json; charset=utf-8");
    QCOMPARE(taken.status, 201);
    const QJsonObject expected{{u"first"_s, before + 1}, {u"last"_s, before + 1}, {u"accepted"_s, 1}};
    QCOMPARE(jsonOf(taken), expected);
    const audit::Event event = m_service.events(1).first();
    QCOMPARE(audit::toText(event.time), u"2026-03-05T13:59:30.250000Z"_s);
    QCOMPARE(event.source, u"192.0.2.7"_s);
    QCOMPARE(event.user, u"suzuki.m"_s);
    QCOMPARE(event.service, u"Groupware"_s);
    QCOMPARE(event.module, u"Calendar"_s);
    QCOMPARE(event.action, u"delete appointment"_s);
    QCOMPARE(event.result, audit::EventResult::Failed);
    QCOMPARE(event.level, audit::Level::Warning);
    QCOMPARE(event.complement, u"Monday"_s);
}

void TestIntakeApi::takesTheLeastThatThereIs()
{
    QCOMPARE(send(R"({"module":"Calendar","action":"open"})", "application/json").status, 201);
    const audit::Event event = m_service.events(1).first();
    QCOMPARE(event.time, m_service.store.now());
    QCOMPARE(event.user, u"nobody"_s);
    QCOMPARE(event.service, u"Groupware"_s);
    QCOMPARE(event.source, QString());
    QCOMPARE(event.result, audit::EventResult::Success);
    QCOMPARE(event.level, audit::Level::Information);
    QCOMPARE(event.complement, QString());
}

void TestIntakeApi::takesABatchInItsOrder()
{
    const qint64 before = newest();
    QByteArray body;
    for (int i = 0; i < 5; ++i)
        body += R"({"module":"Mail","action":"open )" + QByteArray::number(i) + "\"}\r\n\n";
    const Response taken = send(body);
    QCOMPARE(taken.status, 201);
    QCOMPARE(jsonOf(taken)["first"_L1].toInteger(), before + 1);
    QCOMPARE(jsonOf(taken)["last"_L1].toInteger(), before + 5);
    QCOMPARE(jsonOf(taken)["accepted"_L1].toInteger(), 5);
    const auto events = m_service.events(5);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(events[4 - i].action, u"open %1"_s.arg(i));
}

void TestIntakeApi::takesAllOrNone()
{
    const qint64 before = newest();
    const Response refused = send("{\"module\":\"Mail\",\"action\":\"open\"}\n\n{\"module\":\"Mail\"}\n"
                                  "{\"module\":\"Mail\",\"action\":\"open\",\"level\":\"loud\"}");
    QCOMPARE(refused.status, 422);
    QCOMPARE(
        errorsOf(refused), (QStringList{u"[2].action: request.fieldMissing"_s, u"[3].level: event.levelUnknown"_s}));
    QCOMPARE(newest(), before);
}

void TestIntakeApi::takesWordsOfAnyLanguage()
{
    QCOMPARE(
        send(
            u"{\"module\":\"カレンダー\",\"action\":\"予定の削除 🗓\",\"user\":\"鈴木\",\"complement\":\"月曜\\n火曜\"}"_s
                .toUtf8())
            .status,
        201);
    const audit::Event event = m_service.events(1).first();
    QCOMPARE(event.module, u"カレンダー"_s);
    QCOMPARE(event.action, u"予定の削除 🗓"_s);
    QCOMPARE(event.user, u"鈴木"_s);
    QCOMPARE(event.complement, u"月曜\n火曜"_s);
}

void TestIntakeApi::refusesWhatIsNoEvent_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QByteArray &members, const QString &error) {
        QTest::newRow(name) << members << error;
    };
    row("a number of its own", R"("number":7)", u"[0].number: request.fieldUnknown"_s);
    row("another service", R"("service":"Files")", u"[0].service: event.serviceOther"_s);
    row("the platform itself", R"("service":"Common")", u"[0].service: event.serviceCommon"_s);
    row("the platform in wide letters", R"("service":"ＣＯＭＭＯＮ")", u"[0].service: event.serviceCommon"_s);
    row("its own in another case", R"("service":"groupware")", u"[0].service: event.serviceOther"_s);
    row("level of another case", R"("level":"Warning")", u"[0].level: event.levelUnknown"_s);
    row("level as a number", R"("level":3)", u"[0].level: request.fieldNotString"_s);
    row("unknown result", R"("result":"success")", u"[0].result: event.resultUnknown"_s);
    row("time without a zone", R"("time":"2026-03-05T14:00:00")", u"[0].time: event.timeMalformed"_s);
    row("time as a number", R"("time":1772719200)", u"[0].time: request.fieldNotString"_s);
    row("time null", R"("time":null)", u"[0].time: request.fieldNotString"_s);
    row("before all years", R"("time":"0000-01-01T00:00:00Z")", u"[0].time: event.timeMalformed"_s);
    row("behind all years", R"("time":"9999-12-31T23:59:59-01:00")", u"[0].time: event.timeMalformed"_s);
    row("line break in the user", R"("user":"a\nb")", u"[0].user: text.control"_s);
    row("NUL in the source", R"("source":"a\u0000")", u"[0].source: text.control"_s);
    row("Unicode's own line break", R"("user":"a\u2028b")", u"[0].user: text.control"_s);
    row("half a character", R"("user":"\ud83d")", u"[0].user: event.textBroken"_s);
    row("long user", "\"user\":\"" + QByteArray(129, 'x') + '"', u"[0].user: text.long"_s);
    row("long source", "\"source\":\"" + QByteArray(65, 'x') + '"', u"[0].source: text.long"_s);
    row("long complement", "\"complement\":\"" + QByteArray(8193, 'x') + '"', u"[0].complement: text.long"_s);
    row("key twice", R"("user":"a","user":"b")", u"[0]: json.keyTwice"_s);
    row("key twice, once escaped", R"("user":"a","\u0075ser":"b")", u"[0]: json.keyTwice"_s);
}

void TestIntakeApi::refusesWhatIsNoEvent()
{
    QFETCH(QByteArray, members);
    QFETCH(QString, error);
    const qint64 before = newest();
    const Response refused = send(R"({"module":"Mail","action":"open",)" + members + '}');
    QCOMPARE(errorsOf(refused), QStringList{error});
    QCOMPARE(refused.status, error.contains("json."_L1) ? 400 : 422);
    QCOMPARE(newest(), before);
}

void TestIntakeApi::namesTheLineThatIsNotJson()
{
    const Response refused = send("{\"module\":\"Mail\",\"action\":\"open\"}\n{\"module\":}\n[]\n\"x\"\n");
    QCOMPARE(refused.status, 400);
    QCOMPARE(errorsOf(refused),
        (QStringList{u"[1]: json.malformed"_s, u"[2]: json.notAnObject"_s, u"[3]: json.malformed"_s}));
    QVERIFY(jsonOf(refused)["errors"_L1][0]["message"_L1].toString().contains("line 2"_L1));
}

void TestIntakeApi::refusesTooMuchAndTooLittle()
{
    const QByteArray line = "{\"module\":\"Mail\",\"action\":\"open\"}\n";
    const qint64 before = newest();
    const Response tooLong = send(line.repeated(mostIncomingLines + 1));
    QCOMPARE(tooLong.status, 413);
    QCOMPARE(errorsOf(tooLong), QStringList{u": intake.tooLong"_s});
    QCOMPARE(newest(), before);
    QCOMPARE(send(line.repeated(mostIncomingLines)).status, 201);
    QCOMPARE(newest(), before + mostIncomingLines);
    QCOMPARE(errorsOf(send("")), QStringList{u": intake.empty"_s});
    QCOMPARE(errorsOf(send("\n \r\n")), QStringList{u": intake.empty"_s});
    QCOMPARE(send("", "application/json").status, 400);
}

void TestIntakeApi::refusesAnotherType()
{
    for (const char *type : {"text/plain", "", "application/jsonx", "application/json, application/x-ndjson"}) {
        const Response refused = send(R"({"module":"Mail","action":"open"})", type);
        QCOMPARE(refused.status, 400);
        QCOMPARE(errorsOf(refused), QStringList{u"Content-Type: intake.typeUnknown"_s});
    }
    QCOMPARE(send("{\"module\":\"Mail\",\"action\":\"open\"}\n{}", "application/json").status, 400);
}

void TestIntakeApi::tellsABoundedNumberOfMistakes()
{
    const Response refused = send(QByteArray("{}\n").repeated(9000));
    QCOMPARE(refused.status, 422);
    QCOMPARE(errorsOf(refused).size(), maxToldErrors + 1);
    QCOMPARE(errorsOf(refused).last(), u": errors.more"_s);
}

void TestIntakeApi::keepsStrangeTimesAndMarksThem_data()
{
    QTest::addColumn<QString>("time");
    QTest::addColumn<bool>("strange");
    // The store's clock stands at 2026-03-05T14:00:00Z.
    QTest::newRow("a little ahead") << u"2026-03-05T14:05:00.000000Z"_s << false;
    QTest::newRow("too far ahead") << u"2026-03-05T14:05:00.000001Z"_s << true;
    QTest::newRow("years ago") << u"2017-01-01T00:00:00.000000Z"_s << false;
    QTest::newRow("more than ten years ago") << u"2016-01-01T00:00:00.000000Z"_s << true;
    QTest::newRow("a clock that was never set") << u"1970-01-01T00:00:00.000000Z"_s << true;
    QTest::newRow("the far future") << u"9999-12-31T23:59:59.999999Z"_s << true;
}

void TestIntakeApi::keepsStrangeTimesAndMarksThem()
{
    QFETCH(QString, time);
    QFETCH(bool, strange);
    const QByteArray begin = R"({"module":"Mail","action":"open","time":")" + time.toLatin1() + '"';
    const QString mark = u"[strange time, received 2026-03-05T14:00:00.000000Z]"_s;
    QCOMPARE(send(begin + R"(,"complement":"a letter"})").status, 201);
    QCOMPARE(m_service.events(1).first().complement, strange ? u"a letter "_s + mark : u"a letter"_s);
    QCOMPARE(audit::toText(m_service.events(1).first().time), time);
    QCOMPARE(send(begin + '}').status, 201);
    QCOMPARE(m_service.events(1).first().complement, strange ? mark : QString());
}

void TestIntakeApi::spellsOutControlCharactersOfTheComplement()
{
    QCOMPARE(
        send(R"({"module":"Mail","action":"open","complement":"a\r\nb\tc\u001b[31m\rd\u0000e\u0085"})").status, 201);
    QCOMPARE(m_service.events(1).first().complement, u"a\nb\tc\\u001b[31m\\u000dd\\u0000e\\u0085"_s);
}

void TestIntakeApi::takesARepeatOnce()
{
    const QByteArray body = R"({"module":"Mail","action":"open"})";
    const Response first = send(body, "application/x-ndjson", "batch-1");
    const Response second = send(body, "application/x-ndjson", "batch-1");
    QCOMPARE(second.status, 201);
    QCOMPARE(second.body, first.body);
    QCOMPARE(newest(), jsonOf(first)["last"_L1].toInteger());
    const Response other = send(body + '\n' + body, "application/x-ndjson", "batch-1");
    QCOMPARE(errorsOf(other), QStringList{u": idempotency.differs"_s});
    QCOMPARE(errorsOf(send(body, "application/x-ndjson", QByteArray(65, 'x'))),
        QStringList{u"Idempotency-Key: request.idempotencyKeyMalformed"_s});
}

void TestIntakeApi::isClosedToPeople()
{
    const QByteArray body = R"({"module":"Mail","action":"open"})";
    for (const QString &person : {u"chief"_s, u"reader"_s, u"person"_s}) {
        const Response refused
            = m_service.answer(m_service.signedIn(m_service.request("POST", "/api/v1/audit/events", body), person));
        QCOMPARE(refused.status, 403);
    }
    QCOMPARE(m_service.answer(m_service.request("POST", "/api/v1/audit/events", body)).status, 401);
}

QTEST_GUILESS_MAIN(TestIntakeApi)
#include "tst_intakeapi.moc"
