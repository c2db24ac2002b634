// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/maildispatcher.h"
#include "mail/retrypauses.h"
#include "temporarystore.h"

#include <QDir>
#include <QScopeGuard>
#include <QTest>

#include <atomic>
#include <functional>
#include <mutex>
#include <semaphore>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Kind = LetterOutcome::Kind;

namespace {

/// A way that does as the test says, and remembers what went over it.
struct Script {
    std::function<LetterOutcome(const Letter &)> carry
        = [](const Letter &) { return LetterOutcome{Kind::Taken, {AnswerKind::Server, u"250 ok"_s}, false}; };
    std::mutex mutex;
    QList<Letter> carried; ///< under mutex
};

class ScriptedRoad final : public MailRoad {
public:
    explicit ScriptedRoad(std::shared_ptr<Script> script)
        : m_script(std::move(script))
    {
    }

    LetterOutcome carry(const Letter &letter, const std::stop_token &) override
    {
        {
            const std::scoped_lock lock(m_script->mutex);
            m_script->carried.append(letter);
        }
        return m_script->carry(letter);
    }

private:
    const std::shared_ptr<Script> m_script;
};

LetterOutcome answerOf(Kind kind, const QString &words, bool concernsAll = false)
{
    return {kind, {AnswerKind::Server, words}, concernsAll};
}

}

class TestMailDispatcher : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void sendsByItself();
    void triesAgainWithGrowingPauses();
    void givesUpAfterThreeDays();
    void refusesForGood();
    void keepsTheMessageId();
    void tellsWhatIsNotKnown();
    void tellsWhatACrashHasLeft();
    void losesNothingWhereverItCrashes_data();
    void losesNothingWhereverItCrashes();
    void holdsBackTheRestWhenTheServerIsAway();
    void sendsWhatIsUrgentOnceTheServerIsBack_data();
    void sendsWhatIsUrgentOnceTheServerIsBack();
    void letsTenantsTakeTurns();
    void holdsUpNobodyForAFullQueue();
    void holdsUpNoOtherLaneForASlowServer();
    void sendsEachMailOverOneLane();
    void sendsWhatAClockAheadHasQueued();
    void tellsThatThereIsNoServer();
    void sendsNothingThatTheDiskDoesNotHold();
    void keepsResultsUntilTheDiskTakesThem();
    void putsMailsIntoAFolder();
    void triesAgainWhereTheFolderFails();

private:
    static MailOptions options();
    void open(int count = 1);
    MailId enqueue(const QStringList &recipients = {u"ops@example.test"_s}, audit::Level level = audit::Level::Warning,
        std::optional<TenantId> tenant = {});
    Delivery delivery(MailId mail, std::optional<TenantId> tenant = {}) const;
    DeliveryRecipient recipient(MailId mail) const { return delivery(mail).recipients.first(); }
    QList<DeliveryAttempt> attempts(MailId mail) const;
    QList<audit::Event> events() const;
    QStringList carriedTo() const;
    /// False where a lane that tries again by itself shares the transaction: what fails there fails with it.
    bool freeDisk() const;
    /// With what is on disk now. Nothing may be writing.
    std::unique_ptr<TemporaryStore> copyOfStore() const;
    void settle() { m_dispatcher->settle(); }

    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::shared_ptr<Script> m_script;
    std::unique_ptr<MailDispatcher> m_dispatcher;
    TenantId m_tenant;
};

void TestMailDispatcher::init()
{
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"alpha"_s);
    m_script = std::make_shared<Script>();
}

void TestMailDispatcher::cleanup()
{
    m_dispatcher.reset();
    m_tenants.reset();
}

MailOptions TestMailDispatcher::options()
{
    return {.server = {},
        .folder = {},
        .fromAddress = u"sekimori@example.test"_s,
        .fromName = {},
        .domain = "example.test"};
}

void TestMailDispatcher::open(int count)
{
    m_dispatcher.reset();
    std::vector<std::unique_ptr<MailRoad>> roads;
    roads.reserve(size_t(count));
    for (int i = 0; i < count; ++i)
        roads.push_back(std::make_unique<ScriptedRoad>(m_script));
    m_dispatcher = MailDispatcher::open(*m_tenants, options(), std::move(roads)).value();
}

