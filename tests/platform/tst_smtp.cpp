// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/serverauthority.h"
#include "mail/maildispatcher.h"
#include "mailreceiver.h"
#include "quietport.h"
#include "temporarystore.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The queue against a mail server of somebody else's making.
class TestSmtp : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void opensCleanlyInAMailReader();
    void sendsManyOverOneConnection();
    void obeysWhatTheServerSays();
    void sendsAgainWhatMayBeLost();
    void sendsAgainWhatWasCutOff();
    void isSecureWhereAskedFor_data();
    void isSecureWhereAskedFor();
    void sendsNothingOverWhatIsNotSecure_data();
    void sendsNothingOverWhatIsNotSecure();
    void signsIn();
    void tellsThatThePasswordIsWrong();
    void waitsForAServerThatIsAway();
    void endsWithAServerThatSaysNothing();
    void letsUrgentMailPassASlowOne();
    void stopsSoonWhateverTheServerDoes();

private:
    QString file(const QString &name, const QByteArray &content) const;
    QStringList tlsArguments(const QString &kind, bool isGood = true) const;
    static SmtpServer plainServer(quint16 port);
    SmtpServer server(SmtpSecurity security) const;
    void open(const SmtpServer &server);
    MailId enqueue(const QString &recipient, audit::Level level = audit::Level::Warning, qsizetype attachmentSize = 0);
    DeliveryRecipient recipient(MailId mail) const;
    QList<DeliveryAttempt> attempts(MailId mail) const;

    QTemporaryDir m_folder;
    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::unique_ptr<test::MailReceiver> m_receiver;
    std::unique_ptr<MailDispatcher> m_dispatcher;
    TenantId m_tenant;
};

QString TestSmtp::file(const QString &name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(name));
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    return isWritten ? file.fileName() : QString();
}

/// The right certificate, and one whose authority nobody trusts.
void TestSmtp::initTestCase()
{
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    for (const QString &name : {u"good"_s, u"bad"_s}) {
        const auto authority = crypto::makeAuthority(name, now - 1h, now + 24h).value();
        const auto issued
            = crypto::issueServerCertificate(authority, {u"localhost"_s}, {u"127.0.0.1"_s}, now - 1h, now + 24h)
                  .value();
        QVERIFY(!file(name + u"-authority.pem"_s, authority.certificatePem).isEmpty());
        QVERIFY(!file(name + u".pem"_s, issued.certificatePem).isEmpty());
        QVERIFY(!file(name + u"-key.pem"_s, issued.keyPem).isEmpty());
    }
}

void TestSmtp::init()
{
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"alpha"_s);
    m_receiver = std::make_unique<test::MailReceiver>();
}

void TestSmtp::cleanup()
{
    m_dispatcher.reset();
    m_tenants.reset();
    m_receiver.reset();
}

QStringList TestSmtp::tlsArguments(const QString &kind, bool isGood) const
{
    const QString name = isGood ? u"good"_s : u"bad"_s;
    return {u"--tls"_s, kind, u"--certificate"_s, m_folder.filePath(name + u".pem"_s), u"--key"_s,
        m_folder.filePath(name + u"-key.pem"_s)};
}

SmtpServer TestSmtp::plainServer(quint16 port)
{
    SmtpServer server;
    server.host = u"127.0.0.1"_s;
    server.port = port;
    server.security = SmtpSecurity::None;
    server.ownName = "platform.example.test";
    return server;
}

SmtpServer TestSmtp::server(SmtpSecurity security) const
{
    SmtpServer server = plainServer(m_receiver->port());
    server.security = security;
    server.authorityFile = m_folder.filePath(u"good-authority.pem"_s);
    return server;
}

void TestSmtp::open(const SmtpServer &server)
{
    m_dispatcher.reset();
    m_dispatcher = MailDispatcher::open(*m_tenants,
        {.server = server,
            .folder = {},
            .fromAddress = u"sekimori@example.test"_s,
            .fromName = u"関守 \"Alpha\""_s,
            .domain = "example.test"})
                       .value();
}

MailId TestSmtp::enqueue(const QString &recipient, audit::Level level, qsizetype attachmentSize)
{
    OutgoingMail mail;
    mail.topic = u"warning"_s;
    mail.level = level;
    mail.recipients = {recipient};
    mail.language = u"ja"_s;
    mail.subject = u"【警告】アカウントがロックされました：chief（デモ株式会社）ほか 12 件の出来事"_s;
    mail.plain = u"アカウントがロックされました。\n.\n..二つの点\nEnd\n"_s;
    mail.html = u"<p>アカウントが<b>ロック</b>されました。</p>"_s;
    if (attachmentSize > 0)
        mail.attachments = {{u"checkpoint.json"_s, "text/plain", QByteArray(attachmentSize, 'x')}};
    return m_tenants->store()
        .write([&](Transaction &transaction) { return enqueueMail(transaction, m_tenant, mail, m_tenants->now()); })
        .value();
}

