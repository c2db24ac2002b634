// SPDX-License-Identifier: GPL-3.0-or-later
#include "chromiumdriver.h"
#include "crypto/passwordhash.h"
#include "servicefixture.h"
#include "store/tenants.h"
#include "tailclient.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

namespace {

constexpr int patience = 60'000; // milliseconds

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

/// Certificates that the service issues, in the hands of curl, OpenSSL and Chromium at the host that asks for them.
class TestClientCertificates : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void letsCurlIn_data();
    void letsCurlIn();
    void asksWhoeverHasNone();
    void refusesAnotherTenantsCertificate();
    void endsAKeptConnectionsRights();
    void endsAnOpenTail();
    void signsInAsTheCertificatesUserOnly();
    void handsOutTheRevocationList();
    void letsChromiumIn();
    void letsChromiumFetchItsFile();

private:
    /// A user's certificate, fetched and unpacked into a folder of its own.
    struct Owned {
        QString folder;
        QByteArray serial;
        QString password;

        QString file() const { return folder + u"/certificate.p12"_s; }
    };

    void addColleague();
    ApiAnswer post(const QByteArray &tenant, const QByteArray &path, const QByteArray &body) const;
    QByteArray userId(const QByteArray &tenant, const QString &name) const;
    Owned issued(const QByteArray &tenant, const QString &name, const QByteArray &profile = "modern");
    void permit(const QByteArray &tenant, const QString &name, bool isPermitted) const;
    void revoke(const QByteArray &tenant, const Owned &owned) const;
    QByteArray run(const QString &program, const QStringList &arguments) const;
    QByteArray curl(const QStringList &arguments) const;
    ClientOptions optionsWith(const Owned &owned) const;
    QString at(const QString &host, const QString &path) const;

    RunningService m_service;
    int m_issued = 0;
};

void TestClientCertificates::initTestCase()
{
    const QList<QByteArray> names{"alpha", "beta"};
    for (const QByteArray &tenant : names)
        QVERIFY(m_service.createTenant(QString::fromLatin1(tenant)));
    addColleague();
    QVERIFY(m_service.start());
    for (const QByteArray &tenant : names) {
        ApiClient chief = m_service.administrator(tenant);
        const QJsonObject section{{u"enabled"_s, true}, {u"allowOtherUser"_s, false}, {u"selfService"_s, true},
            {u"reminderAddresses"_s, QJsonArray()}};
        QCOMPARE(chief.put("/api/v1/settings/clientCertificates", section, {{"If-Match", "\"0\""}}).status, 200);
        permit(tenant, u"chief"_s, true);
    }
}

/// Somebody with the administrator's password, while the service does not run yet.
void TestClientCertificates::addColleague()
{
    using namespace sekimori;
    const auto tenants = platformd::Tenants::open({.folder = m_service.folder() + u"/data"_s}).value();
    const QByteArray hash = crypto::PasswordHasher().hash(RunningService::administratorPassword()).value();
    const platformd::NewUser colleague{u"colleague"_s, {}, platformd::Role::User, hash};
    QVERIFY(tenants->addUsers(tenants->snapshot()->bySubdomain.value("alpha")->id, {colleague}));
}

void TestClientCertificates::cleanupTestCase()
{
    QVERIFY(m_service.stop());
}

ApiAnswer TestClientCertificates::post(const QByteArray &tenant, const QByteArray &path, const QByteArray &body) const
{
    return m_service.administrator(tenant).call("POST", "/api/v1/certificates" + path, body);
}

QByteArray TestClientCertificates::userId(const QByteArray &tenant, const QString &name) const
{
    const ApiAnswer found
        = m_service.administrator(tenant).get("/api/v1/certificates?search=" + name.toUtf8().toPercentEncoding());
    return QByteArray::number(found.json()["entries"_L1][0]["user"_L1]["id"_L1].toInteger());
}

