// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/changewords.h"
#include "items/settingwords.h"
#include "policy/settings.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;
using policy::FieldChange;
using policy::FieldChanges;

namespace {

/// The paths of all fields of a section, those of structs within it taken apart.
template<typename T>
void collectFields(const QString &path, const T &value, QStringList &fields)
{
    if constexpr (policy::Fielded<T>) {
        T::fields(value, [&](const char *name, const auto &field, const auto &...) {
            collectFields(
                path.isEmpty() ? QString::fromLatin1(name) : path + u'.' + QLatin1StringView(name), field, fields);
        });
    } else {
        fields << path;
    }
}

const QTimeZone tokyo("Asia/Tokyo");

}

class TestChangeWords : public QObject {
    Q_OBJECT

private slots:
    void namesEverySectionAndField();
    void callsWhatItDoesNotKnowAsThePlatformDoes();
    void saysValuesInWords_data();
    void saysValuesInWords();
    void hasWordsForEveryNamedValue();
    void tellsWhatBecameOfARule();
    void tellsAllOfAChange();
    void tellsAChangeInOneLine();
};

void TestChangeWords::namesEverySectionAndField()
{
    const policy::Settings settings;
    policy::Settings::sections(settings, []<typename S>(const S &section) {
        const QString key = S::key;
        QVERIFY2(sectionTitle(key) != key, qPrintable(key));
        QStringList fields;
        collectFields(QString(), section, fields);
        for (const QString &field : std::as_const(fields))
            QVERIFY2(fieldTitle(key, field) != field, qPrintable(key + u'.' + field));
        QStringList named;
        for (const SettingName &name : settingNames(key))
            named << name.field;
        QCOMPARE(named, fields);
    });
}

void TestChangeWords::callsWhatItDoesNotKnowAsThePlatformDoes()
{
    QCOMPARE(sectionTitle(u"moonPhase"_s), u"moonPhase"_s);
    QCOMPARE(fieldTitle(u"ipRestriction"_s, u"colour"_s), u"colour"_s);
    QCOMPARE(valueText(u"ipRestriction.mode"_s, u"sometimes"_s), u"sometimes"_s);
    QCOMPARE(valueText(u"moonPhase.colour"_s, u"red"_s), u"red"_s);
    QVERIFY(settingNames(u"moonPhase"_s).isEmpty());
}

void TestChangeWords::saysValuesInWords_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("text");
    const auto row = [](const QString &path, const QJsonValue &value, const QString &text) {
        QTest::addRow("%s %s", qPrintable(path), qPrintable(value.toVariant().toString())) << path << value << text;
    };
    row(u"ipRestriction.mode"_s, u"denyAll"_s, u"Deny all"_s);
    row(u"basicAuth.enabled"_s, true, u"On"_s);
    row(u"clientCertificates.selfService"_s, false, u"No"_s);
    row(u"accountLockout.attempts"_s, 10, u"10"_s);
    row(u"accountLockout.attempts"_s, QJsonValue(), u"Never"_s);
    row(u"accountLockout.duration"_s, 30, u"30 minutes"_s);
    row(u"accountLockout.duration"_s, QJsonValue(), u"Until an administrator unlocks"_s);
    row(u"signIn.idleEnd"_s, 1440, u"24 hours"_s);
    row(u"signIn.idleEnd"_s, 7 * 1440, u"7 days"_s);
    row(u"signIn.idleEnd"_s, 61, u"61 minutes"_s);
    row(u"signIn.automaticSignIn"_s, QJsonValue(), u"Off"_s);
    row(u"passwordPolicy.expiresAfter"_s, 365, u"1 year"_s);
    row(u"passwordPolicy.expiresAfter"_s, 90, u"90 days"_s);
    row(u"support.until"_s, u"2026-03-05T14:00:00.000Z"_s, u"2026-03-05 23:00 (UTC+09:00)"_s);
    row(u"support.until"_s, QJsonValue(), u"Not allowed"_s);
    row(u"loginPage.title"_s, QString(), u"The tenant’s name"_s);
    row(u"loginPage.image"_s, QJsonValue(), u"None"_s);
    row(u"loginPage.image"_s, QJsonObject{{u"sha256"_s, u"ab"_s}, {u"size"_s, 2048}, {u"mediaType"_s, u"image/png"_s}},
        u"image/png, "_s + QLocale().formattedDataSize(2048));
    row(u"loginPage.failureMessage"_s, QJsonObject{{u"en"_s, u"No."_s}, {u"ja"_s, u"不可"_s}},
        u"English: No.\nJapanese: 不可"_s);
    row(u"loginPage.failureMessage"_s, QJsonObject(), u"The platform’s own words"_s);
    row(u"auditAlerts.error.addresses"_s, QJsonArray{u"a@example.com"_s, u"b@example.com"_s},
        u"a@example.com, b@example.com"_s);
    row(u"auditAlerts.error.addresses"_s, QJsonArray(), u"Off"_s);
    row(u"auditRetention.keepFor"_s, u"sixWeeks"_s, u"6 weeks"_s);
    row(u"tenant.language"_s, u"zh-Hant"_s, u"Traditional Chinese"_s);
    row(u"tenant.displayName"_s, u"2026-03-05T14:00:00Z"_s, u"2026-03-05T14:00:00Z"_s);
}

void TestChangeWords::saysValuesInWords()
{
    QFETCH(QString, path);
    QFETCH(QJsonValue, value);
    QFETCH(QString, text);
    QCOMPARE(valueText(path, value, tokyo), text);
}