DeliveryRecipient TestSmtp::recipient(MailId mail) const
{
    return m_tenants->store()
        .read([&](Database &database) { return deliveryWithId(database, m_tenant, mail); })
        .value()
        ->recipients.first();
}

QList<DeliveryAttempt> TestSmtp::attempts(MailId mail) const
{
    return m_tenants->store().read([&](Database &database) { return attemptsOf(database, m_tenant, mail); }).value();
}

void TestSmtp::opensCleanlyInAMailReader()
{
    QVERIFY(m_receiver->start());
    const MailId mail = enqueue(u"ops@example.test"_s, audit::Level::Warning, 100);
    open(plainServer(m_receiver->port()));
    m_dispatcher->settle();
    const QJsonObject got = m_receiver->next();
    QCOMPARE(got["defects"_L1].toArray(), QJsonArray());
    QCOMPARE(got["from"_L1].toString(), u"sekimori@example.test"_s);
    QCOMPARE(got["to"_L1].toArray(), QJsonArray{u"ops@example.test"_s});
    QCOMPARE(got["hello"_L1].toString(), u"platform.example.test"_s);
    QVERIFY(got["longestLine"_L1].toInt() <= 200);
    const QJsonObject headers = got["headers"_L1].toObject();
    QCOMPARE(headers["Subject"_L1].toString(),
        u"【警告】アカウントがロックされました：chief（デモ株式会社）ほか 12 件の出来事"_s);
    QVERIFY(headers["From"_L1].toString().contains(u"関守"_s));
    QCOMPARE(headers["To"_L1].toString(), u"ops@example.test"_s);
    QCOMPARE(headers["Auto-Submitted"_L1].toString(), u"auto-generated"_s);
    QCOMPARE(headers["List-Id"_L1].toString(), u"<alerts.alpha.example.test>"_s);
    QCOMPARE(headers["Content-Language"_L1].toString(), u"ja"_s);
    QCOMPARE(headers["Date"_L1].toString(), u"Thu, 05 Mar 2026 14:00:00 +0000"_s);
    QVERIFY(headers["Message-ID"_L1].toString().endsWith("@example.test>"_L1));
    const QJsonArray parts = got["parts"_L1].toArray();
    QCOMPARE(parts.size(), 3);
    QCOMPARE(parts[0]["type"_L1].toString(), u"text/plain"_s);
    QCOMPARE(parts[0]["text"_L1].toString().remove(u'\r'), u"アカウントがロックされました。\n.\n..二つの点\nEnd\n"_s);
    QCOMPARE(parts[1]["type"_L1].toString(), u"text/html"_s);
    QCOMPARE(parts[2]["name"_L1].toString(), u"checkpoint.json"_s);
    QCOMPARE(parts[2]["text"_L1].toString(), QString(100, u'x'));
    QCOMPARE(recipient(mail).state, DeliveryState::Sent);
    QCOMPARE(recipient(mail).answer.text, u"250 2.0.0 OK: queued as TEST"_s);
}

void TestSmtp::sendsManyOverOneConnection()
{
    constexpr int count = 400; // What is told of them fits into the pipe until it is read.
    QVERIFY(m_receiver->start({u"--brief"_s}));
    for (int i = 0; i < count; ++i)
        enqueue(u"ops@example.test"_s);
    QElapsedTimer time;
    time.start();
    open(plainServer(m_receiver->port()));
    m_dispatcher->settle();
    const qint64 elapsed = time.elapsed();
    qInfo() << count << "mails in" << elapsed << "ms:" << count * 1000 / std::max<qint64>(elapsed, 1) << "a second";
    QSet<int> connections;
    for (int i = 0; i < count; ++i)
        connections.insert(m_receiver->next()["connection"_L1].toInt());
    QCOMPARE(connections.size(), 1);
    QVERIFY(*connections.begin() != 0);
}

