// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alertforecast.h"
#include "alerts/alertwatch.h"
#include "crypto/passwordhash.h"
#include "store/eventrows.h"
#include "store/segmentlogs.h"
#include "store/settingschange.h"
#include "store/settingsjson.h"
#include "temporarystore.h"

#include <QFile>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;
using namespace std::chrono_literals;
using audit::Level;
using policy::AlertPace;

namespace {

const QStringList mori{u"mori@example.com"_s};
const QStringList hana{u"hana@example.com"_s};

audit::Event told(Level level, const QString &action = u"login"_s, const QString &user = u"taro"_s)
{
    return {.time = {},
        .source = u"192.0.2.7"_s,
        .user = user,
        .service = u"Groupware"_s,
        .module = u"掲示板"_s,
        .action = action,
        .level = level,
        .complement = {}};
}

policy::AlertRule rule(const QString &name, const QString &filter)
{
    return {.name = name, .filter = filter, .addresses = mori};
}

}

/// Events that become mail in the queue, through the store and with it closed and opened in between.
class TestAlertWatch : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void tellsOfAnEventOnce();
    void tellsByItself();
    void tellsOfNothingBeforeItWasTurnedOn();
    void tellsOfNothingToANewTenant();
    void judgesByLevelsAndRulesApart();
    void readsFiltersInJapanese();
    void readsTimesOnTheDayOfTheEvent();
    void leavesOutRulesThatAreOff();
    void putsEventsThatWaitTogetherIntoOneMail();
    void neverAlertsOnAlerts();
    void keepsOthersTenantsApart();
    void queuesHigherLevelsFirst();
    void holdsBackAndTellsHowMuch();
    void keepsADigestUntilItsEnd();
    void tellsWhatItMissedAndThatItIsLate();
    void goesOnWhereSettingsChangedWhileNobodyWatched();
    void goesOnBehindEventsThatCannotBeRead();
    void tellsWhatCannotBeShown();
    void forecastsFromWhatCanBeRead();
    void tellsWhoeverIsToldNoMoreOfThat();
    void tellsWhatWaitedUnderARuleThatEnds();
    void keepsWhatWaitsWhenAnotherFieldChanges();
    void tellsWhoeverIsAddedNothingOlder();
    void tellsByTheOldFilterWhatItSelected();
    void tellsWhoeverIsReplacedWhatWaits();
    void tellsAllThatHappenedBeforeAChangeByTheOldSettings();
    void holdsBackWhatTheQueueDoesNotTake();
    void tellsForTheLastTimeThoughTheQueueIsFull();
    void tellsWhatIsUrgentWhileTheQueueIsFull();
    void neitherLosesNorDoublesWhereverItIsStopped();

private:
    struct Mail {
        QString topic;
        int level;
        qint64 first;
        qint64 last;
        qint64 count;
        qint64 held;
        QString subject;
    };

    void open();
    void restart();
    void set(const std::function<void(policy::AuditAlerts &)> &edit, TenantId tenant);
    void set(const std::function<void(policy::AuditAlerts &)> &edit) { set(edit, m_tenant); }
    qint64 add(audit::Event event, TenantId tenant);
    qint64 add(const audit::Event &event) { return add(event, m_tenant); }
    /// Closes all events up to now; where @p isHarmed, their file is gone then.
    void close(bool isHarmed);
    QString plain();
    bool settle() { return m_watch->settle().has_value(); }
    QList<Mail> mails(TenantId tenant);
    QList<Mail> mails() { return mails(m_tenant); }
    QStringList topics();
    QStringList recipients();
    void fillQueue(Level level);

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::unique_ptr<AlertWatch> m_watch;
    crypto::PasswordHasher m_hasher{{.memoryKib = 64, .passes = 1, .lanes = 1}};
    TenantId m_tenant;
};

void TestAlertWatch::init()
{
    m_store = std::make_unique<TemporaryStore>();
    open();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"alpha"_s);
}

