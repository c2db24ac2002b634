// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alertmails.h"
#include "alerts/alerttext.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace std::chrono_literals;
using audit::Level;

namespace {

TenantState tenant(policy::Language language = policy::Language::English, const QString &zone = u"Asia/Tokyo"_s)
{
    TenantState state;
    state.subdomain = u"alpha"_s;
    state.settings.tenant = {.displayName = u"Alpha & Co"_s, .timeZone = zone, .language = language};
    return state;
}

AlertTopic topicOfLevel(Level level)
{
    AlertTopic topic{.name = audit::nameOf(level), .level = level, .rule = {}, .matcher = {}};
    topic.rule.addresses = {u"mori@example.com"_s};
    return topic;
}

audit::Event lockedEvent()
{
    return {.number = 4711,
        .time = std::chrono::sys_days(std::chrono::year(2026) / 3 / 5) + 14h + 7min + 9s,
        .source = u"198.51.100.66"_s,
        .user = u"taro"_s,
        .service = u"Common"_s,
        .module = u"Authentication"_s,
        .action = u"account locked"_s,
        .result = audit::EventResult::Failed,
        .level = Level::Warning,
        .complement = u"attempts: 10\nuntil: 14:37"_s};
}

AlertNews newsOf(qint64 count)
{
    AlertNews news;
    for (qint64 number = 4711; number < 4711 + count; ++number)
        news.events.add(number, Level::Warning);
    return news;
}

}

/// What stands in mail about events.
class TestAlertMails : public QObject {
    Q_OBJECT

private slots:
    void tellsAllOfAnEvent();
    void speaksTheTenantsLanguage_data();
    void speaksTheTenantsLanguage();
    void countsWhatIsNotShown();
    void tellsWhatWasHeldBack();
    void tellsOfARule();
    void takesNoMarkupFromEvents();
    void takesNoLinesFromEvents();
    void readsTabsAsBlanks();
    void keepsWhatIsLongShort();
    void loadsNothingFromElsewhere();
    void saysThatATestIsOne();

private:
    const AlertMails m_mails;
};

void TestAlertMails::tellsAllOfAnEvent()
{
    const OutgoingMail mail = m_mails.alert(tenant(), topicOfLevel(Level::Warning), newsOf(1), {lockedEvent()});
    QCOMPARE(mail.subject, u"⚠ Warning: Authentication: account locked – Alpha & Co"_s);
    QCOMPARE(mail.kind, MailKind::Alert);
    QCOMPARE(mail.topic, u"warning"_s);
    QCOMPARE(mail.level, Level::Warning);
    QCOMPARE(mail.firstEvent, 4711);
    QCOMPARE(mail.lastEvent, 4711);
    QCOMPARE(mail.eventCount, 1);
    QCOMPARE(mail.language, u"en"_s);
    QCOMPARE(mail.recipients, QStringList{u"mori@example.com"_s});
    const QString plain = u"⚠ Warning: Authentication: account locked – Alpha & Co\n\n"
                          "You get this because events of level “Warning” in “Alpha & Co” are mailed to you.\n\n"
                          "  Number: 4711\n"
                          "  Date and time: 2026-03-05 23:07:09 +09:00\n"
                          "  Level: ⚠ Warning\n"
                          "  Accessed from: 198.51.100.66\n"
                          "  User: taro\n"
                          "  Service: Common\n"
                          "  Module: Authentication\n"
                          "  Action: account locked\n"
                          "  Result: FAILED\n"
                          "  Complement: attempts: 10\n"
                          "      until: 14:37\n\n"
                          "-- \n"
                          "Times are those of the time zone Asia/Tokyo.\n"
                          "Who is mailed, and about what, is set in the console under Alerts. Nobody reads answers to "
                          "this mail.\n"_s;
    QCOMPARE(mail.plain, plain);
    for (const auto &part : {u"lang=\"en\""_s, u"Alpha &amp; Co"_s, u">4711<"_s, u"2026-03-05 23:07:09 +09:00"_s,
             u"Accessed from"_s, u">198.51.100.66<"_s, u"attempts: 10\nuntil: 14:37"_s, u"Asia/Tokyo"_s})
        QVERIFY2(mail.html.contains(part), qPrintable(part));
}