MailId TestMailDispatcher::enqueue(const QStringList &recipients, audit::Level level, std::optional<TenantId> tenant)
{
    OutgoingMail mail;
    mail.topic = u"warning"_s;
    mail.level = level;
    mail.recipients = recipients;
    mail.subject = u"Subject"_s;
    mail.plain = u"Text"_s;
    return m_tenants->store()
        .write([&](Transaction &transaction) {
            return enqueueMail(transaction, tenant.value_or(m_tenant), mail, m_tenants->now());
        })
        .value();
}

Delivery TestMailDispatcher::delivery(MailId mail, std::optional<TenantId> tenant) const
{
    return *m_tenants->store()
                .read([&](Database &database) { return deliveryWithId(database, tenant.value_or(m_tenant), mail); })
                .value();
}

QList<DeliveryAttempt> TestMailDispatcher::attempts(MailId mail) const
{
    return m_tenants->store().read([&](Database &database) { return attemptsOf(database, m_tenant, mail); }).value();
}

QList<audit::Event> TestMailDispatcher::events() const
{
    QList<audit::Event> events = m_tenants->events(m_tenant, 1000)->events;
    events.removeIf([](const audit::Event &event) { return event.module != "Alerts"_L1; });
    return events;
}

QStringList TestMailDispatcher::carriedTo() const
{
    const std::scoped_lock lock(m_script->mutex);
    QStringList addresses;
    for (const Letter &letter : m_script->carried)
        addresses.append(letter.to);
    return addresses;
}

bool TestMailDispatcher::freeDisk() const
{
    return m_tenants->store()
        .write(
            [](Transaction &transaction) { return transaction.database().run(u"PRAGMA max_page_count = 1000000"_s); })
        .has_value();
}

std::unique_ptr<TemporaryStore> TestMailDispatcher::copyOfStore() const
{
    auto copy = std::make_unique<TemporaryStore>();
    const QString file = u"/platform.db"_s;
    bool isCopied = QDir().mkpath(copy->folder());
    for (const QString &part : {file, file + u"-wal"_s})
        isCopied = isCopied && QFile::copy(m_store->folder() + part, copy->folder() + part);
    return isCopied ? std::move(copy) : nullptr;
}

void TestMailDispatcher::sendsByItself()
{
    open();
    const MailId mail = enqueue();
    QTRY_COMPARE(recipient(mail).state, DeliveryState::Sent);
    QCOMPARE(recipient(mail).answer.text, u"250 ok"_s);
    QCOMPARE(recipient(mail).attempts, 1);
    QCOMPARE(carriedTo(), QStringList{u"ops@example.test"_s});
    QVERIFY(events().isEmpty());
}

void TestMailDispatcher::triesAgainWithGrowingPauses()
{
    m_script->carry = [](const Letter &) { return answerOf(Kind::TryAgain, u"451 later"_s); };
    open();
    const MailId mail = enqueue();
    settle();
    QList<std::chrono::minutes> pauses;
    for (int i = 0; i < 9; ++i) {
        const DeliveryRecipient now = recipient(mail);
        QCOMPARE(now.state, DeliveryState::Waiting);
        QCOMPARE(now.attempts, i + 1);
        pauses.append(std::chrono::duration_cast<std::chrono::minutes>(now.nextAt - m_store->now()));
        m_store->pass(now.nextAt - m_store->now());
        settle();
    }
    QCOMPARE(pauses, (QList<std::chrono::minutes>{1min, 2min, 5min, 15min, 30min, 1h, 2h, 2h, 2h}));
    m_script->carry = Script().carry;
    m_store->pass(2h);
    settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Sent);
    QCOMPARE(attempts(mail).size(), 11);
    QCOMPARE(attempts(mail).first().answer.text, u"451 later"_s);
}