void TestAlertWatch::cleanup()
{
    m_watch.reset();
    m_tenants.reset();
}

void TestAlertWatch::open()
{
    m_tenants = m_store->open();
    m_watch = AlertWatch::open(*m_tenants).value();
}

void TestAlertWatch::restart()
{
    cleanup();
    open();
}

/// By the way that settings take.
void TestAlertWatch::set(const std::function<void(policy::AuditAlerts &)> &edit, TenantId tenant)
{
    const auto state = m_tenants->snapshot()->byId.value(tenant);
    policy::AuditAlerts alerts = state->settings.auditAlerts;
    edit(alerts);
    SettingsChange change;
    change.editor = {.tenant = tenant, .user = UserId{1}, .loginName = u"chief"_s, .address = u"192.0.2.1"_s};
    change.draft.insert(policy::AuditAlerts::key,
        {state->revisions[u"auditAlerts"_s].number, policy::fieldsToJson(alerts, policy::JsonUse::Request)});
    const auto saved = saveSettings(*m_tenants, m_hasher, change);
    QVERIFY2(saved, saved ? "" : saved.error().errors.first().message->code);
}

qint64 TestAlertWatch::add(audit::Event event, TenantId tenant)
{
    event.time = m_store->now();
    return m_tenants->appendEvent(tenant, event).value_or(0);
}

QList<TestAlertWatch::Mail> TestAlertWatch::mails(TenantId tenant)
{
    return m_tenants->store()
        .read([tenant](Database &database) {
            return database.select(u"SELECT topic, level, first_event, last_event, event_count, held_back, subject"
                                   " FROM mails WHERE tenant = ? ORDER BY id"_s,
                {tenant.value}, [](const QSqlQuery &row) {
                    return Mail{row.value(0).toString(), row.value(1).toInt(), row.value(2).toLongLong(),
                        row.value(3).toLongLong(), row.value(4).toLongLong(), row.value(5).toLongLong(),
                        row.value(6).toString()};
                });
        })
        .value_or(QList<Mail>());
}

void TestAlertWatch::close(bool isHarmed)
{
    const qint64 last = m_tenants->lastEventNumber(m_tenant).value();
    const auto made = closeEvents(m_tenants->store(), m_tenant, u"2026-03"_s, last);
    QVERIFY(made);
    if (isHarmed)
        QVERIFY(QFile::remove(m_tenants->store().segments().folder().linesOf(m_tenant, made->last())));
}

/// The text of the first mail.
QString TestAlertWatch::plain()
{
    const auto text = m_tenants->store().read([this](Database &database) {
        return database.first(u"SELECT plain FROM mails WHERE tenant = ? ORDER BY id"_s, {m_tenant.value},
            [](const QSqlQuery &row) { return row.value(0).toString(); });
    });
    return text.value().value_or(QString());
}

QStringList TestAlertWatch::topics()
{
    QStringList topics;
    for (const Mail &mail : mails())
        topics << mail.topic;
    return topics;
}

QStringList TestAlertWatch::recipients()
{
    return m_tenants->store()
        .read([this](Database &database) {
            return database.select(u"SELECT address FROM mail_recipients WHERE tenant = ? ORDER BY mail, address"_s,
                {m_tenant.value}, [](const QSqlQuery &row) { return row.value(0).toString(); });
        })
        .value_or(QStringList());
}

void TestAlertWatch::tellsOfAnEventOnce()
{
    set([](auto &alerts) { alerts.error.addresses = mori + hana; });
    add(told(Level::Notice));
    const qint64 number = add(told(Level::Error, u"削除"_s));
    QVERIFY(settle());
    QVERIFY(settle());
    restart();
    QVERIFY(settle());
    QCOMPARE(mails().size(), 1);
    QCOMPARE(mails().first().topic, u"error"_s);
    QCOMPARE(mails().first().level, int(Level::Error));
    QCOMPARE(mails().first().first, number);
    QCOMPARE(mails().first().last, number);
    QCOMPARE(mails().first().count, 1);
    QVERIFY2(mails().first().subject.contains(u"掲示板: 削除"_s), qPrintable(mails().first().subject));
    QCOMPARE(recipients(), hana + mori);
}