void TestChangeWords::hasWordsForEveryNamedValue()
{
    const auto check = []<typename E>(const QString &path, E) {
        for (const auto &[value, name] : policy::EnumNames<E>::names)
            QVERIFY2(valueText(path, QString(name)) != name, qPrintable(path + u'=' + name));
    };
    const policy::Settings settings;
    policy::Settings::sections(settings, [&]<typename S>(const S &section) {
        S::fields(section, [&]<typename F>(const char *name, const F &value, const auto &...) {
            if constexpr (policy::NamedEnum<F>)
                check(u"%1.%2"_s.arg(QString(S::key), QString::fromLatin1(name)), value);
        });
    });
    check(u"loginPage.failureMessage"_s, policy::Language());
    check(u"auditAlerts.critical.pace"_s, policy::AlertPace());
    check(u"auditAlerts.rules.pace"_s, policy::AlertPace());
}

void TestChangeWords::tellsWhatBecameOfARule()
{
    policy::Settings before;
    policy::Settings after;
    const policy::AlertRule night{.name = u"Night"_s, .filter = u"user:sato"_s, .addresses = {u"a@example.com"_s}};
    policy::AlertRule slower = night;
    slower.pace = policy::AlertPace::Hour;
    slower.addresses << u"b@example.com"_s;
    const policy::AlertRule doors{
        .name = u"Doors"_s, .enabled = false, .filter = u"service:doors"_s, .addresses = {u"a@example.com"_s}};
    before.auditAlerts.rules = {night};
    after.auditAlerts.rules = {slower, doors};
    const QList<ChangeRow> expected{
        {u"Alert rules: added"_s, {},
            u"Doors (Mail to: a@example.com; In use: No; Filter: service:doors; Most mails an hour: 60; Pace: At once)"_s},
        {u"Alert rules: changed"_s, u"Night (Mail to: a@example.com; Pace: At once)"_s,
            u"Night (Mail to: a@example.com, b@example.com; Pace: Every hour)"_s},
    };
    const auto changes = policy::sectionChanges(before, after, u"auditAlerts"_s);
    QCOMPARE(changeRows(u"auditAlerts"_s, changes, tokyo), expected);
    QCOMPARE(changeSummary(u"auditAlerts"_s, changes, tokyo), u"Alert rules: 1 added, 1 changed"_s);
}

void TestChangeWords::tellsAllOfAChange()
{
    policy::ListChange list;
    list.identityField = u"network"_s;
    const auto entry = [](const QString &network, const QString &memo) {
        return QJsonObject{{u"network"_s, network}, {u"memo"_s, memo}};
    };
    list.added = {entry(u"192.0.2.0/24"_s, u"Office"_s)};
    list.addedCount = 1;
    list.removed = {entry(u"198.51.100.1"_s, {})};
    list.removedCount = 3;
    list.changedBefore = {entry(u"203.0.113.0/26"_s, u"Old"_s)};
    list.changedAfter = {entry(u"203.0.113.0/26"_s, u"New"_s)};
    list.changedCount = 1;
    const FieldChanges changes{
        {.field = u"mode"_s, .before = u"allowAll"_s, .after = u"allowListed"_s, .list = {}},
        {.field = u"entries"_s, .kind = FieldChange::Kind::List, .before = {}, .after = {}, .list = list},
    };
    const QList<ChangeRow> expected{
        {u"Mode"_s, u"Allow all"_s, u"Allow listed"_s},
        {u"Listed addresses: added"_s, {}, u"192.0.2.0/24 (Office)"_s},
        {u"Listed addresses: removed"_s, u"198.51.100.1"_s, {}},
        {u"Listed addresses: removed"_s, {}, u"and 2 more"_s},
        {u"Listed addresses: changed"_s, u"203.0.113.0/26 (Old)"_s, u"203.0.113.0/26 (New)"_s},
    };
    QCOMPARE(changeRows(u"ipRestriction"_s, changes, tokyo), expected);
    QCOMPARE(changeSummary(u"ipRestriction"_s, changes, tokyo),
        u"Mode: Allow all → Allow listed · Listed addresses: 1 added, 3 removed, 1 changed"_s);
    QCOMPARE(
        changeRows(u"basicAuth"_s,
            {{.field = u"pair.password"_s, .kind = FieldChange::Kind::Secret, .before = {}, .after = {}, .list = {}}},
            tokyo),
        (QList<ChangeRow>{{u"Password"_s, {}, u"Changed"_s}}));
}

void TestChangeWords::tellsAChangeInOneLine()
{
    const auto summary = [](const QString &section, const policy::Settings &before, const policy::Settings &after) {
        return changeSummary(section, policy::sectionChanges(before, after, section), tokyo);
    };
    const policy::Settings before;
    policy::Settings after;
    after.accountLockout.duration.reset();
    after.auditAlerts.warning.addresses = {u"a@example.com"_s, u"b@example.com"_s};
    after.loginPage.failureMessage = {{policy::Language::English, u"No."_s}, {policy::Language::Japanese, u"不可"_s}};
    QCOMPARE(summary(u"accountLockout"_s, before, after), u"Locked for: 30 minutes → Until an administrator unlocks"_s);
    QCOMPARE(summary(u"auditAlerts"_s, before, after), u"Mail at level Warning: 2 added"_s);
    QCOMPARE(summary(u"loginPage"_s, before, after),
        u"Message on a failed sign-in: The platform’s own words → English: No. Japanese: 不可"_s);
    QCOMPARE(summary(u"ipRestriction"_s, before, after), u"Only the order of a list"_s);
}

QTEST_GUILESS_MAIN(TestChangeWords)
#include "tst_changewords.moc"
