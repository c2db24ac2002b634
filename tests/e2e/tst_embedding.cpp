// SPDX-License-Identifier: GPL-3.0-or-later
#include "chromiumdriver.h"
#include "servicefixture.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::test;

namespace {

/// A site of somebody else's, whose only page shows the tenant's sign-in page in a frame.
class FramingSite {
public:
    explicit FramingSite(const QString &framed)
    {
        m_server.listen(QHostAddress::LocalHost);
        const QByteArray page = "<!DOCTYPE html><title>Portal</title><h1>Portal</h1><iframe id=\"framed\" src=\""
            + framed.toUtf8() + "\" width=600 height=600></iframe>";
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, page] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, page] {
                socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: "
                    + QByteArray::number(page.size()) + "\r\n\r\n" + page);
                socket->disconnectFromHost();
            });
        });
    }

    QString origin() const { return u"http://portal.example.test:%1"_s.arg(m_server.serverPort()); }

private:
    QTcpServer m_server;
};

}

/// Who may show the tenant's pages in a frame, as a real browser takes it.
class TestEmbedding : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();

    void keepsOthersOut();
    void letsAListedOriginIn();
    void signsInWithinAFrame();
    void letsEverybodyInWithoutProtection();
    void endsWithTheList();

private:
    void protect(const QString &protection, const QStringList &origins = {}) const;
    bool isFramed();

    std::unique_ptr<RunningService> m_service;
    std::unique_ptr<ChromiumDriver> m_browser;
    std::unique_ptr<FramingSite> m_portal;
};

void TestEmbedding::initTestCase()
{
    m_service = std::make_unique<RunningService>();
    QVERIFY(m_service->start());
    QVERIFY(m_service->createTenant(u"alpha"_s));
    const auto chain = QSslCertificate::fromPath(m_service->folder() + u"/server.pem"_s);
    m_browser = std::make_unique<ChromiumDriver>(ChromiumOptions{.trustedKey
        = QCryptographicHash::hash(chain.first().publicKey().toDer(), QCryptographicHash::Sha256).toBase64()});
    m_portal = std::make_unique<FramingSite>(u"https://alpha.example.test:%1/sign-in"_s.arg(m_service->port()));
}

void TestEmbedding::cleanupTestCase()
{
    m_browser.reset();
    QVERIFY(m_service->stop());
}

void TestEmbedding::init()
{
    m_browser->leaveFrames();
    m_browser->forgetCookies();
}

void TestEmbedding::protect(const QString &protection, const QStringList &origins) const
{
    ApiClient chief = m_service->administrator("alpha");
    const QJsonObject embedding{{u"protection"_s, protection}, {u"origins"_s, QJsonArray::fromStringList(origins)}};
    const ApiAnswer answer
        = chief.put("/api/v1/settings", several({{u"embedding"_s, chief.revision("embedding"), embedding}}));
    QVERIFY2(answer.status == 200, answer.body.constData());
}

/// Whether the portal's frame shows the tenant's page. One that is refused holds a page of the browser's own.
bool TestEmbedding::isFramed()
{
    m_browser->open(m_portal->origin() + u'/');
    m_browser->enterFrame(u"#framed"_s);
    const bool shown = m_browser->shows(u"#password"_s);
    const bool refused = m_browser->shows(u"#main-message, .neterror, body.neterror"_s);
    if (shown == refused)
        qWarning("The frame shows neither the page nor that it is refused.");
    return shown;
}

void TestEmbedding::keepsOthersOut()
{
    QVERIFY(!isFramed());
    m_browser->open(u"https://alpha.example.test:%1/sign-in"_s.arg(m_service->port()));
    QVERIFY(m_browser->shows(u"#password"_s));
}

void TestEmbedding::letsAListedOriginIn()
{
    protect(u"listed"_s, {u"https://intranet.example.test"_s, m_portal->origin()});
    QVERIFY(isFramed());
    protect(u"listed"_s, {u"https://intranet.example.test"_s});
    QVERIFY(!isFramed());
}

/// Without SameSite=None the browser would keep the form's cookie back, and the form would count as forged.
void TestEmbedding::signsInWithinAFrame()
{
    protect(u"listed"_s, {m_portal->origin()});
    QVERIFY(isFramed());
    m_browser->type(u"#user"_s, u"chief"_s);
    m_browser->type(u"#password"_s, RunningService::administratorPassword());
    m_browser->click(u"button"_s);
    QTRY_VERIFY(m_browser->shows(u"a[href='/password']"_s)); // Only the home page has that.
    QCOMPARE(m_browser->textOf(u"h1"_s), u"Welcome, chief"_s);
    // The cookie is the frame's on that site: the tenant's own page asks.
    m_browser->leaveFrames();
    m_browser->open(u"https://alpha.example.test:%1/"_s.arg(m_service->port()));
    QVERIFY(m_browser->shows(u"#password"_s));
}

void TestEmbedding::letsEverybodyInWithoutProtection()
{
    protect(u"off"_s);
    QVERIFY(isFramed());
}

void TestEmbedding::endsWithTheList()
{
    protect(u"sameOrigin"_s);
    QVERIFY(!isFramed());
}

QTEST_GUILESS_MAIN(TestEmbedding)
#include "tst_embedding.moc"