void TestAlertWatch::tellsByItself()
{
    set([](auto &alerts) { alerts.error.addresses = mori; });
    add(told(Level::Error));
    QTRY_COMPARE(mails().size(), 1);
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"beta"_s);
    set([](auto &alerts) { alerts.error.addresses = hana; }, other);
    add(told(Level::Error), other);
    QTRY_COMPARE(mails(other).size(), 1);
}

void TestAlertWatch::tellsOfNothingBeforeItWasTurnedOn()
{
    add(told(Level::Error));
    add(told(Level::Critical));
    set([](auto &alerts) { alerts.error.addresses = mori; });
    QVERIFY(settle());
    QCOMPARE(mails().size(), 0);
    add(told(Level::Critical));
    set([](auto &alerts) { alerts.critical.addresses = mori; });
    QVERIFY(settle());
    QCOMPARE(mails().size(), 0);
    set([](auto &alerts) { alerts.error.addresses.clear(); });
    add(told(Level::Error));
    set([](auto &alerts) { alerts.error.addresses = mori; });
    add(told(Level::Critical));
    QVERIFY(settle());
    QCOMPARE(topics(), QStringList{u"critical"_s});
}

void TestAlertWatch::tellsOfNothingToANewTenant()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"beta"_s);
    add(told(Level::Critical), other);
    QVERIFY(settle());
    QCOMPARE(mails(other).size(), 0);
}

void TestAlertWatch::judgesByLevelsAndRulesApart()
{
    set([](auto &alerts) {
        alerts.error.addresses = mori;
        alerts.rules = {rule(u"Deletions"_s, u"action:delete"_s), rule(u"Taro"_s, u"user:TARO"_s),
            rule(u"Others"_s, u"-user:taro"_s)};
    });
    add(told(Level::Error, u"delete"_s));
    QVERIFY(settle());
    QCOMPARE(topics(), (QStringList{u"error"_s, u"rule: Deletions"_s, u"rule: Taro"_s}));
    for (const Mail &mail : mails())
        QCOMPARE(mail.level, int(Level::Error));
}

void TestAlertWatch::readsFiltersInJapanese()
{
    set([](auto &alerts) {
        alerts.rules = {rule(u"持ち出し"_s, u"モジュール：掲示板　アクション：*削除*　レベル：(notice, 警告)"_s)};
    });
    add(told(Level::Notice, u"一括削除した"_s));
    add(told(Level::Notice, u"参照"_s));
    add(told(Level::Error, u"削除"_s));
    QVERIFY(settle());
    QCOMPARE(mails().size(), 1);
    QCOMPARE(mails().first().topic, u"rule: 持ち出し"_s);
    QVERIFY(mails().first().subject.contains(u"持ち出し"_s));
    QCOMPARE(mails().first().count, 1);
}

/// The clock begins on a Thursday.
void TestAlertWatch::readsTimesOnTheDayOfTheEvent()
{
    set([](auto &alerts) {
        alerts.rules = {rule(u"Days"_s, u"user:taro time:today"_s), rule(u"Weekend"_s, u"user:taro time:saturday"_s)};
    });
    QVERIFY(settle());
    m_store->pass(24h);
    add(told(Level::Notice));
    QVERIFY(settle());
    QCOMPARE(topics(), QStringList{u"rule: Days"_s});
    m_store->pass(24h);
    add(told(Level::Notice));
    QVERIFY(settle());
    QCOMPARE(topics(), (QStringList{u"rule: Days"_s, u"rule: Days"_s, u"rule: Weekend"_s}));
}

