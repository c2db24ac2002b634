// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/serverauthority.h"
#include "mail/maildispatcher.h"
#include "runningpostfix.h"
#include "temporarystore.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The queue against Postfix, over STARTTLS, into a mailbox.
class TestPostfix : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void deliversIntoAMailbox();
    void obeysWhatItSays();
    void sendsManyQuickly();

private:
    QString file(const QString &name, const QByteArray &content) const;
    MailId enqueue(const QString &recipient);
    Delivery delivery(MailId mail) const;

    QTemporaryDir m_folder;
    test::RunningPostfix m_postfix;
    std::unique_ptr<TemporaryStore> m_store;
    std::unique_ptr<Tenants> m_tenants;
    std::unique_ptr<MailDispatcher> m_dispatcher;
    TenantId m_tenant;
};

QString TestPostfix::file(const QString &name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(name));
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    return isWritten ? file.fileName() : QString();
}

void TestPostfix::initTestCase()
{
    if (!test::RunningPostfix::canRun())
        QSKIP("Postfix's master runs as root only; tst_smtp does what can be done without.");
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto authority = crypto::makeAuthority(u"Test"_s, now - 1h, now + 24h).value();
    const auto issued
        = crypto::issueServerCertificate(authority, {u"localhost"_s}, {u"127.0.0.1"_s}, now - 1h, now + 24h).value();
    QVERIFY(!file(u"authority.pem"_s, authority.certificatePem).isEmpty());
    QVERIFY(m_postfix.start(file(u"server.pem"_s, issued.certificatePem), file(u"key.pem"_s, issued.keyPem)));
}

void TestPostfix::init()
{
    m_store = std::make_unique<TemporaryStore>();
    m_tenants = m_store->open();
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"alpha"_s);
    SmtpServer server;
    server.host = u"127.0.0.1"_s;
    server.port = m_postfix.port();
    server.security = SmtpSecurity::StartTls;
    server.authorityFile = m_folder.filePath(u"authority.pem"_s);
    server.ownName = "platform.example.test";
    m_dispatcher = MailDispatcher::open(*m_tenants,
        {.server = server,
            .folder = {},
            .fromAddress = u"sekimori@example.test"_s,
            .fromName = {},
            .domain = "example.test"})
                       .value();
}

void TestPostfix::cleanup()
{
    m_dispatcher.reset();
    m_tenants.reset();
}

MailId TestPostfix::enqueue(const QString &recipient)
{
    OutgoingMail mail;
    mail.topic = u"warning"_s;
    mail.recipients = {recipient};
    mail.language = u"ja"_s;
    mail.subject = u"【警告】アカウントがロックされました"_s;
    mail.plain = u"本文\n.\nFrom here\n"_s;
    mail.html = u"<p>本文</p>"_s;
    mail.attachments = {{u"checkpoint.json"_s, "application/json", "{\"tip\":1}"}};
    return m_tenants->store()
        .write([&](Transaction &transaction) { return enqueueMail(transaction, m_tenant, mail, m_tenants->now()); })
        .value();
}

Delivery TestPostfix::delivery(MailId mail) const
{
    return *m_tenants->store()
                .read([&](Database &database) { return deliveryWithId(database, m_tenant, mail); })
                .value();
}

void TestPostfix::deliversIntoAMailbox()
{
    const MailId mail = enqueue(u"ops@example.test"_s);
    m_dispatcher->settle();
    const DeliveryRecipient recipient = delivery(mail).recipients.first();
    QVERIFY2(recipient.state == DeliveryState::Sent, qPrintable(toText(recipient.answer, nullptr)));
    QVERIFY2(recipient.answer.text.startsWith("250 2.0.0 Ok: queued as "_L1), qPrintable(recipient.answer.text));
    QTRY_COMPARE_WITH_TIMEOUT(m_postfix.mails().size(), 1, 120'000);
    QProcess reader;
    reader.start(u"python3"_s, {u"-B"_s, QStringLiteral(READ_MAIL), m_postfix.mails().first()});
    QVERIFY(reader.waitForFinished(120'000));
    const QJsonObject found = QJsonDocument::fromJson(reader.readAllStandardOutput()).object();
    QCOMPARE(found["defects"_L1].toArray(), QJsonArray());
    const QJsonObject headers = found["headers"_L1].toObject();
    QCOMPARE(headers["Subject"_L1].toString(), u"【警告】アカウントがロックされました"_s);
    QCOMPARE(headers["Message-ID"_L1].toString(), delivery(mail).messageId);
    QVERIFY(headers["Received"_L1].toString().contains("platform.example.test"_L1));
    QCOMPARE(found["parts"_L1].toArray().size(), 3);
    QCOMPARE(found["parts"_L1][0]["text"_L1].toString().remove(u'\r'), u"本文\n.\nFrom here\n"_s);
    QCOMPARE(found["parts"_L1][2]["name"_L1].toString(), u"checkpoint.json"_s);
}

void TestPostfix::obeysWhatItSays()
{
    const MailId nobody = enqueue(u"nobody@example.test"_s);
    const MailId elsewhere = enqueue(u"somebody@elsewhere.test"_s);
    const MailId fine = enqueue(u"ops@example.test"_s);
    m_dispatcher->settle();
    QCOMPARE(delivery(nobody).recipients.first().state, DeliveryState::Refused);
    QVERIFY(delivery(nobody).recipients.first().answer.text.contains("User unknown"_L1));
    QCOMPARE(delivery(elsewhere).recipients.first().state, DeliveryState::Refused);
    QVERIFY(delivery(elsewhere).recipients.first().answer.text.contains("Relay access denied"_L1));
    QCOMPARE(delivery(fine).recipients.first().state, DeliveryState::Sent);
}

void TestPostfix::sendsManyQuickly()
{
    constexpr int count = 200;
    for (int i = 0; i < count; ++i)
        enqueue(u"ops@example.test"_s);
    QElapsedTimer time;
    time.start();
    m_dispatcher->settle();
    const qint64 elapsed = std::max<qint64>(time.elapsed(), 1);
    qInfo() << count << "mails in" << elapsed << "ms:" << count * 1000 / elapsed << "a second";
    QTRY_VERIFY_WITH_TIMEOUT(m_postfix.mails().size() >= count, 120'000);
    // Few connections: one for each batch at most.
    QVERIFY(m_postfix.log().count(": connect from") < 20);
}

QTEST_GUILESS_MAIN(TestPostfix)
#include "tst_postfix.moc"
