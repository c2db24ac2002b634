// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/certificatesclient.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platform;

namespace {

QJsonObject certificate()
{
    return {{u"serial"_s, u"a1b2"_s}, {u"issuedAt"_s, u"2026-03-05T14:00:00.000Z"_s},
        {u"endsAt"_s, u"2027-03-05T14:59:59.000Z"_s}, {u"revokedAt"_s, QJsonValue()}, {u"reason"_s, QJsonValue()},
        {u"profile"_s, u"compatible"_s}, {u"fileUntil"_s, u"2026-03-12T14:00:00.000Z"_s},
        {u"fetchedAt"_s, QJsonValue()}, {u"later"_s, true}};
}

QJsonObject entry()
{
    return {{u"user"_s,
                QJsonObject{{u"id"_s, 7}, {u"loginName"_s, u"sato"_s}, {u"displayName"_s, u"Sato Taro"_s},
                    {u"role"_s, u"user"_s}, {u"permitted"_s, true}}},
        {u"state"_s, u"expiring"_s}, {u"certificate"_s, certificate()}};
}

QJsonObject counts()
{
    return {{u"notIssued"_s, 1}, {u"valid"_s, 2}, {u"expiring"_s, 3}, {u"expired"_s, 4}, {u"revoked"_s, 5}};
}

QJsonObject with(QJsonObject object, const QString &key, const QJsonValue &value)
{
    object.insert(key, value);
    return object;
}

}

class TestCertificatesClient : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void readsWhoHasWhich();
    void asksForWhatTheFilterNames_data();
    void asksForWhatTheFilterNames();
    void refusesEntriesThatCannotBeRead_data();
    void refusesEntriesThatCannotBeRead();
    void readsTheAuthority();
    void readsThatThereIsNoAuthority();
    void fetchesFilesAsTheyAre();
    void takesNoPageOfHtmlForAFile();
    void ordersCertificates();
    void revokesWithAReason();
    void changesThePermission();
    void handsOutFiles();
    void tellsWhyFilesAreNotHandedOut();

private:
    /// What @p ask brings from a platform that answers with @p reply.
    template<typename T>
    Answer<T> asked(const fake::Reply &reply, const std::function<Pending(CertificatesClient &, Callback<T>)> &ask);
    template<typename T>
    Answer<T> changed(
        const fake::Reply &reply, const std::function<void(CertificatesClient &, QObject *, Callback<T>)> &change);

    crypto::KeyAndCertificate m_authority;
    fake::SeenRequest m_seen; ///< the last one
};

void TestCertificatesClient::initTestCase()
{
    m_authority = fake::authority();
}

template<typename T>
Answer<T> TestCertificatesClient::asked(
    const fake::Reply &reply, const std::function<Pending(CertificatesClient &, Callback<T>)> &ask)
{
    fake::Platform platform([&](const fake::SeenRequest &request) {
        m_seen = request;
        return reply;
    });
    Connection connection(fake::listenWith(platform, m_authority));
    CertificatesClient client(connection);
    std::optional<Answer<T>> answer;
    const Pending pending = ask(client, [&](const Answer<T> &came) { answer = came; });
    [&] { QTRY_VERIFY(answer.has_value()); }();
    return answer.value_or(std::unexpected(Failure{}));
}

template<typename T>
Answer<T> TestCertificatesClient::changed(
    const fake::Reply &reply, const std::function<void(CertificatesClient &, QObject *, Callback<T>)> &change)
{
    return asked<T>(reply, [&](CertificatesClient &client, const Callback<T> &callback) {
        change(client, this, callback);
        return Pending();
    });
}

void TestCertificatesClient::readsWhoHasWhich()
{
    const auto page = asked<CertificatePage>(
        fake::json(200, {{u"entries"_s, QJsonArray{entry()}}, {u"next"_s, u"c-7"_s}, {u"counts"_s, counts()}}),
        [](auto &client, auto callback) { return client.page({}, 50, {}, callback); });
    QVERIFY(page);
    QCOMPARE(page->next, u"c-7"_s);
    QCOMPARE(page->counts.of(CertificateState::Expiring), 3);
    QCOMPARE(page->counts.all(), 15);
    QCOMPARE(page->holders.size(), 1);
    const CertificateHolder &holder = page->holders.first();
    QCOMPARE(holder.id, 7);
    QCOMPARE(holder.loginName, u"sato"_s);
    QCOMPARE(holder.displayName, u"Sato Taro"_s);
    QVERIFY(holder.isPermitted);
    QCOMPARE(holder.state, CertificateState::Expiring);
    QCOMPARE(holder.certificate->serial, u"a1b2"_s);
    QCOMPARE(holder.certificate->endsAt, QDateTime(QDate(2027, 3, 5), QTime(14, 59, 59), QTimeZone::utc()));
    QCOMPARE(holder.certificate->profile, CertificateProfile::Compatible);
    QVERIFY(!holder.certificate->revokedAt.isValid() && !holder.certificate->reason);
    QVERIFY(holder.hasFileAt(QDateTime(QDate(2026, 3, 12), QTime(13, 0), QTimeZone::utc())));
    QVERIFY(!holder.hasFileAt(QDateTime(QDate(2026, 3, 12), QTime(14, 0), QTimeZone::utc())));
}