void TestAlertWatch::leavesOutRulesThatAreOff()
{
    set([](auto &alerts) {
        alerts.rules = {rule(u"On"_s, u"user:taro"_s), rule(u"Off"_s, u"user:taro"_s)};
        alerts.rules.last().enabled = false;
    });
    add(told(Level::Notice));
    QVERIFY(settle());
    QCOMPARE(topics(), QStringList{u"rule: On"_s});
    set([](auto &alerts) { alerts.rules.last().enabled = true; });
    m_store->pass(1min);
    QVERIFY(settle());
    QCOMPARE(mails().size(), 1);
}

void TestAlertWatch::putsEventsThatWaitTogetherIntoOneMail()
{
    set([](auto &alerts) { alerts.notice.addresses = mori; });
    QVERIFY(settle());
    QList<audit::Event> events(3000, told(Level::Notice));
    for (audit::Event &each : events)
        each.time = m_store->now();
    QVERIFY(m_tenants->appendEvents(m_tenant, events));
    QVERIFY(settle());
    m_store->pass(1s);
    QVERIFY(settle());
    qint64 told = 0;
    for (const Mail &mail : mails())
        told += mail.count;
    QCOMPARE(told, 3000);
    QVERIFY2(mails().size() <= 2, QByteArray::number(mails().size()).constData());
}

void TestAlertWatch::neverAlertsOnAlerts()
{
    set([](auto &alerts) {
        alerts.error.addresses = mori;
        alerts.rules = {rule(u"All"_s, u"module:Alerts"_s)};
    });
    audit::Event failed = told(Level::Error, u"delivery given up"_s);
    failed.service = u"Common"_s;
    failed.module = u"Alerts"_s;
    add(failed);
    QVERIFY(settle());
    QCOMPARE(mails().size(), 0);
    failed.service = u"Groupware"_s; // which may call a module of its own so
    add(failed);
    QVERIFY(settle());
    QCOMPARE(mails().size(), 2);
}

void TestAlertWatch::keepsOthersTenantsApart()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"beta"_s);
    set([](auto &alerts) { alerts.error.addresses = mori; });
    set([](auto &alerts) { alerts.error.addresses = hana; }, other);
    add(told(Level::Error), other);
    QVERIFY(settle());
    QCOMPARE(mails().size(), 0);
    QCOMPARE(mails(other).size(), 1);
}

void TestAlertWatch::queuesHigherLevelsFirst()
{
    set([](auto &alerts) {
        for (auto *level : {&alerts.information, &alerts.notice, &alerts.error, &alerts.critical})
            level->addresses = mori;
        alerts.rules = {rule(u"All"_s, u"user:taro"_s)};
        alerts.information.mailsPerHour = 1;
    });
    QVERIFY(settle());
    QList<audit::Event> events;
    for (const Level level : {Level::Information, Level::Notice, Level::Critical, Level::Error})
        events << told(level);
    QVERIFY(m_tenants->appendEvents(m_tenant, events));
    QVERIFY(settle());
    QCOMPARE(topics(), (QStringList{u"critical"_s, u"rule: All"_s, u"error"_s, u"notice"_s, u"information"_s}));
    // The ceiling of a lower level is no concern of a higher one.
    m_store->pass(1s);
    QVERIFY(m_tenants->appendEvents(m_tenant, {told(Level::Information), told(Level::Critical)}));
    QVERIFY(settle());
    QCOMPARE(topics().sliced(5), (QStringList{u"critical"_s, u"rule: All"_s}));
}