TestClientCertificates::Owned TestClientCertificates::issued(
    const QByteArray &tenant, const QString &name, const QByteArray &profile)
{
    const ApiAnswer made
        = post(tenant, {}, R"({"users":[)" + userId(tenant, name) + R"(],"profile":")" + profile + "\"}");
    Owned owned{m_service.folder() + u"/owned-%1"_s.arg(++m_issued),
        made.json()["issued"_L1][0]["serial"_L1].toString().toLatin1(), {}};
    const ApiAnswer archive = post(tenant, "/files", R"({"serials":[")" + owned.serial + "\"]}");
    if (archive.status != 200)
        qFatal("No file: %s %s", made.body.constData(), archive.body.constData());
    QDir().mkpath(owned.folder);
    QFile zip(owned.folder + u"/all.zip"_s);
    if (!zip.open(QIODevice::WriteOnly) || zip.write(archive.body) != archive.body.size())
        qFatal("The archive could not be written.");
    zip.close();
    run(u"python3"_s, {u"-m"_s, u"zipfile"_s, u"-e"_s, zip.fileName(), owned.folder});
    owned.password = QString::fromLatin1(contentOf(owned.folder + u"/password.txt"_s)).trimmed();
    return owned;
}

void TestClientCertificates::permit(const QByteArray &tenant, const QString &name, bool isPermitted) const
{
    const QByteArray body
        = R"({"users":[)" + userId(tenant, name) + R"(],"permitted":)" + (isPermitted ? "true}" : "false}");
    QCOMPARE(post(tenant, "/permission", body).status, 200);
}

void TestClientCertificates::revoke(const QByteArray &tenant, const Owned &owned) const
{
    const QByteArray body = R"({"serials":[")" + owned.serial + R"("],"reason":"keyCompromise"})";
    QCOMPARE(post(tenant, "/revoke", body).status, 200);
}

QByteArray TestClientCertificates::run(const QString &program, const QStringList &arguments) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(patience))
        qFatal("%s does not end.", qPrintable(program));
    return process.readAll();
}

QString TestClientCertificates::at(const QString &host, const QString &path) const
{
    return u"https://%1.example.test:%2%3"_s.arg(host).arg(m_service.port()).arg(path);
}

/// The status, and below it the body.
QByteArray TestClientCertificates::curl(const QStringList &arguments) const
{
    return run(u"curl"_s,
        QStringList{
            u"-sk"_s, u"--connect-to"_s, u"::127.0.0.1:%1"_s.arg(m_service.port()), u"-w"_s, u"\n%{http_code}"_s}
            + arguments);
}

ClientOptions TestClientCertificates::optionsWith(const Owned &owned) const
{
    const QString pem = owned.folder + u"/own.pem"_s;
    run(u"openssl"_s,
        {u"pkcs12"_s, u"-in"_s, owned.file(), u"-passin"_s, u"pass:"_s + owned.password, u"-nodes"_s, u"-clcerts"_s,
            u"-out"_s, pem});
    ClientOptions options;
    options.serverName = "alpha.s.example.test";
    options.certificatePem = contentOf(pem);
    options.keyPem = options.certificatePem;
    return options;
}

void TestClientCertificates::letsCurlIn_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::newRow("modern") << QByteArray("modern");
    QTest::newRow("compatible") << QByteArray("compatible");
}

void TestClientCertificates::letsCurlIn()
{
    QFETCH(QByteArray, profile);
    const Owned own = issued("alpha", u"chief"_s, profile);
    const QStringList shown{u"--cert-type"_s, u"P12"_s, u"--cert"_s, own.file() + u':' + own.password};
    const QStringList page{at(u"alpha.s"_s, u"/sign-in"_s)};
    QVERIFY(curl(shown + page).endsWith("\n200"));
    for (const QString &version : {u"1.2"_s, u"1.3"_s})
        QVERIFY(curl(shown + QStringList{u"--tlsv"_s + version, u"--tls-max"_s, version} + page).endsWith("\n200"));
    permit("alpha", u"chief"_s, false);
    const QByteArray unpermitted = curl(shown + page);
    permit("alpha", u"chief"_s, true);
    QVERIFY(unpermitted.endsWith("\n496"));
    QVERIFY(unpermitted.contains("may not use secure access"));
    revoke("alpha", own);
    const QByteArray revoked = curl(shown + page);
    QVERIFY(revoked.endsWith("\n496"));
    QVERIFY(revoked.contains("was revoked"));
}

void TestClientCertificates::asksWhoeverHasNone()
{
    const QByteArray none = curl({at(u"alpha.s"_s, u"/sign-in"_s)});
    QVERIFY(none.endsWith("\n496"));
    QVERIFY(none.contains("sent no client certificate"));
}