void TestSmtp::obeysWhatTheServerSays()
{
    QVERIFY(m_receiver->start());
    const MailId refused = enqueue(u"refused@example.test"_s);
    const MailId spam = enqueue(u"spam@example.test"_s);
    const MailId later = enqueue(u"later@example.test"_s);
    const MailId passed = enqueue(u"passed@example.test"_s);
    const MailId fine = enqueue(u"fine@example.test"_s);
    open(plainServer(m_receiver->port()));
    m_dispatcher->settle();
    QCOMPARE(recipient(refused).state, DeliveryState::Refused);
    QCOMPARE(recipient(refused).answer.text, u"550 5.1.1 There is nobody of that name"_s);
    QCOMPARE(recipient(spam).state, DeliveryState::Refused);
    QCOMPARE(recipient(spam).answer.text, u"554 5.7.1 Not wanted here"_s);
    QCOMPARE(recipient(later).state, DeliveryState::Waiting);
    QCOMPARE(recipient(later).answer.text, u"451 4.7.1 Come again later"_s);
    QCOMPARE(recipient(passed).state, DeliveryState::Sent);
    QCOMPARE(recipient(passed).answer.text, u"251 2.6.0 Not of here, it is passed on"_s);
    QCOMPARE(recipient(fine).state, DeliveryState::Sent);
    m_store->pass(1min);
    m_dispatcher->settle();
    QCOMPARE(recipient(later).state, DeliveryState::Sent);
}

void TestSmtp::sendsAgainWhatMayBeLost()
{
    QVERIFY(m_receiver->start());
    const MailId mail = enqueue(u"silent@example.test"_s);
    open(plainServer(m_receiver->port()));
    m_dispatcher->settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Waiting);
    QCOMPARE(attempts(mail).first().outcome, AttemptOutcome::Unknown);
    m_store->pass(1min);
    m_dispatcher->settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Sent);
    const QString before = m_receiver->next()["messageId"_L1].toString();
    QVERIFY(!before.isEmpty());
    QCOMPARE(m_receiver->next()["headers"_L1]["Message-ID"_L1].toString(), before);
}

void TestSmtp::sendsAgainWhatWasCutOff()
{
    QVERIFY(m_receiver->start());
    const MailId mail = enqueue(u"cut@example.test"_s, audit::Level::Warning, 1'000'000);
    open(plainServer(m_receiver->port()));
    m_dispatcher->settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Waiting);
    QCOMPARE(attempts(mail).size(), 1);
    m_store->pass(1min);
    m_dispatcher->settle();
    QCOMPARE(toText(recipient(mail).answer, nullptr), u"250 2.0.0 OK: queued as TEST"_s);
    QVERIFY(m_receiver->next()["bytes"_L1].toInt() > 1'300'000);
}

void TestSmtp::isSecureWhereAskedFor_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<SmtpSecurity>("security");
    QTest::newRow("STARTTLS") << u"starttls"_s << SmtpSecurity::StartTls;
    QTest::newRow("TLS") << u"tls"_s << SmtpSecurity::Tls;
}

void TestSmtp::isSecureWhereAskedFor()
{
    QFETCH(QString, kind);
    QFETCH(SmtpSecurity, security);
    QVERIFY(m_receiver->start(tlsArguments(kind)));
    const MailId mail = enqueue(u"ops@example.test"_s);
    open(server(security));
    m_dispatcher->settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Sent);
    QVERIFY(m_receiver->next()["isSecure"_L1].toBool() || kind == "tls"_L1);
}

void TestSmtp::sendsNothingOverWhatIsNotSecure_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<SmtpSecurity>("security");
    QTest::newRow("no STARTTLS offered") << QStringList() << SmtpSecurity::StartTls;
    QTest::newRow("STARTTLS, nobody knows the authority")
        << tlsArguments(u"starttls"_s, false) << SmtpSecurity::StartTls;
    QTest::newRow("TLS, nobody knows the authority") << tlsArguments(u"tls"_s, false) << SmtpSecurity::Tls;
    QTest::newRow("no TLS at all") << QStringList() << SmtpSecurity::Tls;
}

void TestSmtp::sendsNothingOverWhatIsNotSecure()
{
    QFETCH(QStringList, arguments);
    QFETCH(SmtpSecurity, security);
    QVERIFY(m_receiver->start(arguments));
    const MailId mail = enqueue(u"ops@example.test"_s);
    open(server(security));
    m_dispatcher->settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Waiting);
    QCOMPARE(recipient(mail).answer.kind, AnswerKind::NotSecure);
    QVERIFY(!recipient(mail).answer.text.isEmpty());
    QCOMPARE(m_receiver->told().size(), 1); // its port
}

