// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivenconsole.h"
#include "items/ipentryrow.h"
#include "log/logview.h"
#include "servicefixture.h"
#include "shell/conflictdialog.h"
#include "shell/shutoutdialog.h"

#include <QCheckBox>
#include <QJsonArray>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QTableView>
#include <QTableWidget>
#include <QTest>

#include <curl/curl.h>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::test;
using namespace sekimori::widgets;
using items::IpEntryColumn;

namespace {

constexpr auto patience = std::chrono::seconds(120);
constexpr auto hostName = "alpha.example.test";
constexpr auto officePair = "office:correct horse 42";

/// curl at another address of this machine than the console's, over one connection for as long as it is kept.
class Curl {
public:
    struct Reply {
        long status = 0; ///< 0: none came
        bool isSameConnection = false;
        QByteArray challenge;
    };

    explicit Curl(const RunningService &service)
        : m_handle(curl_easy_init(), &curl_easy_cleanup)
    {
        const QByteArray port = QByteArray::number(service.port());
        const QByteArray resolved = QByteArray(hostName) + ':' + port + ":127.0.0.1";
        const QByteArray url = QByteArray("https://") + hostName + ':' + port + "/sign-in";
        // The authority alone: the server's own certificate stands before it in the same file.
        const auto chain = QSslCertificate::fromPath(service.folder() + u"/server.pem"_s);
        QByteArray authority = chain.last().toPem();
        curl_blob trusted{authority.data(), size_t(authority.size()), CURL_BLOB_COPY};
        m_resolved.reset(curl_slist_append(nullptr, resolved.constData()));
        set(CURLOPT_URL, url.constData());
        set(CURLOPT_INTERFACE, "host!127.0.0.2");
        set(CURLOPT_RESOLVE, m_resolved.get());
        set(CURLOPT_CAINFO_BLOB, &trusted);
        set(CURLOPT_PROXY, "");
        set(CURLOPT_TIMEOUT, long(patience.count()));
        set(CURLOPT_MAXAGE_CONN, long(std::chrono::seconds(std::chrono::hours(1)).count()));
        set(CURLOPT_WRITEFUNCTION, +[](char *, size_t size, size_t count, void *) { return size * count; });
    }

    /// @p pair is `name:password`; null for none.
    Reply get(const char *pair = nullptr)
    {
        set(CURLOPT_USERPWD, pair);
        if (const CURLcode code = curl_easy_perform(m_handle.get()); code != CURLE_OK) {
            qWarning("curl: %s", curl_easy_strerror(code));
            return {};
        }
        Reply reply;
        long connects = 0;
        curl_easy_getinfo(m_handle.get(), CURLINFO_RESPONSE_CODE, &reply.status);
        curl_easy_getinfo(m_handle.get(), CURLINFO_NUM_CONNECTS, &connects);
        reply.isSameConnection = connects == 0;
        curl_header *header = nullptr;
        if (curl_easy_header(m_handle.get(), "WWW-Authenticate", 0, CURLH_HEADER, -1, &header) == CURLHE_OK)
            reply.challenge = header->value;
        return reply;
    }

    QByteArray localAddress() const
    {
        const char *address = nullptr;
        curl_easy_getinfo(m_handle.get(), CURLINFO_LOCAL_IP, &address);
        return address;
    }

private:
    template<typename T>
    void set(CURLoption option, T value)
    {
        if (curl_easy_setopt(m_handle.get(), option, value) != CURLE_OK)
            qFatal("curl does not take its option %d.", int(option));
    }

    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> m_resolved{nullptr, &curl_slist_free_all};
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> m_handle;
};

QStringList networksOf(const ApiAnswer &answer)
{
    QStringList networks;
    const QJsonArray entries = answer.json()["value"_L1]["entries"_L1].toArray();
    for (const QJsonValue &entry : entries)
        networks += entry["network"_L1].toString();
    return networks;
}

}

/// The proof of the whole: what is set in the console's windows holds for the very next request to the service.
class TestOneRule : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();

    void holdsFromTheButtonToTheNextRequest();
    void losesNothingWhenTwoConsolesMeet();
    void keepsWhatIsEditedWhileTheServiceIsAway();

private:
    void enter(DrivenConsole &console) const;
    static void addEntry(DrivenConsole &console, const QString &network);
    static QStringList listed(DrivenConsole &console);
    static void apply(DrivenConsole &console);
    static bool showsInForce(DrivenConsole &console, const QString &revisions);
    static void denyAllAndAskForAPair(DrivenConsole &console);
    static void allowAll(DrivenConsole &console);

    std::unique_ptr<Look> m_look;
    std::unique_ptr<RunningService> m_service;
};

