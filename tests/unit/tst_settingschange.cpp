// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/passwordhash.h"
#include "store/formernames.h"
#include "store/settingschange.h"
#include "store/settingsweighing.h"
#include "temporarystore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <latch>
#include <thread>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSettingsChange : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void isInForceWhenItReturns();
    void writesAnEventForEachChangedSection();
    void callsWeakerProtectionAWarning();
    void changesNothingWhereNothingDiffers();
    void keepsANewOrderOfAList();
    void savesSeveralSectionsOrNone();
    void movesTheTenantToItsNewSubdomain();
    void keepsAFormerSubdomainForItsOwner();
    void takesBytesOnlyThatWereSent();
    void refusesBadDrafts_data();
    void refusesBadDrafts();
    void letsOneOfTwoAdministratorsWin();
    void tellsWhatStandsNow();
    void sealsSecrets();
    void keepsASecretThatIsNotSent();
    void clearsASecret();
    void writesNoSecretAnywhere();
    void answersARepeatWithTheFirstAnswer();
    void answersARepeatAfterARestart();
    void refusesAKeyUsedOtherwise();
    void forgetsAnswersAfterADay();
    void refusesToShutOutTheEditor();
    void countsTheWayInOfTheResult_data();
    void countsTheWayInOfTheResult();
    void takesConsentForJustThisDraft();
    void needsAReasonWithTheConsent();
    void foretellsWithoutChanging();
    void touchesNoOtherTenant();
    void changesNothingOnAFullDisk();

private:
    using Outcome = std::expected<StoredAnswer, SettingsRefusal>;

    SettingsChange change(const SettingsDraft &draft) const;
    Outcome save(const SettingsChange &change) { return saveSettings(*m_tenants, m_hasher, change); }
    Outcome save(const SettingsDraft &draft) { return save(change(draft)); }
    std::shared_ptr<const TenantState> state() const { return m_tenants->snapshot()->byId.value(m_tenant); }
    void reopen();
    QByteArray storedBytes();

    const crypto::PasswordHasher m_hasher{{.memoryKib = 8, .passes = 1, .lanes = 1}};
    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    TenantId m_tenant;
    UserId m_user;
};

namespace {

/// The tag of all sections, of which but the first two were never changed.
QByteArray tagOf(int ipRevision, int basicRevision)
{
    const qsizetype others = policy::sectionKeys().size() - 2;
    return QByteArray::number(ipRevision) + '.' + QByteArray::number(basicRevision) + QByteArray(".0").repeated(others);
}

const QString ip = u"ipRestriction"_s;
const QString basic = u"basicAuth"_s;

QJsonObject ipValue(const QString &mode, const QStringList &networks = {})
{
    QJsonArray entries;
    for (const QString &network : networks)
        entries.append(QJsonObject{{u"network"_s, network}, {u"memo"_s, u"office"_s}});
    return {{u"mode"_s, mode}, {u"entries"_s, entries}};
}

QJsonObject basicValue(bool enabled, const QString &name, const QJsonValue &password = QJsonValue::Undefined)
{
    QJsonObject pair{{u"userName"_s, name}};
    if (!password.isUndefined())
        pair.insert(u"password"_s, password);
    return {
        {u"enabled"_s, enabled},
        {u"pair"_s, pair},
        {u"second"_s, QJsonObject{{u"userName"_s, u""_s}, {u"endsAt"_s, QJsonValue::Null}}},
    };
}

QJsonObject withSecond(QJsonObject value, const QString &name, const QString &password, const QString &endsAt)
{
    value.insert(u"second"_s, QJsonObject{{u"userName"_s, name}, {u"password"_s, password}, {u"endsAt"_s, endsAt}});
    return value;
}

SettingsDraft listing(const QStringList &networks, qint64 revision = 0)
{
    return {{ip, {revision, ipValue(u"allowListed"_s, networks)}}};
}

SettingsDraft closing(const QJsonValue &password, qint64 ipRevision = 0, qint64 basicRevision = 0)
{
    return {{ip, {ipRevision, ipValue(u"denyAll"_s)}}, {basic, {basicRevision, basicValue(true, u"gate"_s, password)}}};
}

const QString here = u"192.0.2.1"_s;

}