void TestClientCertificates::refusesAnotherTenantsCertificate()
{
    const Owned foreign = issued("beta", u"chief"_s);
    const QStringList shown{u"--cert-type"_s, u"P12"_s, u"--cert"_s, foreign.file() + u':' + foreign.password};
    QVERIFY(curl(shown + QStringList{at(u"beta.s"_s, u"/sign-in"_s)}).endsWith("\n200"));
    const QByteArray refused = curl(shown + QStringList{at(u"alpha.s"_s, u"/sign-in"_s)});
    QVERIFY(refused.endsWith("\n496"));
    QVERIFY(refused.contains("was not issued by this site"));
}

/// The handshake is over and nothing of it is done again: each request is judged by itself.
void TestClientCertificates::endsAKeptConnectionsRights()
{
    const Owned own = issued("alpha", u"chief"_s);
    TlsClient kept(m_service.port(), optionsWith(own));
    QVERIFY(kept.isConnected() && kept.wasAskedForCertificate());
    const auto asked = [&] { return kept.exchange(get("/sign-in", "alpha.s.example.test")); };
    QCOMPARE(asked()->status, 200);
    permit("alpha", u"chief"_s, false);
    const auto unpermitted = asked();
    permit("alpha", u"chief"_s, true);
    QCOMPARE(unpermitted->status, 496);
    QVERIFY(unpermitted->body.contains("may not use secure access"));
    QCOMPARE(asked()->status, 200);
    revoke("alpha", own);
    const auto revoked = asked();
    QCOMPARE(revoked->status, 496);
    QVERIFY(revoked->body.contains("was revoked"));
}

void TestClientCertificates::endsAnOpenTail()
{
    const Owned own = issued("alpha", u"chief"_s);
    const ApiClient chief = m_service.administrator("alpha");
    TlsClient tail(m_service.port(), optionsWith(own));
    QVERIFY(tail.send("GET /api/v1/audit/tail HTTP/1.1\r\nHost: alpha.s.example.test\r\nSekimori-Token: "
        + chief.token() + "\r\n\r\n"));
    QCOMPARE(tail.receive(false)->status, 200);
    revoke("alpha", own);
    QByteArray text;
    while (const auto chunk = tail.receiveChunk()) {
        if (chunk->isEmpty())
            break;
        text += *chunk;
    }
    QVERIFY2(text.contains("event: closed\ndata: {\"code\":\"certificate.revoked\""), text.constData());
}

void TestClientCertificates::signsInAsTheCertificatesUserOnly()
{
    const Owned own = issued("alpha", u"chief"_s);
    const QString shown = own.file() + u':' + own.password;
    const auto signIn = [&](const QString &user) {
        const QString body = uR"({"user":"%1","password":"%2"})"_s.arg(user, RunningService::administratorPassword());
        return curl({u"--cert-type"_s, u"P12"_s, u"--cert"_s, shown, u"-H"_s, u"Content-Type: application/json"_s,
            u"-d"_s, body, at(u"alpha.s"_s, u"/api/v1/session"_s)});
    };
    QVERIFY(signIn(u"chief"_s).endsWith("\n201"));
    QVERIFY(signIn(u"colleague"_s).endsWith("\n403"));
}

void TestClientCertificates::handsOutTheRevocationList()
{
    const Owned own = issued("alpha", u"chief"_s);
    revoke("alpha", own);
    const QString list = own.folder + u"/list.crl"_s;
    const QString authority = own.folder + u"/authority.pem"_s;
    for (const QString &host : {u"alpha"_s, u"alpha.s"_s})
        QVERIFY(curl({u"-o"_s, list, at(host, u"/crl"_s)}).endsWith("200"));
    QFile pem(authority);
    QVERIFY(pem.open(QIODevice::WriteOnly));
    pem.write(m_service.administrator("alpha").get("/api/v1/certificates/authority/file").body);
    pem.close();
    (void)optionsWith(own);
    const QByteArray verdict = run(u"openssl"_s,
        {u"verify"_s, u"-x509_strict"_s, u"-purpose"_s, u"sslclient"_s, u"-CAfile"_s, authority, u"-crl_check"_s,
            u"-CRLfile"_s, list, own.folder + u"/own.pem"_s});
    QVERIFY2(verdict.contains("certificate revoked"), verdict.constData());
}