void TestOneRule::initTestCase()
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    m_look = std::make_unique<Look>(*qApp, Theme::Light);
}

void TestOneRule::cleanupTestCase()
{
    curl_global_cleanup();
}

void TestOneRule::init()
{
    m_service = std::make_unique<RunningService>();
    // A connection that is looked at for a change of rules has to outlast a machine with much else to do.
    m_service->configure("idle-seconds = 3600\n");
    QVERIFY(m_service->start());
    QVERIFY(m_service->createTenant(u"alpha"_s));
}

void TestOneRule::cleanup()
{
    m_service.reset();
}

void TestOneRule::enter(DrivenConsole &console) const
{
    console.enter({.hostName = QString::fromLatin1(hostName),
        .port = m_service->port(),
        .userName = u"chief"_s,
        .password = RunningService::administratorPassword()});
}

void TestOneRule::addEntry(DrivenConsole &console, const QString &network)
{
    console.type(console.find<QLineEdit>(u"newNetwork"_s), network);
    console.press(Qt::Key_Return);
    QVERIFY(listed(console).contains(network));
}

QStringList TestOneRule::listed(DrivenConsole &console)
{
    const auto &table = console.find<QTableView>(u"Addresses and networks that are let in"_s);
    return column(table, int(IpEntryColumn::Network));
}

void TestOneRule::apply(DrivenConsole &console)
{
    console.press(Qt::Key_S, Qt::ControlModifier);
}

bool TestOneRule::showsInForce(DrivenConsole &console, const QString &revisions)
{
    static const QRegularExpression sentence(uR"(^In force since \d\d:\d\d:\d\d\.\d{3} \(.+\) · (.+)$)"_s);
    return sentence.match(console.result()).captured(1) == revisions;
}

void TestOneRule::denyAllAndAskForAPair(DrivenConsole &console)
{
    console.click(console.find<QRadioButton>(u"Deny all"_s));
    console.goTo(u"Basic authentication"_s);
    console.click(console.find<QCheckBox>(u"enabled"_s));
    console.type(console.find<QLineEdit>(u"User name"_s), u"office"_s);
    console.type(console.find<QLineEdit>(u"Password"_s), u"correct horse 42"_s);
    apply(console);
}

void TestOneRule::allowAll(DrivenConsole &console)
{
    console.goTo(u"IP address restriction"_s);
    console.click(console.find<QRadioButton>(u"Allow all"_s));
    console.goTo(u"Basic authentication"_s);
    console.click(console.find<QCheckBox>(u"enabled"_s));
    apply(console);
}

void TestOneRule::holdsFromTheButtonToTheNextRequest()
{
    Curl visitor(*m_service);
    QCOMPARE(visitor.get().status, 200);
    QCOMPARE(visitor.localAddress(), QByteArray("127.0.0.2"));
    ApiClient colleague = m_service->administrator("alpha");
    DrivenConsole console(*m_look);
    enter(console);

    denyAllAndAskForAPair(console);
    QTRY_VERIFY2_WITH_TIMEOUT(
        showsInForce(console, u"IP address restriction revision 1 · Basic authentication revision 1"_s),
        qPrintable(console.result()), patience);
    const auto refused = visitor.get();
    QCOMPARE(refused.status, 401);
    QVERIFY(refused.isSameConnection);
    QVERIFY2(refused.challenge.startsWith("Basic realm="), refused.challenge.constData());
    const auto admitted = visitor.get(officePair);
    QCOMPARE(admitted.status, 200);
    QVERIFY(admitted.isSameConnection);
    const auto mistaken = visitor.get("office:wrong horse 42");
    QCOMPARE(mistaken.status, 401);
    QVERIFY(mistaken.isSameConnection);
    QVERIFY(!console.shown<ShutOutDialog>());

    // The console presents the pair that it has just set, and nobody is asked for it.
    console.goTo(u"Audit log"_s);
    auto &events = console.find<LogView>(u"Events"_s);
    const auto actions = [&events] {
        QStringList found;
        for (int row = 0; row < events.rows().rowCount(); ++row)
            found += events.rows().recordAt(row).value()[audit::Field::Action];
        return found;
    };
    QTRY_COMPARE_WITH_TIMEOUT(actions().count(u"change ipRestriction"_s), 1, patience);
    QCOMPARE(actions().count(u"change basicAuth"_s), 1);
    QVERIFY(console.isUndisturbed());

    colleague.setBasic("office", "correct horse 42");
    const ApiAnswer changed = colleague.put(
        "/api/v1/settings/ipRestriction", ipRestriction(u"denyAll"_s, {u"192.0.2.7"_s}), {{"If-Match", "\"1\""}});
    QCOMPARE(changed.status, 200);
    events.setFocus();
    console.press(Qt::Key_F5);
    QTRY_COMPARE_WITH_TIMEOUT(actions().count(u"change ipRestriction"_s), 2, patience);
    console.goTo(u"IP address restriction"_s);
    console.press(Qt::Key_F5);
    QTRY_COMPARE_WITH_TIMEOUT(listed(console), QStringList{u"192.0.2.7"_s}, patience);
    QVERIFY(!console.shown<QDialog>());

    allowAll(console);
    QTRY_VERIFY2_WITH_TIMEOUT(
        showsInForce(console, u"IP address restriction revision 3 · Basic authentication revision 2"_s),
        qPrintable(console.result()), patience);
    const auto welcome = visitor.get();
    QCOMPARE(welcome.status, 200);
    QVERIFY(welcome.isSameConnection);
}

