// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

/// What the operator writes about mail, and what the service makes of it.
class TestMailOptions : public QObject {
    Q_OBJECT

private slots:
    void sendsNothingByDefault();
    void readsAServer();
    void readsSenders_data();
    void readsSenders();
    void takesThePasswordFromSystemd();
    void goesIntoAFolder();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void keepsThePasswordForItself();

private:
    static ConfigValues values(const QMap<QString, QString> &given);
    static Result<MailOptions> options(const QMap<QString, QString> &given, const QString &credentials = {});
    QString file(const QString &name, const QByteArray &text, bool isPrivate = true) const;

    QTemporaryDir m_folder;
};

ConfigValues TestMailOptions::values(const QMap<QString, QString> &given)
{
    QMap<QString, QString> all{
        {u"domain"_s, u"a.example"_s}, {u"certificate"_s, u"/c"_s}, {u"certificate-key"_s, u"/k"_s}};
    all.insert(given);
    ConfigValues values;
    for (const auto &[key, text] : all.asKeyValueRange())
        values.insert(key, {.text = text, .origin = u"--"_s + key});
    return effectiveValues({values});
}

Result<MailOptions> TestMailOptions::options(const QMap<QString, QString> &given, const QString &credentials)
{
    return readConfig(values(given)).and_then([&](const Config &config) { return mailOptions(config, credentials); });
}

QString TestMailOptions::file(const QString &name, const QByteArray &text, bool isPrivate) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("The file could not be written.");
    const auto forOwner = QFile::ReadOwner | QFile::WriteOwner;
    file.setPermissions(isPrivate ? forOwner : forOwner | QFile::ReadGroup | QFile::ReadOther);
    return file.fileName();
}

void TestMailOptions::sendsNothingByDefault()
{
    const auto none = options({});
    QVERIFY(none);
    QVERIFY(!none->server && !none->folder);
}

void TestMailOptions::readsAServer()
{
    const auto read = options({{u"smtp-server"_s, u"[2001:db8::1]:465"_s}, {u"smtp-security"_s, u"tls"_s},
        {u"smtp-user"_s, u"relay"_s}, {u"smtp-password-file"_s, file(u"password"_s, "sesame-4711\r\nremark\n")},
        {u"smtp-ca-file"_s, file(u"ca.pem"_s, "pem")}, {u"mail-from"_s, u"sekimori@a.example"_s}});
    QVERIFY(read);
    QCOMPARE(read->server->host, u"[2001:db8::1]"_s);
    QCOMPARE(read->server->port, 465);
    QCOMPARE(read->server->security, SmtpSecurity::Tls);
    QCOMPARE(read->server->user, u"relay"_s);
    QCOMPARE(read->server->password, "sesame-4711");
    QCOMPARE(read->server->ownName, "a.example");
    QCOMPARE(read->fromAddress, u"sekimori@a.example"_s);
    const auto usual = options({{u"smtp-server"_s, u"mail.example:587"_s}, {u"mail-from"_s, u"a@b.example"_s}});
    QCOMPARE(usual->server->security, SmtpSecurity::StartTls);
}

void TestMailOptions::readsSenders_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("address");
    QTest::newRow("bare") << u"a@b.example"_s << QString() << u"a@b.example"_s;
    QTest::newRow("named") << u"関守 Alerts <a@b.example>"_s << u"関守 Alerts"_s << u"a@b.example"_s;
}

void TestMailOptions::readsSenders()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    QFETCH(QString, address);
    const auto read = options({{u"mail-folder"_s, u"/mail"_s}, {u"mail-from"_s, text}});
    QVERIFY(read);
    QCOMPARE(read->fromName, name);
    QCOMPARE(read->fromAddress, address);
}

