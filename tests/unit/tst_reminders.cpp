// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/verifying.h"
#include "handlerfixture.h"
#include "mail/mailtext.h"
#include "reminders/certificateendings.h"
#include "reminders/certificatereminders.h"
#include "reminders/checkpointmails.h"
#include "store/calendar.h"
#include "store/checkpoints.h"
#include "store/deliveryrows.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct QueuedMail {
    QString kind;
    QString subject;
    OutgoingMail mail;
};

QueuedMail mailIn(const QSqlQuery &row)
{
    QueuedMail queued{row.value(0).toString(), row.value(1).toString(), {}};
    unpackContent(row.value(2).toByteArray(), queued.mail);
    return queued;
}

}

class TestReminders : public QObject {
    Q_OBJECT

private slots:
    void init();
    void remindsOnEachDayOnce();
    void tellsOfAllInOneMail();
    void catchesUpOnMissedNights();
    void remindsNobodyWhereNobodyIsNamed();
    void keepsQuietAboutListsThatAreMadeAnew();
    void speaksTheTenantsLanguageAndCalendar();
    void mailsTheNewestCheckpointOnceADay();
    void saysThatNothingHasBeenSignedSince();
    void mailsNothingThatIsNotSigned();
    void remindsAsSoonAsTheQueueHasRoom();

private:
    void issue(const QString &loginName, const QDate &end);
    void name(const QStringList &reminded, const QStringList &checkpoints = {});
    QList<QueuedMail> mails() const;
    /// At three in the morning, so many days later.
    QList<QueuedMail> night(int days = 1);

    std::unique_ptr<HandlerFixture> m_fixture;
    std::unique_ptr<CertificateReminders> m_reminders;
    std::unique_ptr<CheckpointMails> m_checkpointMails;
    qsizetype m_seen = 0;
};

void TestReminders::init()
{
    m_fixture = std::make_unique<HandlerFixture>();
    m_reminders = std::make_unique<CertificateReminders>(*m_fixture->tenants, m_fixture->certificates, "example.test");
    m_checkpointMails = std::make_unique<CheckpointMails>(*m_fixture->tenants, m_fixture->operatorKey);
    m_seen = 0;
    // The tenth of March, at three.
    m_fixture->store.pass(24h * 4 + 13h);
    QVERIFY(m_reminders->run(m_fixture->tenant));
}

void TestReminders::issue(const QString &loginName, const QDate &end)
{
    const UserId user = (**m_fixture->tenants->findUser(m_fixture->tenant, loginName)).id;
    QVERIFY(m_fixture->certificates.permit(m_fixture->tenant, {user}, true, {}));
    QVERIFY(
        m_fixture->certificates.issue(m_fixture->tenant, {.users = {user}, .endsOn = end, .by = {}, .author = user}));
}

void TestReminders::name(const QStringList &reminded, const QStringList &checkpoints)
{
    auto state = std::make_shared<TenantState>(*m_fixture->tenants->snapshot()->byId.value(m_fixture->tenant));
    state->settings.clientCertificates.reminderAddresses = reminded;
    state->settings.auditAlerts.checkpointAddresses = checkpoints;
    m_fixture->tenants->publish(state);
}

QList<QueuedMail> TestReminders::mails() const
{
    return m_fixture->tenants->store()
        .read([this](Database &database) {
            return database.select(u"SELECT kind, subject, content FROM mails WHERE tenant = ? ORDER BY id"_s,
                {m_fixture->tenant.value}, mailIn);
        })
        .value();
}

QList<QueuedMail> TestReminders::night(int days)
{
    m_fixture->store.pass(24h * days);
    if (!m_reminders->run(m_fixture->tenant) || !m_checkpointMails->run(m_fixture->tenant))
        return {{u"failed"_s, {}, {}}};
    return mails().sliced(std::exchange(m_seen, mails().size()));
}

void TestReminders::remindsOnEachDayOnce()
{
    name({u"ops@example.test"_s});
    issue(u"person"_s, {2026, 4, 11});
    QStringList told;
    for (int day = 4; day < 40; ++day) {
        for (const QueuedMail &mail : night()) {
            QCOMPARE(mail.kind, u"reminder"_s);
            told << mail.subject;
        }
        QVERIFY(m_reminders->run(m_fixture->tenant));
        QCOMPARE(mails().size(), m_seen);
    }
    const auto subject = [](int days) {
        return u"The client certificate of person ends on 2026-04-11 (in %1 days) – Alpha & Co"_s.arg(days);
    };
    QCOMPARE(told, (QStringList{subject(30), subject(14), subject(7), subject(3), subject(1)}));
}