void TestAlertWatch::holdsBackAndTellsHowMuch()
{
    set([](auto &alerts) {
        alerts.notice.addresses = mori;
        alerts.notice.mailsPerHour = 2;
    });
    for (int i = 0; i < 5; ++i) {
        add(told(Level::Notice));
        QVERIFY(settle());
        m_store->pass(1min);
        restart();
    }
    QCOMPARE(mails().size(), 2);
    m_store->pass(54min);
    QVERIFY(settle());
    QCOMPARE(mails().size(), 2);
    m_store->pass(1min);
    QVERIFY(settle());
    QCOMPARE(mails().size(), 3);
    QCOMPARE(mails().last().count, 0);
    QCOMPARE(mails().last().held, 3);
    QCOMPARE(mails().last().level, int(Level::Notice));
}

void TestAlertWatch::keepsADigestUntilItsEnd()
{
    set([](auto &alerts) {
        alerts.notice.addresses = mori;
        alerts.notice.pace = AlertPace::Hour;
    });
    const qint64 first = add(told(Level::Notice, u"first"_s));
    QVERIFY(settle());
    m_store->pass(30min);
    restart();
    const qint64 last = add(told(Level::Notice, u"last"_s));
    QVERIFY(settle());
    QCOMPARE(mails().size(), 0);
    restart();
    m_store->pass(30min);
    QVERIFY(settle());
    QCOMPARE(mails().size(), 1);
    QCOMPARE(mails().first().first, first);
    QCOMPARE(mails().first().last, last);
    QCOMPARE(mails().first().count, 2);
}

void TestAlertWatch::tellsWhatItMissedAndThatItIsLate()
{
    set([](auto &alerts) { alerts.notice.addresses = mori; });
    m_watch.reset();
    add(told(Level::Notice));
    m_store->pass(2h);
    m_watch = AlertWatch::open(*m_tenants).value();
    QVERIFY(settle());
    QCOMPARE(mails().size(), 1);
    QVERIFY2(plain().contains("This mail is late"_L1), qPrintable(plain()));
}

void TestAlertWatch::goesOnWhereSettingsChangedWhileNobodyWatched()
{
    set([](auto &alerts) { alerts.error.addresses = mori; });
    m_watch.reset();
    set([](auto &alerts) { alerts.error.addresses = hana; });
    restart();
    add(told(Level::Error));
    QVERIFY(settle());
    QCOMPARE(recipients(), hana);
}

/// The service stood still until a month was over: some of its events are read, some cannot be, and some are new.
void TestAlertWatch::goesOnBehindEventsThatCannotBeRead()
{
    set([](auto &alerts) { alerts.error.addresses = mori; });
    QVERIFY(settle());
    m_watch.reset();
    const qint64 before = add(told(Level::Error, u"before"_s));
    close(false);
    add(told(Level::Error, u"unread"_s));
    const qint64 unread = add(told(Level::Notice, u"unread too"_s));
    close(true);
    const qint64 behind = add(told(Level::Error, u"behind"_s));
    close(false);
    const qint64 open = add(told(Level::Error, u"open"_s));
    m_watch = AlertWatch::open(*m_tenants).value();
    QVERIFY(settle());
    m_store->pass(1s);
    QVERIFY(settle());
    QCOMPARE(behind, unread + 1);
    QCOMPARE(mails().size(), 2);
    QCOMPARE(mails().first().first, before);
    QCOMPARE(mails().first().last, before);
    QCOMPARE(mails().last().first, behind);
    QCOMPARE(mails().last().last, open);
    restart();
    m_store->pass(1s);
    add(told(Level::Error));
    QVERIFY(settle());
    QCOMPARE(mails().size(), 3);
}

/// What waits for the end of a digest is closed meanwhile, and then cannot be read.
void TestAlertWatch::tellsWhatCannotBeShown()
{
    set([](auto &alerts) {
        alerts.notice.addresses = mori;
        alerts.notice.pace = AlertPace::Day;
    });
    const qint64 first = add(told(Level::Notice, u"unread"_s));
    QVERIFY(settle());
    close(true);
    const qint64 last = add(told(Level::Notice, u"readable"_s));
    QVERIFY(settle());
    m_store->pass(24h);
    QVERIFY(settle());
    QCOMPARE(mails().size(), 1);
    QCOMPARE(mails().first().first, first);
    QCOMPARE(mails().first().last, last);
    QVERIFY2(plain().contains(u"1 of the events are no longer in the log and cannot be shown."_s), qPrintable(plain()));
    QVERIFY2(plain().contains(u"readable"_s) && !plain().contains(u"unread"_s), qPrintable(plain()));
}