void TestSettingsChange::init()
{
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    m_user = m_tenants->findUser(m_tenant, u"chief"_s)->value().id;
    m_store->pass(1h);
}

/// Whatever a test did: what was published is what was stored.
void TestSettingsChange::cleanup()
{
    const auto before = state();
    reopen();
    QCOMPARE(state()->settings, before->settings);
    QCOMPARE(state()->revisions, before->revisions);
    m_tenants.reset();
}

void TestSettingsChange::reopen()
{
    m_tenants.reset();
    m_tenants = m_store->open();
    QVERIFY(m_tenants);
}

SettingsChange TestSettingsChange::change(const SettingsDraft &draft) const
{
    return {
        .editor = {m_tenant, m_user, u"chief"_s, here},
        .draft = draft,
        .wayIn = {.client = IpAddress::parse(here).value(), .presentedName = {}, .provenSeals = {}},
        .consent = {},
        .idempotencyKey = {},
    };
}

QByteArray TestSettingsChange::storedBytes()
{
    m_tenants.reset(); // The last connection that closes brings the journal into the file.
    QFile file(m_store->file());
    const QByteArray bytes = file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    m_tenants = m_store->open();
    return bytes;
}

void TestSettingsChange::isInForceWhenItReturns()
{
    const auto before = state();
    const auto answer = save(listing({u"192.0.2.0/24"_s}));
    QVERIFY(answer);
    QCOMPARE(state()->rules.mode, policy::IpRestriction::Mode::AllowListed);
    QCOMPARE(state()->settings.ipRestriction.entries.size(), 1);
    QCOMPARE(state()->revisions.value(ip).number, 1);
    QCOMPARE(state()->revisions.value(ip).by, u"chief"_s);
    QCOMPARE(m_tenants->snapshot()->bySubdomain.value("demo"), state());
    QCOMPARE(before->rules.mode, policy::IpRestriction::Mode::AllowAll);

    const QJsonObject expected{
        {u"sections"_s,
            QJsonObject{{ip,
                QJsonObject{{u"revision"_s, 1}, {u"changedAt"_s, u"2026-03-05T15:00:00.000Z"_s},
                    {u"changedBy"_s, u"chief"_s}, {u"value"_s, ipValue(u"allowListed"_s, {u"192.0.2.0/24"_s})}}}}},
        {u"inForceSince"_s, u"2026-03-05T15:00:00.000Z"_s},
    };
    QCOMPARE(QJsonDocument::fromJson(answer->body).object(), expected);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->tag, tagOf(1, 0));
}

void TestSettingsChange::writesAnEventForEachChangedSection()
{
    QVERIFY(save(closing(u"first pass"_s)));
    const auto events = m_tenants->events(m_tenant, 10)->events;
    QCOMPARE(events.size(), 3);
    const audit::Event expected{
        .number = 2,
        .time = m_store->now(),
        .source = here,
        .user = u"chief"_s,
        .service = u"Common"_s,
        .module = u"Security settings"_s,
        .action = u"change ipRestriction"_s,
        .result = audit::EventResult::Success,
        .level = audit::Level::Notice,
        .complement = u"mode: allowAll -> denyAll"_s,
    };
    QCOMPARE(events[1], expected);
    QCOMPARE(events[0].action, u"change basicAuth"_s);
    QCOMPARE(events[0].complement, u"enabled: false -> true; pair.userName: \"\" -> gate; pair.password: changed"_s);
}

void TestSettingsChange::callsWeakerProtectionAWarning()
{
    QVERIFY(save(listing({u"192.0.2.0/24"_s})));
    QVERIFY(save(listing({u"192.0.0.0/16"_s}, 1)));
    QCOMPARE(m_tenants->events(m_tenant, 1)->events.first().level, audit::Level::Warning);
    QVERIFY(save(listing({u"192.0.2.0/24"_s}, 2)));
    QCOMPARE(m_tenants->events(m_tenant, 1)->events.first().level, audit::Level::Notice);
}