void TestReminders::tellsOfAllInOneMail()
{
    name({u"ops@example.test"_s});
    issue(u"person"_s, {2026, 4, 10});
    issue(u"reader"_s, {2026, 4, 10});
    issue(u"chief"_s, {2026, 3, 25});
    const auto told = night();
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.first().subject,
        u"The client certificate of chief ends on 2026-03-25 (in 14 days), and 1 more – Alpha & Co"_s);
    QVERIFY(told.first().mail.html.contains("person, reader"_L1));
    QVERIFY(told.first().mail.attachments.first().content.startsWith("BEGIN:VCALENDAR"));
}

void TestReminders::catchesUpOnMissedNights()
{
    name({u"ops@example.test"_s});
    issue(u"person"_s, {2026, 3, 27});
    const auto told = night(15);
    QCOMPARE(told.size(), 1);
    QVERIFY2(told.first().subject.contains("(in 2 days)"_L1), qPrintable(told.first().subject));
    QCOMPARE(night(1).size(), 1);
    QCOMPARE(night(1).size(), 0);
}

void TestReminders::remindsNobodyWhereNobodyIsNamed()
{
    issue(u"person"_s, {2026, 4, 10});
    QCOMPARE(night().size(), 0);
    name({u"ops@example.test"_s});
    QCOMPARE(night().size(), 0);
    QCOMPARE(night(15).size(), 1);
}

void TestReminders::keepsQuietAboutListsThatAreMadeAnew()
{
    name({u"ops@example.test"_s});
    issue(u"person"_s, {2027, 3, 3});
    for (int day = 0; day < 30; ++day)
        QCOMPARE(night().size(), 0);
    const auto zone = u"UTC"_s;
    const CertificateEnding list{
        .what = CertificateEnding::What::RevocationList, .day = {2026, 3, 10}, .madeOn = {2026, 3, 3}};
    QVERIFY(!list.isDue({2026, 3, 2}, {2026, 3, 3}));
    QVERIFY(list.isDue({2026, 3, 6}, {2026, 3, 7}));
    QVERIFY(!list.isDue({2026, 3, 10}, {2026, 3, 11}));
}

void TestReminders::speaksTheTenantsLanguageAndCalendar()
{
    name({u"ops@example.test"_s});
    auto state = std::make_shared<TenantState>(*m_fixture->tenants->snapshot()->byId.value(m_fixture->tenant));
    state->settings.tenant.timeZone = u"Asia/Tokyo"_s;
    state->settings.tenant.language = policy::Language::Japanese;
    m_fixture->tenants->publish(state);
    issue(u"person"_s, {2026, 4, 10});
    const auto told = night();
    QCOMPARE(told.size(), 1);
    QVERIFY(!told.first().subject.contains("client certificate"_L1));
    QVERIFY(told.first().subject.contains("2026-04-10"_L1));
}

void TestReminders::mailsTheNewestCheckpointOnceADay()
{
    name({}, {u"keeper@example.test"_s});
    const auto checkpoints = Checkpoints::open(*m_fixture->tenants, m_fixture->operatorKey).value();
    const auto made = checkpoints->sign(m_fixture->tenant);
    QVERIFY(made);
    const auto told = night();
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.first().kind, u"checkpoint"_s);
    const QString number = QString::number(m_fixture->tenants->lastEventNumber(m_fixture->tenant).value());
    QCOMPARE(told.first().subject, u"Checkpoint of the audit log, number %1 – Alpha & Co"_s.arg(number));
    QVERIFY2(told.first().mail.html.contains(QString::fromLatin1(made->keyId)), qPrintable(told.first().mail.html));
    QVERIFY(told.first().mail.attachments.first().content == audit::chain::lineOf(*made) + '\n');
    QVERIFY2(told.first().mail.html.contains(
                 u"verify --key KEY.pem --checkpoint checkpoint-%1.ndjson BUNDLE.zip"_s.arg(number)),
        qPrintable(told.first().mail.html));
    // The mail itself will do for whoever verifies by it.
    const MailHeader header{.fromName = u"関守"_s,
        .fromAddress = u"sekimori@example.test"_s,
        .to = u"keeper@example.test"_s,
        .messageId = u"<1@example.test>"_s,
        .listId = u"alpha.example.test"_s,
        .date = m_fixture->store.now()};
    const auto found = audit::bundle::Known::checkpointsIn(mailText(header, told.first().mail));
    QVERIFY(found && *found == QList{*made});
    QVERIFY(m_checkpointMails->run(m_fixture->tenant));
    QCOMPARE(mails().size(), 1);
    QCOMPARE(night().size(), 1);
}