void TestSmtp::signsIn()
{
    QVERIFY(m_receiver->start(tlsArguments(u"starttls"_s) + QStringList{u"--user"_s, u"relay:sesame-4711"_s}));
    const MailId mail = enqueue(u"ops@example.test"_s);
    SmtpServer withUser = server(SmtpSecurity::StartTls);
    withUser.user = u"relay"_s;
    withUser.password = "sesame-4711";
    open(withUser);
    m_dispatcher->settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Sent);
    QVERIFY(m_receiver->next()["isSignedIn"_L1].toBool());
}

void TestSmtp::tellsThatThePasswordIsWrong()
{
    QVERIFY(m_receiver->start(tlsArguments(u"starttls"_s) + QStringList{u"--user"_s, u"relay:sesame-4711"_s}));
    const MailId mail = enqueue(u"ops@example.test"_s);
    SmtpServer withUser = server(SmtpSecurity::StartTls);
    withUser.user = u"relay"_s;
    withUser.password = "wrong-badger";
    open(withUser);
    m_dispatcher->settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Waiting);
    const DeliveryAnswer answer = recipient(mail).answer;
    QCOMPARE(answer.kind, AnswerKind::NotSignedIn);
    QVERIFY2(answer.text.startsWith("535"_L1), qPrintable(answer.text));
    for (const QByteArray &secret : {"wrong-badger"_ba, "wrong-badger"_ba.toBase64()})
        QVERIFY(!answer.text.contains(QString::fromLatin1(secret)));
}

void TestSmtp::waitsForAServerThatIsAway()
{
    const quint16 port = test::quietPort();
    const MailId mail = enqueue(u"ops@example.test"_s);
    open(plainServer(port));
    m_dispatcher->settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Waiting);
    QCOMPARE(recipient(mail).answer.kind, AnswerKind::NotReached);
    QVERIFY(m_receiver->start({u"--port"_s, QString::number(port)}));
    m_store->pass(1min);
    m_dispatcher->settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Sent);
    // A connection of before that the server has closed meanwhile costs nothing.
    m_receiver->stop();
    QVERIFY(m_receiver->start({u"--port"_s, QString::number(port)}));
    const MailId next = enqueue(u"ops@example.test"_s);
    m_dispatcher->settle();
    QCOMPARE(recipient(next).state, DeliveryState::Sent);
    QCOMPARE(recipient(next).attempts, 1);
}

void TestSmtp::endsWithAServerThatSaysNothing()
{
    QVERIFY(m_receiver->start({u"--mute"_s}));
    const MailId mail = enqueue(u"ops@example.test"_s);
    SmtpServer mute = plainServer(m_receiver->port());
    mute.answering = 300ms;
    open(mute);
    m_dispatcher->settle();
    QCOMPARE(recipient(mail).state, DeliveryState::Waiting);
    QCOMPARE(recipient(mail).answer.kind, AnswerKind::NotReached);
}

void TestSmtp::letsUrgentMailPassASlowOne()
{
    QVERIFY(m_receiver->start({u"--slow"_s, u"8"_s}));
    for (int i = 0; i < 4; ++i)
        enqueue(u"slow%1@example.test"_s.arg(i));
    open(plainServer(m_receiver->port()));
    QCOMPARE(m_receiver->next()["to"_L1].toArray(), QJsonArray{u"slow0@example.test"_s});
    enqueue(u"urgent@example.test"_s, audit::Level::Critical);
    QStringList rest;
    for (int i = 0; i < 4; ++i)
        rest.append(m_receiver->next()["to"_L1][0].toString());
    QVERIFY2(rest.indexOf(u"urgent@example.test"_s) <= 1, qPrintable(rest.join(u' ')));
    QCOMPARE(rest.size(), 4);
}

void TestSmtp::stopsSoonWhateverTheServerDoes()
{
    QVERIFY(m_receiver->start({u"--mute"_s}));
    const MailId mail = enqueue(u"ops@example.test"_s);
    open(plainServer(m_receiver->port()));
    QTRY_COMPARE(recipient(mail).state, DeliveryState::Sending);
    QElapsedTimer time;
    time.start();
    m_dispatcher.reset();
    QVERIFY(time.elapsed() < 20'000); // A minute is what the server may take.
    QCOMPARE(recipient(mail).state, DeliveryState::Waiting);
    QCOMPARE(recipient(mail).attempts, 0);
}

QTEST_GUILESS_MAIN(TestSmtp)
#include "tst_smtp.moc"