void TestMailDispatcher::givesUpAfterThreeDays()
{
    m_script->carry = [](const Letter &) { return answerOf(Kind::TryAgain, u"451 later"_s); };
    open();
    const MailId mail = enqueue({u"a@example.test"_s, u"b@example.test"_s});
    const auto begun = m_store->now();
    settle();
    while (recipient(mail).state == DeliveryState::Waiting) {
        m_store->pass(recipient(mail).nextAt - m_store->now());
        settle();
    }
    QCOMPARE(recipient(mail).state, DeliveryState::GivenUp);
    QVERIFY(m_store->now() - begun > triedFor - 3h);
    QVERIFY(m_store->now() - begun <= triedFor);
    QCOMPARE(events().size(), 1);
    const audit::Event event = events().first();
    QCOMPARE(event.service, u"Common"_s);
    QCOMPARE(event.action, u"delivery given up"_s);
    QCOMPARE(event.level, audit::Level::Error);
    QVERIFY(event.complement.contains("topic: warning; to: a@example.test, b@example.test;"_L1));
    QVERIFY(event.complement.endsWith("answer: 451 later"_L1));
}

void TestMailDispatcher::refusesForGood()
{
    m_script->carry = [](const Letter &) { return answerOf(Kind::Refused, u"550 no such user"_s); };
    open();
    const MailId mail = enqueue();
    settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Refused);
    QCOMPARE(events().size(), 1);
    m_store->pass(24h);
    settle();
    QCOMPARE(carriedTo().size(), 1);
}

void TestMailDispatcher::keepsTheMessageId()
{
    m_script->carry = [](const Letter &) { return answerOf(Kind::TryAgain, u"451 later"_s); };
    open();
    const MailId mail = enqueue();
    settle();
    m_store->pass(1min);
    settle();
    const std::scoped_lock lock(m_script->mutex);
    QCOMPARE(m_script->carried.size(), 2);
    QCOMPARE(m_script->carried.first().bytes, m_script->carried.last().bytes);
    QVERIFY(m_script->carried.first().bytes.contains("Message-ID: " + delivery(mail).messageId.toLatin1()));
    QVERIFY(delivery(mail).messageId.endsWith("@example.test>"_L1));
}

void TestMailDispatcher::tellsWhatIsNotKnown()
{
    m_script->carry = [](const Letter &) { return LetterOutcome{Kind::NotKnown, {AnswerKind::NoAnswer, {}}, false}; };
    open();
    const MailId mail = enqueue();
    settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Waiting);
    QCOMPARE(attempts(mail).first().outcome, AttemptOutcome::Unknown);
    QVERIFY(toText(attempts(mail).first().answer, nullptr).contains("not known"_L1));
}

void TestMailDispatcher::tellsWhatACrashHasLeft()
{
    const MailId mail = enqueue();
    const auto underWay = m_tenants->store().write([&](Transaction &transaction) {
        return dueDeliveries(transaction.database(), m_tenant, m_tenants->now(), 1)
            .and_then([&](const QList<QueuedDelivery> &due) {
                return markSending(transaction.database(), due.first(), m_tenants->now());
            });
    });
    QVERIFY(underWay.value());
    open();
    settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Sent);
    const QList<DeliveryAttempt> all = attempts(mail);
    QCOMPARE(all.size(), 2);
    QCOMPARE(all.first().outcome, AttemptOutcome::Unknown);
    QCOMPARE(all.first().answer.kind, AnswerKind::Stopped);
    QCOMPARE(all.last().outcome, AttemptOutcome::Sent);
}

void TestMailDispatcher::losesNothingWhereverItCrashes_data()
{
    QTest::addColumn<int>("begun");
    QTest::addColumn<bool>("isWrittenDown");
    QTest::newRow("queued") << 0 << false;
    QTest::newRow("under way, and not a byte sent") << 1 << false;
    QTest::newRow("taken, which stands nowhere yet") << 3 << false;
    QTest::newRow("written down") << 3 << true;
}