void TestAlertWatch::forecastsFromWhatCanBeRead()
{
    set([](auto &alerts) { alerts.error.addresses = mori; });
    add(told(Level::Error));
    close(true);
    m_store->pass(1h);
    const auto since = m_store->now();
    add(told(Level::Error));
    m_store->pass(1h);
    add(told(Level::Error));
    const AlertPlan plan = AlertPlan::of(m_tenants->snapshot()->byId.value(m_tenant)->settings, m_store->now());
    const auto forecast = m_tenants->store().search([&](Database &database) {
        return forecastAlerts(
            database, m_tenant, plan, m_store->now(), std::chrono::steady_clock::now() + std::chrono::minutes(1));
    });
    QVERIFY(forecast);
    QVERIFY(forecast->isPartial);
    QCOMPARE(forecast->since, since);
    QCOMPARE(forecast->counts.size(), 1);
    QCOMPARE(forecast->counts.first().events, 2);
}

void TestAlertWatch::tellsWhoeverIsToldNoMoreOfThat()
{
    set([](auto &alerts) { alerts.warning.addresses = mori; });
    set([](auto &alerts) { alerts.warning.addresses.clear(); });
    QVERIFY(settle());
    QCOMPARE(mails().size(), 1);
    QVERIFY2(mails().first().subject.contains("change alerts"_L1), qPrintable(mails().first().subject));
    QCOMPARE(recipients(), mori);
    const auto places = m_tenants->store().read([](Database &database) {
        return database.first(u"SELECT (SELECT count(*) FROM alert_places) + (SELECT count(*) FROM alert_waits)"_s, {},
            [](const QSqlQuery &row) { return row.value(0).toInt(); });
    });
    QCOMPARE(**places, 0);
}

void TestAlertWatch::tellsWhatWaitedUnderARuleThatEnds()
{
    set([](auto &alerts) {
        alerts.rules = {rule(u"Daily"_s, u"user:taro"_s)};
        alerts.rules.first().pace = AlertPace::Day;
    });
    const qint64 number = add(told(Level::Notice));
    QVERIFY(settle());
    QCOMPARE(mails().size(), 0);
    set([](auto &alerts) { alerts.rules.first().name = u"Every day"_s; });
    QCOMPARE(mails().size(), 1);
    QCOMPARE(mails().first().topic, u"rule: Daily"_s);
    QCOMPARE(mails().first().first, number);
    m_store->pass(24h);
    QVERIFY(settle());
    QCOMPARE(mails().size(), 1);
}

void TestAlertWatch::keepsWhatWaitsWhenAnotherFieldChanges()
{
    set([](auto &alerts) {
        alerts.notice.addresses = mori;
        alerts.notice.pace = AlertPace::Day;
    });
    add(told(Level::Notice));
    QVERIFY(settle());
    set([](auto &alerts) { alerts.notice.mailsPerHour = 2; });
    set([](auto &alerts) { alerts.notice.addresses = {u"Mori@example.com"_s}; });
    QCOMPARE(mails().size(), 0);
    set([](auto &alerts) { alerts.notice.pace = AlertPace::AtOnce; });
    QVERIFY(settle());
    QCOMPARE(mails().size(), 1);
    QCOMPARE(recipients(), QStringList{u"Mori@example.com"_s});
    QCOMPARE(mails().first().count, 2); // the event, and the change of the pace; the others are warnings
}