void TestCertificatesClient::asksForWhatTheFilterNames_data()
{
    QTest::addColumn<CertificateFilter>("filter");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("everybody") << CertificateFilter() << QString() << QByteArray("limit=50&order=end");
    QTest::newRow("by name, further") << CertificateFilter{.order = CertificateFilter::Order::Name} << u"a b"_s
                                      << QByteArray("limit=50&order=name&after=a%20b");
    QTest::newRow("a state and signs") << CertificateFilter{.state = CertificateState::NotIssued,
        .search = u"a&b=c+%é"_s} << QString()
                                       << QByteArray("limit=50&order=end&state=notIssued&search=a%26b%3Dc%2B%25%C3%A9");
}

void TestCertificatesClient::asksForWhatTheFilterNames()
{
    QFETCH(CertificateFilter, filter);
    QFETCH(QString, after);
    QFETCH(QByteArray, query);
    QVERIFY(asked<CertificatePage>(fake::json(200, {{u"entries"_s, QJsonArray()}, {u"counts"_s, counts()}}),
        [&](auto &client, auto callback) { return client.page(filter, 50, after, callback); }));
    QCOMPARE(m_seen.target, "/api/v1/certificates?" + query);
}

void TestCertificatesClient::refusesEntriesThatCannotBeRead_data()
{
    const auto row = [](const char *name, const QJsonValue &entry, const QJsonValue &told = counts()) {
        QTest::newRow(name) << QJsonObject{{u"entries"_s, QJsonArray{entry}}, {u"counts"_s, told}};
    };
    QTest::addColumn<QJsonObject>("page");
    QTest::newRow("nothing") << QJsonObject();
    row("a number", 1);
    row("nobody", with(entry(), u"user"_s, QJsonValue()));
    row("in no state", with(entry(), u"state"_s, u"lost"_s));
    row("valid without certificate", with(entry(), u"certificate"_s, QJsonValue()));
    row("not issued with certificate", with(entry(), u"state"_s, u"notIssued"_s));
    row("without end", with(entry(), u"certificate"_s, with(certificate(), u"endsAt"_s, u"soon"_s)));
    row("of no profile", with(entry(), u"certificate"_s, with(certificate(), u"profile"_s, u"best"_s)));
    row("not counted", entry(), QJsonObject{{u"valid"_s, 1}});
}

void TestCertificatesClient::refusesEntriesThatCannotBeRead()
{
    QFETCH(QJsonObject, page);
    const auto answer = asked<CertificatePage>(
        fake::json(200, page), [](auto &client, auto callback) { return client.page({}, 50, {}, callback); });
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Failure::Kind::NotSekimori);
}

void TestCertificatesClient::readsTheAuthority()
{
    const auto state = asked<AuthorityState>(
        fake::json(200,
            {{u"authority"_s,
                 QJsonObject{{u"subject"_s, u"CN=Demo"_s}, {u"serial"_s, u"01"_s},
                     {u"notBefore"_s, u"2026-03-05T14:00:00.000Z"_s}, {u"endsAt"_s, u"2036-03-05T14:00:00.000Z"_s},
                     {u"fingerprint"_s, u"AB:CD"_s}}},
                {u"crl"_s,
                    QJsonObject{{u"number"_s, 4}, {u"thisUpdate"_s, u"2026-03-05T14:00:00.000Z"_s},
                        {u"nextUpdate"_s, u"2026-03-12T14:00:00.000Z"_s}, {u"revoked"_s, 2}}}}),
        [](auto &client, auto callback) { return client.authority(callback); });
    QVERIFY(state);
    QCOMPARE(state->authority->subject, u"CN=Demo"_s);
    QCOMPARE(state->authority->endsAt.date(), QDate(2036, 3, 5));
    QCOMPARE(state->crl->number, 4);
    QCOMPARE(state->crl->revoked, 2);
}