/// What is on disk between two of its steps is what the next start finds.
void TestMailDispatcher::losesNothingWhereverItCrashes()
{
    QFETCH(int, begun);
    QFETCH(bool, isWrittenDown);
    const MailId mail = enqueue({u"a@example.test"_s, u"b@example.test"_s, u"c@example.test"_s});
    std::unique_ptr<TemporaryStore> left;
    if (begun == 0)
        left = copyOfStore();
    m_script->carry = [&](const Letter &letter) {
        if (!isWrittenDown && carriedTo().size() == begun)
            left = copyOfStore();
        return Script().carry(letter);
    };
    open();
    settle();
    if (isWrittenDown)
        left = copyOfStore();
    QVERIFY(left);
    const QList<Letter> before = m_script->carried.first(begun);

    m_dispatcher.reset();
    m_tenants.reset();
    m_store = std::move(left);
    m_tenants = m_store->open();
    m_script = std::make_shared<Script>();
    open();
    settle();
    for (const DeliveryRecipient &each : delivery(mail).recipients) {
        QCOMPARE(each.state, DeliveryState::Sent);
        const auto isHis = [&](const Letter &letter) { return letter.to == each.address; };
        const auto first = std::ranges::find_if(before, isHis);
        const auto again = std::ranges::find_if(m_script->carried, isHis);
        QVERIFY(std::ranges::count_if(m_script->carried, isHis) <= 1);
        QVERIFY(first != before.end() || again != m_script->carried.end());
        if (first == before.end() || again == m_script->carried.end())
            continue;
        QCOMPARE(again->bytes, first->bytes);
        QList<DeliveryAttempt> own = attempts(mail);
        own.removeIf([&](const DeliveryAttempt &attempt) { return attempt.address != each.address; });
        QCOMPARE(own.size(), 2);
        QCOMPARE(own.first().outcome, AttemptOutcome::Unknown);
    }
    QCOMPARE(m_script->carried.isEmpty(), isWrittenDown);
}

void TestMailDispatcher::holdsBackTheRestWhenTheServerIsAway()
{
    m_script->carry
        = [](const Letter &) { return LetterOutcome{Kind::TryAgain, {AnswerKind::NotReached, u"refused"_s}, true}; };
    QList<MailId> mails;
    for (int i = 0; i < 20; ++i)
        mails.append(enqueue());
    open();
    settle();
    QCOMPARE(carriedTo().size(), 1);
    for (const MailId mail : mails) {
        QCOMPARE(recipient(mail).state, DeliveryState::Waiting);
        QCOMPARE(toText(recipient(mail).answer, nullptr), u"The mail server could not be reached: refused."_s);
    }
}

void TestMailDispatcher::sendsWhatIsUrgentOnceTheServerIsBack_data()
{
    QTest::addColumn<bool>("hasServer");
    QTest::newRow("it was away") << true;
    QTest::newRow("there was none") << false;
}

void TestMailDispatcher::sendsWhatIsUrgentOnceTheServerIsBack()
{
    QFETCH(const bool, hasServer);
    m_script->carry = [](const Letter &) { return answerOf(Kind::TryAgain, u"451 later"_s); };
    open();
    const MailId later = enqueue({u"later@example.test"_s}, audit::Level::Critical);
    settle();
    QCOMPARE(recipient(later).attempts, 1);
    m_script->carry
        = [](const Letter &) { return LetterOutcome{Kind::TryAgain, {AnswerKind::NotReached, u"refused"_s}, true}; };
    if (!hasServer)
        m_dispatcher = MailDispatcher::open(*m_tenants, options(), {}).value();
    const MailId urgent = enqueue({u"urgent@example.test"_s}, audit::Level::Critical);
    settle();
    QVERIFY(recipient(urgent).nextAt > m_store->now());

    if (!hasServer)
        open();
    m_script->carry = Script().carry;
    const qsizetype before = carriedTo().size();
    enqueue({u"a@example.test"_s, u"b@example.test"_s, u"c@example.test"_s}, audit::Level::Information);
    settle();
    QCOMPARE(carriedTo().size(), before + 4);
    QCOMPARE(carriedTo().at(before + 1), u"urgent@example.test"_s);
    // What the server itself has put off keeps its pause.
    QCOMPARE(recipient(later).attempts, 1);
    QCOMPARE(recipient(later).state, DeliveryState::Waiting);
}

void TestMailDispatcher::letsTenantsTakeTurns()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"beta"_s);
    for (int i = 0; i < 200; ++i)
        enqueue({u"flood@example.test"_s});
    enqueue({u"quiet@example.test"_s}, audit::Level::Warning, other);
    enqueue({u"urgent@example.test"_s}, audit::Level::Critical);
    open();
    settle();
    QCOMPARE(carriedTo().size(), 202);
    QCOMPARE(carriedTo().first(), u"urgent@example.test"_s);
    QVERIFY(carriedTo().indexOf(u"quiet@example.test"_s) <= 2);
}