void TestSettingsChange::changesNothingWhereNothingDiffers()
{
    QVERIFY(save(listing({u"192.0.2.0/24"_s})));
    const auto before = state();
    m_store->pass(1h);
    const auto again = save(listing({u"192.0.2.0/24"_s}, 1));
    QVERIFY(again);
    QCOMPARE(again->tag, tagOf(1, 0));
    QCOMPARE(QJsonDocument::fromJson(again->body)[u"inForceSince"_s], u"2026-03-05T15:00:00.000Z"_s);
    QCOMPARE(state(), before);
    QCOMPARE(m_tenants->events(m_tenant, 10)->events.size(), 2);

    const auto never = save(SettingsDraft{{basic, {0, basicValue(false, u""_s)}}});
    QVERIFY(never);
    const auto body = QJsonDocument::fromJson(never->body);
    QVERIFY(body[u"inForceSince"_s].isNull());
    QVERIFY(body[u"sections"_s][basic][u"changedBy"_s].isNull());
}

void TestSettingsChange::keepsANewOrderOfAList()
{
    QVERIFY(save(listing({u"192.0.2.0/24"_s, u"10.0.0.0/8"_s})));
    QVERIFY(save(listing({u"10.0.0.0/8"_s, u"192.0.2.0/24"_s}, 1)));
    QCOMPARE(state()->settings.ipRestriction.entries.first().network.toString(), u"10.0.0.0/8"_s);
    QCOMPARE(m_tenants->events(m_tenant, 1)->events.first().complement, u"order"_s);
}

void TestSettingsChange::savesSeveralSectionsOrNone()
{
    SettingsDraft draft = closing(u"first pass"_s);
    draft[basic].revision = 3;
    const auto stale = save(draft);
    QVERIFY(!stale);
    QCOMPARE(stale.error().stale.keys(), QStringList{basic});
    QCOMPARE(state()->revisions.value(ip).number, 0);
    QCOMPARE(m_tenants->events(m_tenant, 10)->events.size(), 1);

    const auto both = save(closing(u"first pass"_s));
    QVERIFY(both);
    QCOMPARE(both->tag, tagOf(1, 1));
    QCOMPARE(QJsonDocument::fromJson(both->body)[u"sections"_s].toObject().keys(), (QStringList{basic, ip}));
}

void TestSettingsChange::movesTheTenantToItsNewSubdomain()
{
    QVERIFY(save({{u"subdomain"_s, {0, QJsonObject{{u"name"_s, u"gate"_s}}}}}));
    const auto snapshot = m_tenants->snapshot();
    QVERIFY(!snapshot->bySubdomain.contains("demo"));
    QCOMPARE(snapshot->bySubdomain.value("gate"), state());
    QCOMPARE(state()->subdomain, u"gate"_s);
    reopen();
    QVERIFY(!m_tenants->snapshot()->bySubdomain.contains("demo"));
    QCOMPARE(m_tenants->snapshot()->bySubdomain.value("gate")->id, m_tenant);
}

void TestSettingsChange::keepsAFormerSubdomainForItsOwner()
{
    QVERIFY(save({{u"subdomain"_s, {0, QJsonObject{{u"name"_s, u"gate"_s}}}}}));
    const NewUser admin{.loginName = u"admin"_s, .displayName = {}, .role = {}, .passwordHash = "$"};
    const auto create = [&](const QString &name) {
        return m_tenants->create({.subdomain = name, .displayName = {}, .administrator = admin, .by = {}});
    };
    const auto taken = create(u"demo"_s);
    QVERIFY(!taken);
    QVERIFY(taken.error().is(messages::SubdomainTaken));
    QVERIFY(create(u"other"_s));
    const auto others = save({{u"subdomain"_s, {1, QJsonObject{{u"name"_s, u"other"_s}}}}});
    QVERIFY(!others);
    QCOMPARE(others.error().errors.first().field, u"subdomain.name"_s);
    QVERIFY(save({{u"subdomain"_s, {1, QJsonObject{{u"name"_s, u"demo"_s}}}}}));
    m_store->pass(formerNameKept);
    QVERIFY(create(u"gate"_s));
}