/// As without the operator's key: the mail would look like any other.
void TestReminders::saysThatNothingHasBeenSignedSince()
{
    m_fixture->checkpoints.reset(); // It signs by itself, whenever it comes to it.
    name({}, {u"keeper@example.test"_s});
    m_fixture->checkpoints.reset(); // It signs by itself.
    const auto warning = u"Nothing of this log has been signed since"_s;
    QVERIFY(Checkpoints::open(*m_fixture->tenants, m_fixture->operatorKey).value()->sign(m_fixture->tenant));
    auto told = night();
    QCOMPARE(told.size(), 1);
    QVERIFY2(!told.first().mail.html.contains(warning), qPrintable(told.first().mail.html));
    QVERIFY(m_fixture->tenants->appendEvent(m_fixture->tenant,
        {.time = m_fixture->store.now(),
            .source = {},
            .user = u"hanako"_s,
            .service = u"Files"_s,
            .module = u"Files"_s,
            .action = u"upload"_s,
            .complement = {}}));
    told = night();
    QCOMPARE(told.size(), 1);
    QVERIFY2(told.first().mail.html.contains(warning), qPrintable(told.first().mail.html));
}

void TestReminders::mailsNothingThatIsNotSigned()
{
    m_fixture->checkpoints.reset(); // It signs by itself, whenever it comes to it.
    const auto removed = m_fixture->tenants->store().write([this](Transaction &transaction) {
        return transaction.database().run(u"DELETE FROM checkpoints WHERE tenant = ?"_s, {m_fixture->tenant.value});
    });
    QVERIFY(removed);
    name({}, {u"keeper@example.test"_s});
    QCOMPARE(night().size(), 0);
}

void TestReminders::remindsAsSoonAsTheQueueHasRoom()
{
    name({u"ops@example.test"_s}, {u"keeper@example.test"_s});
    issue(u"person"_s, {2026, 4, 10});
    const auto checkpoints = Checkpoints::open(*m_fixture->tenants, m_fixture->operatorKey).value();
    QVERIFY(checkpoints->sign(m_fixture->tenant));
    OutgoingMail other{.kind = MailKind::Test, .level = audit::Level::Critical, .recipients = {}, .subject = u"x"_s};
    for (int i = 0; i < mostWaitingDeliveries + moreWithoutAlerts; ++i)
        other.recipients << u"a%1@example.test"_s.arg(i);
    Store &store = m_fixture->tenants->store();
    const auto filled = store.write([&](Transaction &transaction) {
        return enqueueMail(transaction, m_fixture->tenant, other, m_fixture->store.now());
    });
    QVERIFY(filled);
    m_fixture->store.pass(24h);
    const auto reminded = m_reminders->run(m_fixture->tenant);
    QVERIFY(!reminded && reminded.error().is(messages::MailQueueFull));
    const auto mailed = m_checkpointMails->run(m_fixture->tenant);
    QVERIFY(!mailed && mailed.error().is(messages::MailQueueFull));
    QCOMPARE(mails().size(), 1);
    const auto emptied = store.write([&](Transaction &transaction) {
        return transaction.database().run(u"UPDATE mail_recipients SET state = ? WHERE tenant = ?"_s,
            {int(DeliveryState::Sent), m_fixture->tenant.value});
    });
    QVERIFY(emptied);
    QVERIFY(m_reminders->run(m_fixture->tenant));
    QVERIFY(m_checkpointMails->run(m_fixture->tenant));
    QCOMPARE(mails().size(), 3);
}

QTEST_GUILESS_MAIN(TestReminders)

#include "tst_reminders.moc"