void TestMailDispatcher::holdsUpNobodyForAFullQueue()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"beta"_s);
    QStringList flood;
    for (int i = 0; i < 1000; ++i)
        flood.append(u"flood%1@example.test"_s.arg(i));
    for (qint64 i = 0; i < mostWaitingDeliveries; i += flood.size())
        enqueue(flood, audit::Level::Critical);
    const MailId quiet = enqueue({u"quiet@example.test"_s}, audit::Level::Information, other);
    open();
    QTRY_COMPARE(delivery(quiet, other).recipients.first().state, DeliveryState::Sent);
    QVERIFY(carriedTo().indexOf(u"quiet@example.test"_s) < 8);
}

void TestMailDispatcher::holdsUpNoOtherLaneForASlowServer()
{
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"beta"_s);
    std::counting_semaphore<> answers(0);
    const auto letGo = qScopeGuard([&] { answers.release(); });
    m_script->carry = [&](const Letter &letter) {
        if (letter.to.startsWith("slow"_L1))
            answers.acquire();
        return Script().carry(letter);
    };
    open(2);
    const MailId slow = enqueue({u"slow@example.test"_s});
    QTRY_COMPARE(recipient(slow).state, DeliveryState::Sending);
    const MailId quick = enqueue({u"quick@example.test"_s}, audit::Level::Information, other);
    QTRY_COMPARE(delivery(quick, other).recipients.first().state, DeliveryState::Sent);
    QCOMPARE(recipient(slow).state, DeliveryState::Sending);
    answers.release();
    QTRY_COMPARE(recipient(slow).state, DeliveryState::Sent);
}

void TestMailDispatcher::sendsEachMailOverOneLane()
{
    QList<TenantId> tenants{m_tenant};
    for (int i = 0; i < 6; ++i)
        tenants.append(TemporaryStore::makeTenant(*m_tenants, u"tenant%1"_s.arg(i)));
    constexpr int each = 40;
    for (int i = 0; i < each; ++i) {
        for (const TenantId tenant : std::as_const(tenants))
            enqueue({u"%1.%2@example.test"_s.arg(tenant.value).arg(i)}, audit::Level::Warning, tenant);
    }
    open(3);
    settle();
    QHash<QString, int> nextOf;
    for (const QString &address : carriedTo()) {
        const QString tenant = address.section(u'.', 0, 0);
        QCOMPARE(address.section(u'.', 1, 1).section(u'@', 0, 0).toInt(), nextOf[tenant]++);
    }
    QCOMPARE(nextOf.size(), tenants.size());
    QCOMPARE(nextOf.values(), QList<int>(tenants.size(), each));
}

void TestMailDispatcher::sendsWhatAClockAheadHasQueued()
{
    m_script->carry = [](const Letter &) { return answerOf(Kind::TryAgain, u"451 later"_s); };
    const MailId early = enqueue();
    m_store->pass(24h * 365);
    open();
    settle(); // which is when it cleans up, too
    const MailId tried = enqueue();
    settle();
    QCOMPARE(recipient(tried).attempts, 1);
    m_dispatcher.reset();
    const MailId queued = enqueue();
    m_script->carry = Script().carry;
    m_store->pass(-24h * 365);
    open();
    settle();
    for (const MailId mail : {tried, queued}) {
        QCOMPARE(recipient(mail).state, DeliveryState::Sent);
        QCOMPARE(delivery(mail).madeAt, m_store->now());
    }
    QCOMPARE(recipient(early).state, DeliveryState::GivenUp);
    // What is to be tried again soon is left alone, and the next attempts are counted from now on.
    m_script->carry = [](const Letter &) { return answerOf(Kind::TryAgain, u"451 later"_s); };
    const MailId late = enqueue();
    settle();
    const auto next = recipient(late).nextAt;
    m_store->pass(-30s);
    settle();
    QCOMPARE(recipient(late).nextAt, next);
}