void TestSettingsChange::takesBytesOnlyThatWereSent()
{
    QJsonObject page = policy::sectionToJson(policy::Settings(), u"loginPage", policy::JsonUse::Answer);
    page.insert(
        u"image"_s, QJsonObject{{u"sha256"_s, QString(64, u'a')}, {u"size"_s, 3}, {u"mediaType"_s, u"image/png"_s}});
    const auto refused = save({{u"loginPage"_s, {0, page}}});
    QVERIFY(!refused);
    QVERIFY(refused.error().errors.first().is(messages::BlobUnknown));
}

void TestSettingsChange::refusesBadDrafts_data()
{
    QTest::addColumn<SettingsDraft>("draft");
    QTest::addColumn<QStringList>("fields");
    QJsonObject unknownField = ipValue(u"denyAll"_s);
    unknownField.insert(u"colour"_s, u"red"_s);
    QStringList tooMany;
    for (int i = 0; i <= 10'000; ++i)
        tooMany << u"10.%1.%2.0/24"_s.arg(i / 256).arg(i % 256);

    QTest::newRow("unknown section") << SettingsDraft{{u"weather"_s, {0, QJsonObject()}}} << QStringList{u"weather"_s};
    QTest::newRow("unknown field") << SettingsDraft{{ip, {0, unknownField}}} << QStringList{u"ipRestriction.colour"_s};
    QTest::newRow("no object") << SettingsDraft{{ip, {0, 7}}} << QStringList{u"ipRestriction"_s};
    QTest::newRow("bad network") << listing({u"10.0.0.0/8"_s, u"10.0.0.0/33"_s})
                                 << QStringList{u"ipRestriction.entries[1].network"_s};
    QTest::newRow("too many entries") << listing(tooMany) << QStringList{u"ipRestriction.entries"_s};
    QTest::newRow("basic without restriction")
        << SettingsDraft{{basic, {0, basicValue(true, u"gate"_s, u"first pass"_s)}}}
        << QStringList{u"basicAuth.enabled"_s};
    QTest::newRow("basic without password")
        << closing(QJsonValue::Undefined) << QStringList{u"basicAuth.pair.password"_s};
    QTest::newRow("short password") << closing(u"abc"_s) << QStringList{u"basicAuth.pair.password"_s};
    QTest::newRow("two sections") << SettingsDraft{{ip, {0, ipValue(u"never"_s)}}, {basic, {0, u"x"_s}}}
                                  << QStringList{u"basicAuth"_s, u"ipRestriction.mode"_s};
}

void TestSettingsChange::refusesBadDrafts()
{
    QFETCH(SettingsDraft, draft);
    QFETCH(QStringList, fields);
    const auto before = state();
    const auto saved = save(draft);
    QVERIFY(!saved);
    QStringList found;
    for (const Error &error : saved.error().errors) {
        found << error.field;
        QCOMPARE(error.arguments.filter(u"abc"_s), QStringList());
    }
    QCOMPARE(found, fields);
    QCOMPARE(state(), before);
    QCOMPARE(m_tenants->events(m_tenant, 10)->events.size(), 1);

    const auto checked = checkSettings(*m_tenants, change(draft));
    QVERIFY(checked);
    QCOMPARE(checked->errors, saved.error().errors);
    QCOMPARE(checked->wayIn.verdict, policy::Verdict::Pass);
}

void TestSettingsChange::letsOneOfTwoAdministratorsWin()
{
    constexpr int administrators = 8;
    std::atomic<int> won = 0;
    std::atomic<int> stale = 0;
    for (int round = 0; round < 5; ++round) {
        std::latch ready(administrators);
        std::vector<std::jthread> all;
        for (int i = 0; i < administrators; ++i) {
            all.emplace_back([&, i] {
                ready.arrive_and_wait();
                const auto saved = save(listing({u"192.0.2.0/24"_s, u"10.%1.%2.0/24"_s.arg(round).arg(i)}, round));
                ++(saved ? won : stale);
                if (!saved && saved.error().stale.value(ip).revision.number != round + 1)
                    stale += 100;
            });
        }
    }
    QCOMPARE(won, 5);
    QCOMPARE(stale, 5 * (administrators - 1));
    QCOMPARE(state()->revisions.value(ip).number, 5);
    QCOMPARE(m_tenants->events(m_tenant, 100)->events.size(), 6);
}

void TestSettingsChange::tellsWhatStandsNow()
{
    QVERIFY(save(listing({u"192.0.2.0/24"_s})));
    const auto late = save(listing({u"10.0.0.0/8"_s}));
    QVERIFY(!late);
    QCOMPARE(late.error().errors.first().kind, ErrorKind::Stale);
    QVERIFY(late.error().errors.first().is(messages::SectionStale));
    QCOMPARE(late.error().errors.first().field, ip);
    const StandingSection standing = late.error().stale.value(ip);
    QCOMPARE(standing.revision, state()->revisions.value(ip));
    QCOMPARE(standing.revision.by, u"chief"_s);
    QCOMPARE(standing.value, ipValue(u"allowListed"_s, {u"192.0.2.0/24"_s}));
    const auto foretold = checkSettings(*m_tenants, change(listing({u"10.0.0.0/8"_s})));
    QVERIFY(!foretold);
    QCOMPARE(foretold.error().stale, late.error().stale);
}

void TestSettingsChange::sealsSecrets()
{
    QVERIFY(save(closing(u"first pass"_s)));
    const policy::Secret &secret = state()->settings.basicAuth.pair.password;
    QVERIFY(secret.isSet);
    QVERIFY(!secret.entered);
    QVERIFY(m_hasher.verify(u"first pass"_s, secret.sealed));
    QCOMPARE(secret.changedAt, QDateTime::fromString(u"2026-03-05T15:00:00Z"_s, Qt::ISODate));
}

void TestSettingsChange::keepsASecretThatIsNotSent()
{
    QVERIFY(save(closing(u"first pass"_s)));
    const auto before = state()->settings.basicAuth.pair.password;
    const auto proven = state()->proven;
    SettingsChange next = change(closing(QJsonValue::Undefined, 1, 1));
    next.draft[ip].value = ipValue(u"allowListed"_s, {u"192.0.2.0/24"_s});
    QVERIFY(save(next));
    QCOMPARE(state()->settings.basicAuth.pair.password, before);
    QCOMPARE(state()->proven, proven);
    QCOMPARE(state()->revisions.value(basic).number, 1);

    // The same password entered once more is a change: nobody compares it with the old one.
    QVERIFY(save(SettingsDraft{{basic, {1, basicValue(true, u"gate"_s, u"first pass"_s)}}}));
    QCOMPARE(state()->revisions.value(basic).number, 2);
    QVERIFY(state()->settings.basicAuth.pair.password.sealed != before.sealed);
    QVERIFY(state()->proven != proven);
}

void TestSettingsChange::clearsASecret()
{
    QVERIFY(save(closing(u"first pass"_s)));
    SettingsDraft draft = closing(QJsonValue::Null, 1, 1);
    draft[ip].value = ipValue(u"allowAll"_s);
    draft[basic].value = basicValue(false, u"gate"_s, QJsonValue::Null);
    QVERIFY(save(draft));
    QCOMPARE(state()->settings.basicAuth.pair.password, policy::Secret());
    draft[ip].revision = 2;
    draft[basic].revision = 2;
    QVERIFY(save(draft));
    QCOMPARE(state()->revisions.value(basic).number, 2);
}

void TestSettingsChange::writesNoSecretAnywhere()
{
    SettingsChange secretive = change(closing(u"Zx9-Never-In-A-File"_s));
    secretive.idempotencyKey = "key";
    const auto answer = save(secretive);
    QVERIFY(answer);
    QVERIFY(!answer->body.contains("Never-In-A-File"));
    const QByteArray seal = state()->settings.basicAuth.pair.password.sealed;
    QVERIFY(!answer->body.contains(seal));
    const QByteArray bytes = storedBytes();
    QVERIFY(bytes.contains("gate"));
    QVERIFY(!bytes.contains("Never-In-A-File"));
    QCOMPARE(bytes.count(seal), 1);

    // A replaced seal is gone from the file, not merely from the table.
    QVERIFY(save(SettingsDraft{{basic, {1, basicValue(true, u"gate"_s, u"another pass"_s)}}}));
    QVERIFY(!storedBytes().contains(seal));
}

void TestSettingsChange::answersARepeatWithTheFirstAnswer()
{
    SettingsChange once = change(closing(u"first pass"_s));
    once.idempotencyKey = "7c1e";
    const auto first = save(once);
    QVERIFY(first);
    m_store->pass(1h);
    const auto hashes = m_hasher.hashesMade();
    QCOMPARE(save(once).value(), first.value());
    QCOMPARE(m_hasher.hashesMade(), hashes);
    QCOMPARE(m_tenants->events(m_tenant, 10)->events.size(), 3);

    // Another user's key of the same name is another key.
    QVERIFY(m_tenants->addUsers(m_tenant, {{u"taro"_s, {}, Role::Administrator, "hash"}}));
    SettingsChange other = once;
    other.editor.user = m_tenants->findUser(m_tenant, u"taro"_s)->value().id;
    const auto stale = save(other);
    QVERIFY(!stale);
    QCOMPARE(stale.error().errors.first().kind, ErrorKind::Stale);

    std::latch ready(4);
    std::atomic<int> same = 0;
    SettingsChange next = change(closing(u"second pass"_s, 1, 1));
    next.idempotencyKey = "concurrent";
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < 4; ++i) {
            all.emplace_back([&] {
                ready.arrive_and_wait();
                const auto answer = save(next);
                same += answer && answer->tag == tagOf(1, 2) ? 1 : 0;
            });
        }
    }
    QCOMPARE(same, 4);
    QCOMPARE(state()->revisions.value(basic).number, 2);
}

