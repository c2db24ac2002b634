// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/profilestore.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platform;

namespace {
ConnectionProfile demo()
{
    ConnectionProfile profile = ConnectionProfile::fresh();
    profile.name = u"デモ"_s;
    profile.address = u"2001:db8::1"_s;
    profile.port = 8443;
    profile.hostName = u"demo.example.org"_s;
    profile.userName = u"sato"_s;
    profile.rememberPassword = true;
    return profile;
}
}

class TestProfiles : public QObject {
    Q_OBJECT

private slots:
    void init();
    void beginsEmpty();
    void findsWhatItSaved();
    void keepsADamagedFileAside_data();
    void keepsADamagedFileAside();
    void saysWhereItCannotSave();
    void isReadableByTheOwnerOnly();
    void namesWhatIsWrongWithAProfile_data();
    void namesWhatIsWrongWithAProfile();
    void acceptsAddressesOfEveryKind_data();
    void acceptsAddressesOfEveryKind();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestProfiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"settings/profiles.json"_s);
}

void TestProfiles::beginsEmpty()
{
    const auto profiles = ProfileStore(m_path).load();
    QVERIFY(profiles);
    QVERIFY(profiles->isEmpty());
}

void TestProfiles::findsWhatItSaved()
{
    ConnectionProfile pinned = demo();
    pinned.pinnedAuthority = fake::authority().certificatePem;
    const QList<ConnectionProfile> profiles{demo(), pinned};
    QVERIFY(ProfileStore(m_path).save(profiles));
    const auto loaded = ProfileStore(m_path).load();
    QVERIFY(loaded);
    QCOMPARE(*loaded, profiles);
}

void TestProfiles::keepsADamagedFileAside_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("profiles");
    QTest::newRow("cut off") << QByteArray(R"({"profiles":[{"id":)");
    QTest::newRow("another list") << QByteArray("[]");
    QTest::newRow("a number for a profile") << QByteArray(R"({"profiles":[1]})");
    QTest::newRow("port beyond range") << QByteArray(
        R"({"profiles":[{"id":"a","name":"","address":"","port":65536,"hostName":"","userName":"",)"
        R"("pinnedAuthority":"","rememberPassword":false}]})");
}

void TestProfiles::keepsADamagedFileAside()
{
    QFETCH(QByteArray, text);
    QDir().mkpath(QFileInfo(m_path).path());
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();

    const auto profiles = ProfileStore(m_path).load();
    QVERIFY(!profiles);
    QVERIFY(profiles.error().is(profilesDamaged));
    QFile aside(profiles.error().arguments.last());
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), text);
    QVERIFY(ProfileStore(m_path).load());
}

void TestProfiles::saysWhereItCannotSave()
{
    QFile blocking(m_folder->filePath(u"settings"_s));
    QVERIFY(blocking.open(QIODevice::WriteOnly));
    const auto saved = ProfileStore(m_path).save({demo()});
    QVERIFY(!saved);
    QVERIFY(saved.error().is(profilesNotSaved));
    QCOMPARE(saved.error().arguments.first(), m_path);
}

void TestProfiles::isReadableByTheOwnerOnly()
{
    QVERIFY(ProfileStore(m_path).save({demo()}));
    const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    QCOMPARE(QFile::permissions(m_path) & others, QFile::Permissions());
}

void TestProfiles::namesWhatIsWrongWithAProfile_data()
{
    QTest::addColumn<ConnectionProfile>("profile");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const QString &field, auto &&change) {
        ConnectionProfile profile = demo();
        change(profile);
        QTest::newRow(name) << profile << field;
    };
    row("no name", u"name"_s, [](auto &p) { p.name = u"  "_s; });
    row("no host name", u"hostName"_s, [](auto &p) { p.hostName.clear(); });
    row("host name with a scheme", u"hostName"_s, [](auto &p) { p.hostName = u"https://demo.example.org"_s; });
    row("host name with a port", u"hostName"_s, [](auto &p) { p.hostName = u"demo.example.org:443"_s; });
    row("host name with a line break", u"hostName"_s, [](auto &p) { p.hostName = u"demo\r\nX: y"_s; });
    row("an address for a host name", u"hostName"_s, [](auto &p) { p.hostName = u"192.0.2.1"_s; });
    row("label of 64", u"hostName"_s, [](auto &p) { p.hostName = QString(64, u'a') + u".example"_s; });
    row("three numbers", u"address"_s, [](auto &p) { p.address = u"1.2.3"_s; });
    row("address with a blank", u"address"_s, [](auto &p) { p.address = u"192.0.2.1 "_s; });
    row("no port", u"port"_s, [](auto &p) { p.port = 0; });
    row("a pin that is none", u"pinnedAuthority"_s, [](auto &p) { p.pinnedAuthority = "x"; });
}

void TestProfiles::namesWhatIsWrongWithAProfile()
{
    QFETCH(ConnectionProfile, profile);
    QFETCH(QString, field);
    const Errors errors = problemsOf(profile);
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors.first().field, field);
}

void TestProfiles::acceptsAddressesOfEveryKind_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("none") << QString();
    QTest::newRow("IPv4") << u"192.0.2.1"_s;
    QTest::newRow("IPv6") << u"2001:db8::1"_s;
    QTest::newRow("name") << u"gate-1.example.org"_s;
    QTest::newRow("one label") << u"localhost"_s;
    QTest::newRow("not ASCII") << u"関守.example"_s;
}

void TestProfiles::acceptsAddressesOfEveryKind()
{
    QFETCH(QString, address);
    ConnectionProfile profile = demo();
    profile.address = address;
    QCOMPARE(problemsOf(profile), Errors());
    QCOMPARE(profile.whereTo(), address.isEmpty() ? profile.hostName : address);
}

QTEST_GUILESS_MAIN(TestProfiles)

#include "tst_profiles.moc"