void TestAlertWatch::tellsWhoeverIsAddedNothingOlder()
{
    set([](auto &alerts) {
        alerts.notice.addresses = mori;
        alerts.notice.pace = AlertPace::Day;
    });
    add(told(Level::Notice));
    QVERIFY(settle());
    set([](auto &alerts) { alerts.notice.addresses = mori + hana; });
    QCOMPARE(recipients(), mori);
    QCOMPARE(mails().first().count, 2); // the event, and the change
    const qint64 number = add(told(Level::Notice));
    QVERIFY(settle());
    m_store->pass(24h);
    QVERIFY(settle());
    QCOMPARE(recipients(), mori + hana + mori);
    QCOMPARE(mails().last().first, number);
    QCOMPARE(mails().last().count, 1);
}

void TestAlertWatch::tellsByTheOldFilterWhatItSelected()
{
    set([](auto &alerts) {
        alerts.rules = {rule(u"Daily"_s, u"user:taro"_s)};
        alerts.rules.first().pace = AlertPace::Day;
    });
    add(told(Level::Notice));
    QVERIFY(settle());
    set([](auto &alerts) { alerts.rules.first().filter = u"user:hanako"_s; });
    QCOMPARE(mails().size(), 1);
    QCOMPARE(mails().first().count, 1);
    QVERIFY2(plain().contains("user:taro"_L1), qPrintable(plain()));
    const qint64 number = add(told(Level::Notice, u"login"_s, u"hanako"_s));
    QVERIFY(settle());
    m_store->pass(24h);
    QVERIFY(settle());
    QCOMPARE(mails().size(), 2);
    QCOMPARE(mails().last().first, number);
    QCOMPARE(mails().last().count, 1);
}

void TestAlertWatch::tellsWhoeverIsReplacedWhatWaits()
{
    set([](auto &alerts) {
        alerts.notice.addresses = mori;
        alerts.notice.pace = AlertPace::Day;
    });
    add(told(Level::Notice));
    QVERIFY(settle());
    set([](auto &alerts) { alerts.notice.addresses = hana; });
    QCOMPARE(mails().size(), 1);
    QCOMPARE(recipients(), mori);
    add(told(Level::Notice));
    QVERIFY(settle());
    m_store->pass(24h);
    QVERIFY(settle());
    QCOMPARE(recipients(), mori + hana);
    QCOMPARE(mails().last().count, 1);
}

void TestAlertWatch::fillQueue(Level level)
{
    OutgoingMail other{.kind = MailKind::Alert, .level = level, .recipients = {}, .subject = u"x"_s};
    for (int i = 0; i < mostWaitingDeliveries; ++i)
        other.recipients << u"a%1@example.com"_s.arg(i);
    QVERIFY(m_tenants->store().write(
        [&](Transaction &transaction) { return enqueueMail(transaction, m_tenant, other, m_store->now()); }));
}

/// By itself, and not when the pause of what is less urgent is over.
void TestAlertWatch::tellsWhatIsUrgentWhileTheQueueIsFull()
{
    set([](auto &alerts) {
        alerts.notice.addresses = mori;
        alerts.error.addresses = mori;
    });
    QVERIFY(settle());
    fillQueue(Level::Warning);
    const auto heldBack = [this] {
        return m_tenants->store()
            .read([this](Database &database) { return alertWaits(database, m_tenant); })
            .value_or(AlertWaits())
            .value(u"notice"_s)
            .heldBack.mails;
    };
    const qsizetype before = topics().count(u"error"_s);
    add(told(Level::Notice));
    QTRY_COMPARE(heldBack(), 1);
    for (qsizetype i = 1; i <= 3; ++i) {
        add(told(Level::Error));
        m_store->pass(alertGathering);
        QTRY_COMPARE(topics().count(u"error"_s), before + i);
    }
    QVERIFY(!topics().contains(u"notice"_s));
}