void TestSettingsChange::answersARepeatAfterARestart()
{
    SettingsChange once = change(closing(u"first pass"_s));
    once.idempotencyKey = "7c1e";
    const auto first = save(once);
    reopen();
    QCOMPARE(save(once).value(), first.value());
}

void TestSettingsChange::refusesAKeyUsedOtherwise()
{
    SettingsChange once = change(closing(u"first pass"_s));
    once.idempotencyKey = "7c1e";
    QVERIFY(save(once));
    SettingsChange other = change(closing(u"other pass"_s));
    other.idempotencyKey = "7c1e";
    const auto refused = save(other);
    QVERIFY(!refused);
    QVERIFY(refused.error().errors.first().is(messages::KeyUsedOtherwise));
    other = change(listing({here}, 1));
    other.idempotencyKey = "7c1e";
    QVERIFY(save(other).error().errors.first().is(messages::KeyUsedOtherwise));
    reopen();
    QVERIFY(save(other).error().errors.first().is(messages::KeyUsedOtherwise));
}

void TestSettingsChange::forgetsAnswersAfterADay()
{
    SettingsChange once = change(listing({u"192.0.2.0/24"_s}));
    once.idempotencyKey = "7c1e";
    QVERIFY(save(once));
    m_store->pass(answerLifetime);
    QCOMPARE(save(once).error().errors.first().kind, ErrorKind::Stale);
    once.draft = listing({u"192.0.2.0/25"_s}, 1);
    QVERIFY(save(once));
}