void TestOneRule::losesNothingWhenTwoConsolesMeet()
{
    DrivenConsole first(*m_look);
    DrivenConsole second(*m_look);
    enter(first);
    enter(second);

    addEntry(first, u"192.0.2.0/24"_s);
    apply(first);
    QTRY_VERIFY_WITH_TIMEOUT(showsInForce(first, u"revision 1"_s), patience);

    addEntry(second, u"198.51.100.7"_s);
    second.goTo(u"Basic authentication"_s);
    second.type(second.find<QLineEdit>(u"User name"_s), u"office"_s);
    apply(second);
    QTRY_VERIFY_WITH_TIMEOUT(second.shown<ConflictDialog>(), patience);
    auto &both = second.find<QTableWidget>(u"What both have changed in IP address restriction"_s);
    QCOMPARE(both.rowCount(), 1);
    QVERIFY2(both.item(0, 2)->text().contains(u"198.51.100.7"_s), qPrintable(both.item(0, 2)->text()));
    QVERIFY2(both.item(0, 3)->text().contains(u"192.0.2.0/24"_s), qPrintable(both.item(0, 3)->text()));
    QVERIFY(!second.find<QPushButton>(u"Apply as chosen"_s).isEnabled());

    // Nothing is decided yet, so nothing is in force and nothing is gone.
    second.click(second.find<QPushButton>(u"Decide later"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!second.shown<ConflictDialog>(), patience);
    ApiClient chief = m_service->administrator("alpha");
    QCOMPARE(networksOf(chief.get("/api/v1/settings/ipRestriction")), QStringList{u"192.0.2.0/24"_s});
    QCOMPARE(chief.revision("basicAuth"), 0);
    QCOMPARE(second.find<QLineEdit>(u"User name"_s).text(), u"office"_s);

    apply(second);
    second.click(second.find<QRadioButton>(u"IP address restriction: Keep mine, on top of theirs"_s));
    second.click(second.find<QPushButton>(u"Apply as chosen"_s));
    QTRY_VERIFY2_WITH_TIMEOUT(
        showsInForce(second, u"IP address restriction revision 2 · Basic authentication revision 1"_s),
        qPrintable(second.result()), patience);
    const QStringList together{u"192.0.2.0/24"_s, u"198.51.100.7"_s};
    QCOMPARE(networksOf(chief.get("/api/v1/settings/ipRestriction")), together);
    QCOMPARE(
        chief.get("/api/v1/settings/basicAuth").json()["value"_L1]["pair"_L1]["userName"_L1].toString(), u"office"_s);
    second.goTo(u"IP address restriction"_s);
    QCOMPARE(listed(second), together);
}

void TestOneRule::keepsWhatIsEditedWhileTheServiceIsAway()
{
    DrivenConsole console(*m_look);
    enter(console);
    addEntry(console, u"192.0.2.0/24"_s);
    m_service->kill();
    apply(console);
    auto &again = console.find<QPushButton>(u"Try again"_s);
    QVERIFY(console.result().contains(u"not applied yet"_s));
    QVERIFY(!console.isUndisturbed());

    // The window goes on working meanwhile.
    addEntry(console, u"198.51.100.7"_s);
    const QStringList edited{u"192.0.2.0/24"_s, u"198.51.100.7"_s};
    QCOMPARE(listed(console), edited);

    QVERIFY(m_service->start());
    console.click(again);
    QTRY_VERIFY2_WITH_TIMEOUT(showsInForce(console, u"revision 1"_s), qPrintable(console.result()), patience);
    QVERIFY(!console.shown<QDialog>());
    ApiClient chief = m_service->administrator("alpha");
    QCOMPARE(networksOf(chief.get("/api/v1/settings/ipRestriction")), edited);
}

QTEST_MAIN(TestOneRule)
#include "tst_onerule.moc"