/// Imported as a person would, into the store that Chromium reads, and chosen as a managed device chooses it.
void TestClientCertificates::letsChromiumIn()
{
    const Owned own = issued("alpha", u"chief"_s);
    const QString home = own.folder + u"/home"_s;
    const QString database = home + u"/.pki/nssdb"_s;
    QVERIFY(QDir().mkpath(database));
    run(u"certutil"_s, {u"-N"_s, u"-d"_s, u"sql:"_s + database, u"--empty-password"_s});
    const QByteArray imported
        = run(u"pk12util"_s, {u"-i"_s, own.file(), u"-d"_s, u"sql:"_s + database, u"-W"_s, own.password});
    QVERIFY2(imported.contains("IMPORT SUCCESSFUL"), imported.constData());
    const auto chain = QSslCertificate::fromPath(m_service.folder() + u"/server.pem"_s);
    ChromiumDriver browser({.trustedKey
        = QCryptographicHash::hash(chain.first().publicKey().toDer(), QCryptographicHash::Sha256).toBase64(),
        .home = home});
    browser.preferLanguage(u"en"_s);
    browser.open(at(u"alpha.s"_s, u"/sign-in"_s));
    QVERIFY2(browser.shows(u"#password"_s), qPrintable(browser.textOf(u"main"_s)));
    browser.type(u"#user"_s, u"chief"_s);
    browser.type(u"#password"_s, RunningService::administratorPassword());
    browser.submit(u"button"_s);
    QCOMPARE(browser.textOf(u"h1"_s), u"Welcome, chief"_s);
    QVERIFY(browser.textOf(u".quiet"_s).contains(u"valid client certificate"_s));
    permit("alpha", u"chief"_s, false);
    browser.open(at(u"alpha.s"_s, u"/"_s));
    QCOMPARE(browser.textOf(u".code"_s), u"496"_s);
    QVERIFY(browser.textOf(u"main"_s).contains(u"may not use secure access"_s));
    permit("alpha", u"chief"_s, true);
    browser.open(at(u"alpha.s"_s, u"/"_s));
    QCOMPARE(browser.textOf(u"h1"_s), u"Welcome, chief"_s);
    revoke("alpha", own);
    browser.open(at(u"alpha.s"_s, u"/"_s));
    QCOMPARE(browser.textOf(u".code"_s), u"496"_s);
    QVERIFY(browser.textOf(u"main"_s).contains(u"was revoked"_s));
    browser.open(at(u"beta.s"_s, u"/"_s));
    QVERIFY(browser.textOf(u"main"_s).contains(u"was not issued by this site"_s));
}

void TestClientCertificates::letsChromiumFetchItsFile()
{
    const QByteArray body = R"({"users":[)" + userId("alpha", u"chief"_s) + "]}";
    QCOMPARE(post("alpha", {}, body).status, 201);
    const auto chain = QSslCertificate::fromPath(m_service.folder() + u"/server.pem"_s);
    ChromiumDriver browser({.trustedKey
        = QCryptographicHash::hash(chain.first().publicKey().toDer(), QCryptographicHash::Sha256).toBase64()});
    browser.preferLanguage(u"en"_s);
    browser.open(at(u"alpha"_s, u"/certificate"_s));
    browser.type(u"#user"_s, u"chief"_s);
    browser.type(u"#password"_s, RunningService::administratorPassword());
    browser.submit(u"button"_s);
    QCOMPARE(browser.url(), at(u"alpha"_s, u"/certificate"_s)); // where he was going
    QVERIFY(browser.textOf(u"main"_s).contains(u"It can be downloaded once"_s));
    const QString folder = qEnvironmentVariable("SEKIMORI_PICTURES");
    if (!folder.isEmpty()) {
        QFile picture(folder + u"/certificate.png"_s);
        QVERIFY(picture.open(QIODevice::WriteOnly) && picture.write(browser.picture()) > 0);
    }
    browser.open(at(u"alpha"_s, u"/"_s));
    QCOMPARE(browser.textOf(u"a[href='/certificate']"_s), u"Download your client certificate"_s);
    browser.open(at(u"alpha"_s, u"/certificate"_s));
    // The page may be left before the form was on its way: then it is pressed again.
    const auto isDownloaded = [&] {
        browser.open(at(u"alpha"_s, u"/certificate"_s));
        if (browser.textOf(u"main"_s).contains(u"Its file was downloaded on"_s))
            return true;
        browser.click(u"button"_s);
        return false;
    };
    QVERIFY(QTest::qWaitFor(isDownloaded, patience));
}

QTEST_GUILESS_MAIN(TestClientCertificates)
#include "tst_clientcertificates.moc"