void TestSettingsChange::refusesToShutOutTheEditor()
{
    const auto refused = save(listing({u"10.0.0.0/8"_s}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().errors.first().kind, ErrorKind::Conflict);
    QVERIFY(refused.error().errors.first().is(messages::ShutsOut));
    QVERIFY(refused.error().wayIn);
    QCOMPARE(refused.error().wayIn->verdict, policy::Verdict::Deny);
    QCOMPARE(refused.error().wayIn->decidedBy, policy::Condition::AddressListed);
    QVERIFY(!refused.error().consentToken.isEmpty());
    QCOMPARE(state()->revisions.value(ip).number, 0);
}

void TestSettingsChange::countsTheWayInOfTheResult_data()
{
    QTest::addColumn<QString>("presentedName");
    QTest::addColumn<bool>("proven");
    QTest::addColumn<SettingsDraft>("draft");
    QTest::addColumn<policy::Verdict>("verdict");
    const SettingsDraft kept{{ip, {1, ipValue(u"denyAll"_s)}}, {basic, {1, basicValue(true, u"gate"_s)}}};
    const SettingsDraft renamed{{ip, {1, ipValue(u"denyAll"_s)}}, {basic, {1, basicValue(true, u"door"_s)}}};
    const SettingsDraft off{{ip, {1, ipValue(u"denyAll"_s)}}, {basic, {1, basicValue(false, u"gate"_s)}}};
    const auto second = [](const QString &endsAt) {
        return SettingsDraft{{ip, {1, ipValue(u"denyAll"_s)}},
            {basic, {1, withSecond(basicValue(true, u"gate"_s), u"late"_s, u"second pass"_s, endsAt)}}};
    };
    using policy::Verdict;
    QTest::newRow("no pair") << QString() << false << kept << Verdict::AskBasic;
    QTest::newRow("the right pair") << u"gate"_s << true << kept << Verdict::Pass;
    QTest::newRow("a wrong password") << u"gate"_s << false << kept << Verdict::AskBasic;
    QTest::newRow("another name") << u"Gate"_s << true << kept << Verdict::AskBasic;
    QTest::newRow("the name changes") << u"gate"_s << true << renamed << Verdict::AskBasic;
    QTest::newRow("the password changes") << QString() << false << closing(u"new pass"_s, 1, 1) << Verdict::Pass;
    QTest::newRow("basic goes off") << u"gate"_s << true << off << Verdict::Deny;
    QTest::newRow("second pair with a future")
        << QString() << false << second(u"2027-01-01T00:00:00Z"_s) << Verdict::Pass;
    QTest::newRow("second pair that has ended")
        << QString() << false << second(u"2026-01-01T00:00:00Z"_s) << Verdict::AskBasic;
}

void TestSettingsChange::countsTheWayInOfTheResult()
{
    QFETCH(QString, presentedName);
    QFETCH(bool, proven);
    QFETCH(SettingsDraft, draft);
    QFETCH(policy::Verdict, verdict);
    SettingsDraft before{{ip, {0, ipValue(u"allowListed"_s, {here})}}};
    before.insert(basic, {0, basicValue(true, u"gate"_s, u"first pass"_s)});
    QVERIFY(save(before));

    SettingsChange next = change(draft);
    if (!presentedName.isNull())
        next.wayIn.presentedName = presentedName;
    if (proven)
        next.wayIn.provenSeals = {state()->settings.basicAuth.pair.password.sealed};
    const auto foretold = checkSettings(*m_tenants, next);
    QVERIFY(foretold);
    QCOMPARE(foretold->wayIn.verdict, verdict);
    const auto saved = save(next);
    QCOMPARE(saved.has_value(), verdict == policy::Verdict::Pass);
    if (!saved)
        QCOMPARE(saved.error().consentToken, foretold->consentToken);
}

void TestSettingsChange::takesConsentForJustThisDraft()
{
    const auto refused = save(listing({u"10.0.0.0/8"_s}));
    const QByteArray token = refused.error().consentToken;
    const auto saveWith = [&](SettingsDraft draft, const QByteArray &withToken) {
        SettingsChange consented = change(draft);
        consented.consent = Consent{withToken, u"moving to the new office"_s};
        return save(consented);
    };
    QVERIFY(!saveWith(listing({u"10.0.0.0/9"_s}), token));
    QVERIFY(!saveWith(listing({u"10.0.0.0/8"_s}), ""));
    QVERIFY(!saveWith(listing({u"10.0.0.0/8"_s}), token.chopped(1)));
    for (qsizetype i = 0; i < token.size() - 1; ++i) {
        QByteArray other = token;
        other[i] = other[i] == 'A' ? 'B' : 'A';
        QVERIFY(!saveWith(listing({u"10.0.0.0/8"_s}), other));
    }

    // Somebody else's change of another section voids it as well: the whole is another now.
    QVERIFY(save(SettingsDraft{{basic, {0, basicValue(false, u"gate"_s)}}}));
    const auto voided = saveWith(listing({u"10.0.0.0/8"_s}), token);
    QVERIFY(!voided);
    QVERIFY(voided.error().consentToken != token);

    const auto saved = saveWith(listing({u"10.0.0.0/8"_s}), voided.error().consentToken);
    QVERIFY(saved);
    QCOMPARE(m_tenants->events(m_tenant, 1)->events.first().complement,
        u"mode: allowAll -> allowListed; entries: +10.0.0.0/8 (office); reason: moving to the new office"_s);
    const auto reason = m_tenants->store().read([&](Database &database) {
        return database.first(u"SELECT reason FROM history WHERE tenant = ? AND section = ? AND revision = 1"_s,
            {m_tenant.value, ip}, [](const QSqlQuery &row) { return row.value(0).toString(); });
    });
    QCOMPARE(reason.value(), u"moving to the new office"_s);
}

void TestSettingsChange::needsAReasonWithTheConsent()
{
    SettingsChange shuttingOut = change(listing({u"10.0.0.0/8"_s}));
    const QByteArray token = save(shuttingOut).error().consentToken;
    for (const QString &reason : {u""_s, u"   "_s, u"two\nlines"_s, QString(501, u'x')}) {
        shuttingOut.consent = Consent{token, reason};
        const auto refused = save(shuttingOut);
        QVERIFY(!refused);
        QCOMPARE(refused.error().errors.first().kind, ErrorKind::Invalid);
        QCOMPARE(refused.error().errors.first().field, u"reason"_s);
    }
    shuttingOut.consent = Consent{token, QString(500, u'x')};
    QVERIFY(save(shuttingOut));
}

void TestSettingsChange::foretellsWithoutChanging()
{
    const auto before = state();
    const auto hashes = m_hasher.hashesMade();
    const auto foretold = checkSettings(*m_tenants, change(closing(u"first pass"_s)));
    QVERIFY(foretold);
    QCOMPARE(foretold->errors, Errors());
    QCOMPARE(foretold->wayIn.verdict, policy::Verdict::Pass);
    QVERIFY(foretold->consentToken.isEmpty());
    QCOMPARE(foretold->changes.keys(), (QStringList{basic, ip}));
    QCOMPARE(policy::describe(foretold->changes.value(ip)), u"mode: allowAll -> denyAll"_s);
    QCOMPARE(state(), before);
    QCOMPARE(m_tenants->events(m_tenant, 10)->events.size(), 1);
    QCOMPARE(m_hasher.hashesMade(), hashes);
}

void TestSettingsChange::touchesNoOtherTenant()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    const auto theirs = m_tenants->snapshot()->byId.value(other);
    QVERIFY(save(listing({u"192.0.2.0/24"_s})));
    QCOMPARE(m_tenants->snapshot()->byId.value(other), theirs);
    QCOMPARE(m_tenants->events(other, 10)->events.size(), 1);

    SettingsChange nowhere = change(listing({u"192.0.2.0/24"_s}));
    nowhere.editor.tenant = TenantId{4711};
    QCOMPARE(save(nowhere).error().errors.first().kind, ErrorKind::NotFound);
    QVERIFY(!checkSettings(*m_tenants, nowhere));
}

void TestSettingsChange::changesNothingOnAFullDisk()
{
    QStringList networks{here};
    for (int i = 0; i < 5000; ++i)
        networks << u"10.%1.%2.0/24"_s.arg(i / 256).arg(i % 256);
    const auto before = state();
    QVERIFY(TemporaryStore::fillDisk(*m_tenants));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"SQLite error 13 "_s));
    SettingsChange large = change(listing(networks));
    large.idempotencyKey = "7c1e";
    const auto refused = save(large);
    QVERIFY(!refused);
    QCOMPARE(refused.error().errors.first().kind, ErrorKind::Unavailable);
    QCOMPARE(state(), before);
    QCOMPARE(m_tenants->events(m_tenant, 10)->events.size(), 1);

    reopen();
    QVERIFY(save(large));
}

QTEST_GUILESS_MAIN(TestSettingsChange)
#include "tst_settingschange.moc"