void TestMailOptions::takesThePasswordFromSystemd()
{
    file(QString(smtpPasswordCredential), "sesame-4711\n");
    const QMap<QString, QString> given{
        {u"smtp-server"_s, u"mail.example:587"_s}, {u"smtp-user"_s, u"relay"_s}, {u"mail-from"_s, u"a@b.example"_s}};
    QCOMPARE(options(given, m_folder.path())->server->password, "sesame-4711");
    QVERIFY(options(given).error().is(MailPasswordMissing));
}

void TestMailOptions::goesIntoAFolder()
{
    const auto read = options({{u"mail-folder"_s, u"/mail"_s}, {u"mail-from"_s, u"a@b.example"_s}});
    QCOMPARE(read->folder->path, u"/mail"_s);
    QCOMPARE(read->folder->newest, 0);
    QVERIFY(!read->server);
}

void TestMailOptions::saysWhatIsWrong_data()
{
    using Given = QMap<QString, QString>;
    QTest::addColumn<Given>("given");
    QTest::addColumn<QByteArray>("code");
    const QString server = u"mail.example:587"_s;
    const QString sender = u"a@b.example"_s;
    const auto row = [](const char *name, const Given &given, const char *code) {
        QTest::newRow(name) << given << QByteArray(code);
    };
    const auto serverRow = [&](const char *name, const QString &text) {
        row(name, {{u"smtp-server"_s, text}, {u"mail-from"_s, sender}}, "config.valueRefused");
    };
    serverRow("no port", u"mail.example"_s);
    serverRow("port 0", u"mail.example:0"_s);
    serverRow("no host", u":25"_s);
    serverRow("a blank", u"mail example:25"_s);
    serverRow("a slash", u"mail.example/x:25"_s);
    serverRow("line break", u"mail.example\n:25"_s);
    row("security", {{u"smtp-security"_s, u"maybe"_s}}, "config.valueRefused");
    row("sender", {{u"mail-from"_s, u"nobody"_s}}, "config.valueRefused");
    row("sender with a header", {{u"mail-from"_s, u"a\r\nBcc: x <a@b.example>"_s}}, "config.valueRefused");
    row("no sender", {{u"smtp-server"_s, server}}, "config.mailSenderMissing");
    row("both", {{u"smtp-server"_s, server}, {u"mail-folder"_s, u"/m"_s}, {u"mail-from"_s, sender}},
        "config.mailServerAndFolder");
    row("no such authorities",
        {{u"smtp-server"_s, server}, {u"mail-from"_s, sender}, {u"smtp-ca-file"_s, m_folder.filePath(u"none"_s)}},
        "config.mailAuthorityUnreadable");
    const Given withUser{{u"smtp-server"_s, server}, {u"mail-from"_s, sender}, {u"smtp-user"_s, u"relay"_s}};
    const auto password = [&](const QString &path) {
        Given given = withUser;
        given.insert(u"smtp-password-file"_s, path);
        return given;
    };
    row("no password", withUser, "config.mailPasswordMissing");
    row("empty password", password(file(u"empty"_s, "\n")), "config.mailPasswordMissing");
    row("no such file", password(m_folder.filePath(u"none"_s)), "config.mailPasswordUnreadable");
    row("for all to read", password(file(u"open"_s, "x\n", false)), "config.mailPasswordNotPrivate");
}

void TestMailOptions::saysWhatIsWrong()
{
    using Given = QMap<QString, QString>;
    QFETCH(Given, given);
    QFETCH(QByteArray, code);
    const auto read = options(given);
    QVERIFY(!read);
    QCOMPARE(read.error().message->code, code);
}

void TestMailOptions::keepsThePasswordForItself()
{
    const QString text = printed(
        values({{u"smtp-user"_s, u"relay"_s}, {u"smtp-password-file"_s, file(u"password"_s, "sesame-4711\n")}}));
    QVERIFY(text.contains("smtp-user = relay"_L1));
    QVERIFY(text.contains("smtp-security = starttls"_L1));
    QVERIFY(!text.contains("sesame"_L1));
}

QTEST_GUILESS_MAIN(TestMailOptions)
#include "tst_mailoptions.moc"
