// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/certificatesummary.h"
#include "local/localidentity.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::platformd;

namespace {

constexpr std::chrono::sys_seconds start = std::chrono::sys_days(std::chrono::year(2026) / 3 / 5);

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

class TestLocalIdentity : public QObject {
    Q_OBJECT

private slots:
    void makesAuthorityAndCertificate();
    void keepsThemWhileTheyHold();
    void renewsTheCertificateBeforeItsEnd();
    void renewsTheAuthorityBeforeItsEnd();
    void makesAnewWhatCannotBeRead_data();
    void makesAnewWhatCannotBeRead();
    void saysWhereItCouldNotWrite();

private:
    static LocalIdentity identity(const QString &folder, std::chrono::sys_seconds now);
};

LocalIdentity TestLocalIdentity::identity(const QString &folder, std::chrono::sys_seconds now)
{
    return localIdentity(folder, u"sekimori.localhost"_s, now).value_or(LocalIdentity());
}

void TestLocalIdentity::makesAuthorityAndCertificate()
{
    const QTemporaryDir folder;
    const LocalIdentity made = identity(folder.path(), start);
    const auto credentials = ServerCredentials::load(made.server);
    QVERIFY(credentials);
    QVERIFY((*credentials)->covers(u"demo.sekimori.localhost"));
    QVERIFY((*credentials)->covers(u"demo.s.sekimori.localhost"));
    QVERIFY(crypto::readCertificate(made.authorityPem)->isAuthority);
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    for (const QString &key : {u"/authority-key.pem"_s, u"/server-key.pem"_s})
        QVERIFY(!(QFile::permissions(folder.path() + key) & others));
}

void TestLocalIdentity::keepsThemWhileTheyHold()
{
    const QTemporaryDir folder;
    const LocalIdentity made = identity(folder.path(), start);
    const LocalIdentity later = identity(folder.path(), start + 24h * 300);
    QCOMPARE(later.authorityPem, made.authorityPem);
    QCOMPARE(later.server.certificateChainPem, made.server.certificateChainPem);
    QCOMPARE(later.server.privateKeyPem, made.server.privateKeyPem);
}

void TestLocalIdentity::renewsTheCertificateBeforeItsEnd()
{
    const QTemporaryDir folder;
    const LocalIdentity made = identity(folder.path(), start);
    const LocalIdentity later = identity(folder.path(), start + 24h * 380);
    QCOMPARE(later.authorityPem, made.authorityPem);
    QVERIFY(later.server.certificateChainPem != made.server.certificateChainPem);
}

void TestLocalIdentity::renewsTheAuthorityBeforeItsEnd()
{
    const QTemporaryDir folder;
    const LocalIdentity made = identity(folder.path(), start);
    const LocalIdentity later = identity(folder.path(), start + 24h * 3600);
    QVERIFY(later.authorityPem != made.authorityPem);
    QVERIFY(later.server.certificateChainPem != made.server.certificateChainPem);
    QVERIFY(ServerCredentials::load(later.server));
}

void TestLocalIdentity::makesAnewWhatCannotBeRead_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"authority.pem", "authority-key.pem", "server.pem", "server-key.pem"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void TestLocalIdentity::makesAnewWhatCannotBeRead()
{
    QFETCH(QString, file);
    const QTemporaryDir folder;
    identity(folder.path(), start);
    QVERIFY(writePrivately(folder.path() + u'/' + file, "nonsense"));
    const LocalIdentity later = identity(folder.path(), start + 1h);
    QVERIFY(ServerCredentials::load(later.server));
    QVERIFY(crypto::readCertificate(later.authorityPem));
    // The next start finds both whole, and vouches for one with the other.
    const LocalIdentity last = identity(folder.path(), start + 2h);
    QCOMPARE(last.authorityPem, later.authorityPem);
    QCOMPARE(last.server.certificateChainPem, later.server.certificateChainPem);
    QVERIFY(content(folder.path() + u'/' + file) != "nonsense");
}

void TestLocalIdentity::saysWhereItCouldNotWrite()
{
    const auto made = localIdentity(u"/proc/nowhere"_s, u"sekimori.localhost"_s, start);
    QVERIFY(!made);
    QVERIFY(made.error().is(LocalFileNotWritten));
    QVERIFY(made.error().arguments.first().startsWith(u"/proc/nowhere/"_s));
}

QTEST_GUILESS_MAIN(TestLocalIdentity)
#include "tst_localidentity.moc"