void TestAlertMails::speaksTheTenantsLanguage_data()
{
    QTest::addColumn<policy::Language>("language");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<QString>("htmlTag");
    QTest::newRow("Japanese") << policy::Language::Japanese << u"ja"_s << u"lang=\"ja\""_s;
    QTest::newRow("Chinese") << policy::Language::TraditionalChinese << u"zh-Hant"_s << u"lang=\"zh-TW\""_s;
}

void TestAlertMails::speaksTheTenantsLanguage()
{
    QFETCH(const policy::Language, language);
    QFETCH(const QString, tag);
    QFETCH(const QString, htmlTag);
    const OutgoingMail mail = m_mails.alert(tenant(language), topicOfLevel(Level::Warning), newsOf(1), {lockedEvent()});
    QCOMPARE(mail.language, tag);
    QVERIFY2(mail.html.contains(htmlTag), qPrintable(mail.html));
    QVERIFY2(!mail.plain.contains(u"Accessed from"_s), qPrintable(mail.plain));
    QVERIFY2(!mail.subject.contains(u"Warning"_s), qPrintable(mail.subject));
}

void TestAlertMails::countsWhatIsNotShown()
{
    QList<audit::Event> events(mostFirstShown + mostLastShown, lockedEvent());
    const OutgoingMail mail = m_mails.alert(tenant(), topicOfLevel(Level::Warning), newsOf(1234), events);
    QCOMPARE(mail.subject, u"⚠ Warning: 1234 events – Alpha & Co"_s);
    const QString told = u"Of 1234 events the first 20 and the last 10 are shown. All of them stand in the audit log, "
                         "between the numbers 4711 and 5944."_s;
    QVERIFY2(mail.plain.contains(told), qPrintable(mail.plain));
    QVERIFY(mail.html.contains(told));
    QCOMPARE(mail.eventCount, 1234);
    events.resize(25);
    const OutgoingMail gone = m_mails.alert(tenant(), topicOfLevel(Level::Warning), newsOf(1234), events);
    QVERIFY(gone.plain.contains(u"5 of the events are no longer in the log"_s));
}

void TestAlertMails::tellsWhatWasHeldBack()
{
    AlertNews news;
    news.heldBack = {.mails = 12, .events = 340, .firstNumber = 5, .lastNumber = 900, .highest = Level::Critical};
    news.isLate = true;
    AlertTopic topic = topicOfLevel(Level::Critical);
    topic.rule.mailsPerHour = 3;
    const OutgoingMail mail = m_mails.alert(tenant(), topic, news, {});
    QCOMPARE(mail.subject, u"‼ Critical: mail was held back – Alpha & Co"_s);
    QCOMPARE(mail.heldBack, 12);
    QCOMPARE(mail.eventCount, 0);
    QVERIFY(mail.plain.contains(u"Held back before this mail: 12 (events in them: 340, between the numbers 5 and 900). "
                                "At most 3 mails an hour are sent for this."_s));
    QVERIFY(mail.plain.contains(u"This mail is late"_s));
}

void TestAlertMails::tellsOfARule()
{
    AlertTopic topic{.name = u"rule: 持ち出し"_s, .level = {}, .rule = {}, .matcher = {}};
    topic.rule.name = u"持ち出し"_s;
    topic.rule.filter = u"action:\"export\" or user:<b>"_s;
    const OutgoingMail mail = m_mails.alert(tenant(), topic, newsOf(1), {lockedEvent()});
    QCOMPARE(mail.subject, u"⚠ Warning: 持ち出し: Authentication: account locked – Alpha & Co"_s);
    QVERIFY(
        mail.plain.contains(u"the rule “持ち出し” of “Alpha & Co” mails to you. It selects: action:\"export\" or"_s));
    QVERIFY(mail.html.contains(u"user:&lt;b&gt;"_s));
}

void TestAlertMails::takesNoMarkupFromEvents()
{
    const QString hostile = u"<img src=x onerror=alert(1)>\"'&{{title}}<!--"_s;
    audit::Event bad = lockedEvent();
    for (QString *text : {&bad.source, &bad.user, &bad.service, &bad.module, &bad.action, &bad.complement})
        *text = hostile;
    TenantState state = tenant();
    state.settings.tenant.displayName = hostile;
    const OutgoingMail mail = m_mails.alert(state, topicOfLevel(Level::Warning), newsOf(1), {bad});
    QVERIFY(!mail.html.contains(u"<img"_s));
    QVERIFY(!mail.html.contains(u"<!--"_s));
    QCOMPARE(mail.html.count(u"<title>"_s), 1);
    // As the text that it is: in six fields, in title and heading three times each, and in the reason.
    QCOMPARE(mail.html.count(u"{{title}}"_s), 6 + 2 * 3 + 1);
}