void TestAlertWatch::tellsAllThatHappenedBeforeAChangeByTheOldSettings()
{
    set([](auto &alerts) {
        alerts.notice.addresses = mori;
        alerts.notice.pace = AlertPace::Day;
    });
    QVERIFY(settle());
    QList<audit::Event> events(7000, told(Level::Notice));
    for (audit::Event &each : events)
        each.time = m_store->now();
    QVERIFY(m_tenants->appendEvents(m_tenant, events));
    set([](auto &alerts) { alerts.notice.addresses = hana; });
    QCOMPARE(mails().size(), 1);
    QCOMPARE(mails().first().count, events.size());
    QCOMPARE(recipients(), mori);
    m_store->pass(24h);
    QVERIFY(settle());
    QCOMPARE(mails().size(), 1);
}

void TestAlertWatch::holdsBackWhatTheQueueDoesNotTake()
{
    set([](auto &alerts) {
        alerts.notice.addresses = mori;
        alerts.error.addresses = mori;
    });
    fillQueue(Level::Warning);
    add(told(Level::Notice));
    add(told(Level::Error));
    QVERIFY(settle());
    QVERIFY(!topics().contains(u"notice"_s));
    QVERIFY(topics().contains(u"error"_s)); // What is more urgent than all that waits has room.
    QVERIFY(m_tenants->store().write([this](Transaction &transaction) {
        Database &database = transaction.database();
        return database.run(u"DELETE FROM mail_recipients WHERE tenant = ?"_s, {m_tenant.value}).and_then([&](qint64) {
            return database.run(u"DELETE FROM mails WHERE tenant = ?"_s, {m_tenant.value});
        });
    }));
    QVERIFY(settle());
    QCOMPARE(mails().size(), 1);
    QCOMPARE(mails().first().held, 1);
}

void TestAlertWatch::tellsForTheLastTimeThoughTheQueueIsFull()
{
    set([](auto &alerts) { alerts.notice.addresses = mori; });
    fillQueue(Level::Warning);
    add(told(Level::Notice));
    QVERIFY(settle());
    QVERIFY(!topics().contains(u"notice"_s));
    set([](auto &alerts) { alerts.notice.addresses.clear(); });
    QCOMPARE(mails().last().topic, u"notice"_s);
    QCOMPARE(mails().last().held, 1);
}

void TestAlertWatch::neitherLosesNorDoublesWhereverItIsStopped()
{
    set([](auto &alerts) {
        alerts.notice.addresses = mori;
        alerts.notice.mailsPerHour = 1000;
        alerts.error.addresses = mori;
        alerts.error.pace = AlertPace::QuarterHour;
    });
    std::mt19937 random(20260305);
    qint64 notices = 0;
    qint64 errors = 0;
    for (int round = 0; round < 40; ++round) {
        QList<audit::Event> events;
        for (int i = int(random() % 30); i > 0; --i) {
            const bool isError = random() % 4 == 0;
            events << told(isError ? Level::Error : Level::Notice);
            ++(isError ? errors : notices);
        }
        QVERIFY(events.isEmpty() || m_tenants->appendEvents(m_tenant, events));
        m_store->pass(std::chrono::seconds(random() % 300));
        switch (random() % 3) {
        case 0:
            restart(); // wherever the thread is
            break;
        case 1:
            QVERIFY(settle());
            break;
        default:
            break;
        }
    }
    QVERIFY(settle());
    m_store->pass(1h);
    QVERIFY(settle());
    QMap<QString, qint64> told;
    QMap<QString, qint64> last;
    for (const Mail &mail : mails()) {
        told[mail.topic] += mail.count;
        QVERIFY(mail.first > last[mail.topic]);
        last[mail.topic] = mail.last;
    }
    QCOMPARE(told[u"notice"_s], notices);
    QCOMPARE(told[u"error"_s], errors);
}

QTEST_GUILESS_MAIN(TestAlertWatch)
#include "tst_alertwatch.moc"