void TestCertificatesClient::readsThatThereIsNoAuthority()
{
    const auto state
        = asked<AuthorityState>(fake::json(200, {{u"authority"_s, QJsonValue()}, {u"crl"_s, QJsonValue()}}),
            [](auto &client, auto callback) { return client.authority(callback); });
    QVERIFY(state);
    QVERIFY(!state->authority && !state->crl);
}

void TestCertificatesClient::fetchesFilesAsTheyAre()
{
    const QByteArray bytes("\x00\xff no JSON at all", 18);
    const auto file = asked<QByteArray>({.body = bytes, .contentType = "text/calendar; charset=utf-8"},
        [](auto &client, auto callback) { return client.calendar(callback); });
    QVERIFY(file);
    QCOMPARE(*file, bytes);
    QCOMPARE(m_seen.target, "/api/v1/certificates/calendar");
    QCOMPARE(m_seen.headers.value("accept"), "text/calendar, application/problem+json");
}

void TestCertificatesClient::takesNoPageOfHtmlForAFile()
{
    const auto file = asked<QByteArray>({.body = "<html>Sign in", .contentType = "text/html"},
        [](auto &client, auto callback) { return client.authorityFile(callback); });
    QVERIFY(!file);
    QCOMPARE(file.error().kind, Failure::Kind::NotSekimori);
}

void TestCertificatesClient::ordersCertificates()
{
    const IssueOrder order{.users = {7, 9},
        .endsOn = QDate(2027, 3, 5),
        .profile = CertificateProfile::Compatible,
        .previous = PreviousCertificate::Revoke};
    const auto issued
        = changed<QList<NewCertificate>>(fake::json(201,
                                             {{u"issued"_s,
                                                 QJsonArray{QJsonObject{{u"user"_s, 7}, {u"serial"_s, u"a1"_s},
                                                     {u"endsAt"_s, u"2027-03-05T14:59:59.000Z"_s}}}}}),
            [&](auto &client, QObject *context, auto callback) { client.issue(order, "key", context, callback); });
    QVERIFY(issued);
    QCOMPARE(issued->first().user, 7);
    QCOMPARE(issued->first().serial, u"a1"_s);
    QCOMPARE(m_seen.method, "POST");
    QCOMPARE(m_seen.headers.value("idempotency-key"), "key");
    QCOMPARE(m_seen.json(),
        (QJsonObject{{u"users"_s, QJsonArray{7, 9}}, {u"endsOn"_s, u"2027-03-05"_s}, {u"profile"_s, u"compatible"_s},
            {u"previous"_s, u"revoke"_s}}));
}

void TestCertificatesClient::revokesWithAReason()
{
    const auto revoked
        = changed<qint64>(fake::json(200, {{u"revoked"_s, 2}}), [](auto &client, QObject *context, auto callback) {
              client.revoke({u"a1"_s, u"a2"_s}, RevocationReason::KeyCompromise, "key", context, callback);
          });
    QCOMPARE(revoked.value_or(-1), 2);
    QCOMPARE(m_seen.target, "/api/v1/certificates/revoke");
    QCOMPARE(
        m_seen.json(), (QJsonObject{{u"serials"_s, QJsonArray{u"a1"_s, u"a2"_s}}, {u"reason"_s, u"keyCompromise"_s}}));
}

void TestCertificatesClient::changesThePermission()
{
    const auto changedNow = changed<qint64>(fake::json(200, {{u"changed"_s, 1}}),
        [](auto &client, QObject *context, auto callback) { client.permit({7}, false, "key", context, callback); });
    QCOMPARE(changedNow.value_or(-1), 1);
    QCOMPARE(m_seen.target, "/api/v1/certificates/permission");
    QCOMPARE(m_seen.json(), (QJsonObject{{u"users"_s, QJsonArray{7}}, {u"permitted"_s, false}}));
}

void TestCertificatesClient::handsOutFiles()
{
    const auto zip = asked<QByteArray>({.body = "PK", .contentType = "application/zip"},
        [](auto &client, auto callback) { return client.files({u"a1"_s}, callback); });
    QCOMPARE(zip.value_or(QByteArray()), "PK");
    QCOMPARE(m_seen.json(), (QJsonObject{{u"serials"_s, QJsonArray{u"a1"_s}}}));
}

void TestCertificatesClient::tellsWhyFilesAreNotHandedOut()
{
    const auto zip = asked<QByteArray>(fake::problem(410, u"certificates.fetched"_s),
        [](auto &client, auto callback) { return client.files({u"a1"_s}, callback); });
    QVERIFY(!zip);
    QCOMPARE(zip.error().kind, Failure::Kind::Refused);
    QCOMPARE(toText(zip.error()), u"Said."_s);
}

QTEST_GUILESS_MAIN(TestCertificatesClient)
#include "tst_certificatesclient.moc"