void TestAlertMails::takesNoLinesFromEvents()
{
    audit::Event bad = lockedEvent();
    bad.module = u"Login\r\nBcc: all@example.com"_s;
    bad.action = u"x\u2028y\u202Ecod.exe\0z"_s;
    bad.complement = u"first\r\n\r\n  Result: SUCCESS\n-- \nof nobody"_s;
    const OutgoingMail mail = m_mails.alert(tenant(), topicOfLevel(Level::Warning), newsOf(1), {bad});
    QVERIFY(!mail.subject.contains(QRegularExpression(u"[\\x00-\\x1f\\x{2028}\\x{202e}]"_s)));
    QVERIFY(!mail.plain.contains(u"\nBcc:"_s));
    QVERIFY(!mail.plain.contains(u"\n  Result: SUCCESS"_s));
    QCOMPARE(mail.plain.count(u"\n-- \n"_s), 1);
}

void TestAlertMails::readsTabsAsBlanks()
{
    audit::Event event = lockedEvent();
    event.complement = u"file:\treport.csv\n\trows: 12"_s;
    const OutgoingMail mail = m_mails.alert(tenant(), topicOfLevel(Level::Warning), newsOf(1), {event});
    QVERIFY2(mail.plain.contains("Complement: file: report.csv\n       rows: 12\n"_L1), qPrintable(mail.plain));
    QVERIFY(!mail.html.contains(QChar::ReplacementCharacter));
}

void TestAlertMails::keepsWhatIsLongShort()
{
    audit::Event bad = lockedEvent();
    for (QString *text : {&bad.source, &bad.user, &bad.service, &bad.module, &bad.action})
        *text = QString(100'000, u'字');
    bad.complement = QString(100'000, u'a') + QString(1000, u'\n');
    TenantState state = tenant();
    state.settings.tenant.displayName = QString(128, u'名');
    const QList<audit::Event> events(mostFirstShown + mostLastShown, bad);
    const OutgoingMail one = m_mails.alert(state, topicOfLevel(Level::Warning), newsOf(1), {bad});
    QVERIFY(one.subject.size() <= 255);
    const OutgoingMail many = m_mails.alert(state, topicOfLevel(Level::Warning), newsOf(1234), events);
    QVERIFY(many.plain.toUtf8().size() + many.html.toUtf8().size() < largestMail / 2);
}

void TestAlertMails::loadsNothingFromElsewhere()
{
    const OutgoingMail mail = m_mails.alert(tenant(), topicOfLevel(Level::Warning), newsOf(1), {lockedEvent()});
    for (const auto &part : {u"http"_s, u"src="_s, u"href="_s, u"url("_s, u"<script"_s, u"<link"_s, u"@import"_s})
        QVERIFY2(!mail.html.contains(part), qPrintable(part));
    QVERIFY(mail.html.contains(u"color-scheme: light dark"_s));
    // Neither text nor ground has a colour of its own, so that both follow the reader's scheme.
    QVERIFY(!mail.html.contains(QRegularExpression(u"[ \";](color|background(-color)?):"_s)));
}

void TestAlertMails::saysThatATestIsOne()
{
    const TestMail test{.topic = u"critical"_s,
        .level = Level::Critical,
        .ruleName = {},
        .recipients = {u"hana@example.com"_s},
        .realRecipients = {u"mori@example.com"_s},
        .askedBy = u"chief"_s};
    const OutgoingMail mail = m_mails.test(tenant(), test);
    QCOMPARE(mail.subject, u"Test mail: Critical – Alpha & Co"_s);
    QCOMPARE(mail.kind, MailKind::Test);
    QCOMPARE(mail.topic, u"critical"_s);
    QCOMPARE(mail.askedBy, u"chief"_s);
    QCOMPARE(mail.recipients, QStringList{u"hana@example.com"_s});
    QVERIFY(mail.plain.contains(u"This is a test that chief sent. Nothing has happened."_s));
    QVERIFY(mail.plain.contains(u"a real event would be mailed to: mori@example.com"_s));
    TestMail nobody = test;
    nobody.realRecipients.clear();
    QVERIFY(m_mails.test(tenant(), nobody).plain.contains(u"would be mailed to nobody"_s));
}

QTEST_GUILESS_MAIN(TestAlertMails)
#include "tst_alertmails.moc"