void TestMailDispatcher::tellsThatThereIsNoServer()
{
    m_dispatcher = MailDispatcher::open(*m_tenants, options(), {}).value();
    const MailId mail = enqueue();
    settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Waiting);
    QCOMPARE(recipient(mail).attempts, 0);
    QVERIFY(toText(recipient(mail).answer, nullptr).contains("no mail server"_L1));
    m_store->pass(triedFor + 1h);
    const MailId later = enqueue();
    settle();
    QCOMPARE(recipient(mail).state, DeliveryState::GivenUp);
    QCOMPARE(events().size(), 1);
    // The operator has set one, and the service starts anew: the old one must not look once more meanwhile.
    m_dispatcher.reset();
    m_store->pass(1h);
    open();
    settle();
    QCOMPARE(recipient(later).state, DeliveryState::Sent);
    QCOMPARE(recipient(mail).state, DeliveryState::GivenUp);
}

void TestMailDispatcher::sendsNothingThatTheDiskDoesNotHold()
{
    QList<MailId> mails;
    for (int i = 0; i < 40; ++i)
        mails.append(enqueue());
    QVERIFY(TemporaryStore::fillDisk(*m_tenants));
    open();
    settle();
    QVERIFY(carriedTo().isEmpty());
    QCOMPARE(recipient(mails.first()).state, DeliveryState::Waiting);
    QTRY_VERIFY(freeDisk());
    settle();
    QCOMPARE(carriedTo().size(), 40);
    for (const MailId mail : mails)
        QCOMPARE(recipient(mail).state, DeliveryState::Sent);
}

void TestMailDispatcher::keepsResultsUntilTheDiskTakesThem()
{
    std::atomic<bool> isFull = true;
    m_script->carry = [&](const Letter &) {
        if (isFull)
            (void)TemporaryStore::fillDisk(*m_tenants);
        return LetterOutcome{Kind::Taken, {AnswerKind::Server, QString(300'000, u'x')}, false};
    };
    const MailId mail = enqueue();
    open();
    settle();
    QCOMPARE(carriedTo().size(), 1);
    QCOMPARE(recipient(mail).state, DeliveryState::Sending);
    settle();
    QCOMPARE(carriedTo().size(), 1); // Not once more, while it is not known on disk.
    isFull = false;
    QTRY_VERIFY(freeDisk());
    settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Sent);
    QCOMPARE(carriedTo().size(), 1);
}

void TestMailDispatcher::putsMailsIntoAFolder()
{
    MailOptions toFolder = options();
    toFolder.folder = MailFolder{.path = m_store->folder() + u"/mail"_s};
    m_dispatcher = MailDispatcher::open(*m_tenants, toFolder).value();
    enqueue({u"ops@example.test"_s, u"o'p/s@example.test"_s});
    settle();
    const QDir folder(toFolder.folder->path);
    const QFileInfoList files = folder.entryInfoList(QDir::Files | QDir::Hidden, QDir::Name);
    QCOMPARE(files.size(), 2);
    QCOMPARE(files.last().fileName(), u"20260305T140000Z-mail-1-ops@example.test.eml"_s);
    for (const QFileInfo &file : files) {
        constexpr auto forOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(file.permissions() & forOthers));
        QVERIFY(file.size() > 300);
    }
    QVERIFY(!(QFileInfo(folder.path()).permissions() & (QFile::ReadOther | QFile::ExeOther | QFile::ReadGroup)));
}

void TestMailDispatcher::triesAgainWhereTheFolderFails()
{
    const QString path = m_store->folder() + u"/mail"_s;
    QFile inTheWay(path);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    MailOptions toFolder = options();
    toFolder.folder = MailFolder{.path = path};
    m_dispatcher = MailDispatcher::open(*m_tenants, toFolder).value();
    const MailId mail = enqueue();
    settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Waiting);
    QCOMPARE(recipient(mail).answer.kind, AnswerKind::FolderFailed);
    QVERIFY(inTheWay.remove());
    m_store->pass(1min);
    settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Sent);
}

QTEST_GUILESS_MAIN(TestMailDispatcher)
#include "tst_maildispatcher.moc"
