// SPDX-License-Identifier: GPL-3.0-or-later
#include "chromiumdriver.h"
#include "controls/signinsketch.h"
#include "servicefixture.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QImage>
#include <QPainter>
#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::test;
using widgets::SignInFace;
using widgets::SignInSketch;

namespace {

/// In pixels of the page. What only fonts decide is not looked at: where lines break, and how letters are drawn.
constexpr qreal tolerance = 1.5;
constexpr int colorTolerance = 3;

QImage face()
{
    QImage image(640, 200, QImage::Format_RGB32);
    image.fill(QColor(30, 120, 90));
    return image;
}

QByteArray faceFile()
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    face().save(&buffer, "png");
    return bytes;
}

bool isClose(const QColor &left, const QColor &right)
{
    return std::abs(left.red() - right.red()) <= colorTolerance
        && std::abs(left.green() - right.green()) <= colorTolerance
        && std::abs(left.blue() - right.blue()) <= colorTolerance;
}

}

/// Whether the console's preview of the page for signing in is what a browser shows of the live one.
class TestLoginPagePreview : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void looksLikeTheLivePage_data();
    void looksLikeTheLivePage();

private:
    QString at(const QString &path) const;
    void giveAFace();
    void comparePlaces(const SignInSketch &sketch, bool hasFailed);
    void compareColors(const SignInSketch &sketch, const QSize &size, bool hasFailed);

    std::unique_ptr<RunningService> m_service;
    std::unique_ptr<ChromiumDriver> m_browser;
    int m_testsBegun = 0;
};

void TestLoginPagePreview::initTestCase()
{
    m_service = std::make_unique<RunningService>();
    m_service->configure("named-proxies = 127.0.0.1\n");
    QVERIFY(m_service->start());
    QVERIFY(m_service->createTenant(u"alpha"_s));
    giveAFace();
    const auto chain = QSslCertificate::fromPath(m_service->folder() + u"/server.pem"_s);
    const QByteArray key
        = QCryptographicHash::hash(chain.first().publicKey().toDer(), QCryptographicHash::Sha256).toBase64();
    m_browser = std::make_unique<ChromiumDriver>(ChromiumOptions{.trustedKey = key});
}

void TestLoginPagePreview::cleanupTestCase()
{
    m_browser.reset();
    QVERIFY(m_service->stop());
}

QString TestLoginPagePreview::at(const QString &path) const
{
    return u"https://alpha.example.test:%1%2"_s.arg(m_service->port()).arg(path);
}

void TestLoginPagePreview::giveAFace()
{
    ApiClient chief = m_service->administrator("alpha");
    const ApiAnswer image = chief.call("POST", "/api/v1/images", faceFile(), {{"Content-Type", "image/png"}});
    QVERIFY2(image.status == 201, image.body.constData());
    const QJsonObject page{{u"title"_s, u"Harbour office"_s},
        {u"image"_s, QJsonObject{{u"sha256"_s, image.json()["sha256"_L1]}}},
        {u"failureMessage"_s, QJsonObject{{u"en"_s, u"Call the help desk."_s}, {u"ja"_s, u"情報部まで。"_s}}}};
    const ApiAnswer saved
        = chief.put("/api/v1/settings", several({{u"loginPage"_s, chief.revision("loginPage"), page}}));
    QVERIFY2(saved.status == 200, saved.body.constData());
}

void TestLoginPagePreview::looksLikeTheLivePage_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<bool>("hasFailed");
    for (const QSize size : {QSize(1280, 800), QSize(390, 844)}) {
        for (const bool isDark : {false, true}) {
            for (const bool hasFailed : {false, true})
                QTest::addRow("%d-%s-%s", size.width(), isDark ? "dark" : "light", hasFailed ? "failed" : "fresh")
                    << size << isDark << hasFailed;
        }
    }
}

void TestLoginPagePreview::looksLikeTheLivePage()
{
    QFETCH(const QSize, size);
    QFETCH(const bool, isDark);
    QFETCH(const bool, hasFailed);
    m_browser->forgetCookies();
    // Each test from an address of its own, as by a proxy: wrong passwords slow the one that they come from.
    m_browser->sendHeader(u"X-Forwarded-For"_s, u"192.0.2.%1"_s.arg(++m_testsBegun));
    m_browser->preferLanguage(u"en"_s);
    m_browser->preferDark(isDark);
    m_browser->resize(size);
    m_browser->open(at(u"/sign-in"_s));
    if (hasFailed) {
        m_browser->type(u"#user"_s, u"nobody"_s);
        m_browser->type(u"#password"_s, u"wrong"_s);
        m_browser->submit(u"button"_s);
        QCOMPARE(m_browser->textOf(u".notice"_s), u"Call the help desk."_s);
    }
    const SignInSketch sketch({.title = u"Harbour office"_s,
                                  .image = face(),
                                  .failure = hasFailed ? u"Call the help desk."_s : QString(),
                                  .language = policy::Language::English},
        size, isDark);
    comparePlaces(sketch, hasFailed);
    compareColors(sketch, size, hasFailed);
}

void TestLoginPagePreview::comparePlaces(const SignInSketch &sketch, bool hasFailed)
{
    const SignInSketch::Boxes &boxes = sketch.boxes();
    QList<std::pair<QString, QRectF>> places{{u"main"_s, boxes.sheet}, {u"img.face"_s, boxes.image},
        {u"h1"_s, boxes.title}, {u"label[for=user]"_s, boxes.userLabel}, {u"#user"_s, boxes.user},
        {u"label[for=password]"_s, boxes.passwordLabel}, {u"#password"_s, boxes.password}, {u"button"_s, boxes.button}};
    if (hasFailed)
        places.append({u".notice"_s, boxes.notice});
    for (const auto &[selector, drawn] : std::as_const(places)) {
        const QRectF live = m_browser->placeOf(selector);
        const bool isSame = std::abs(live.left() - drawn.left()) <= tolerance
            && std::abs(live.top() - drawn.top()) <= tolerance && std::abs(live.width() - drawn.width()) <= tolerance
            && std::abs(live.height() - drawn.height()) <= tolerance;
        const auto text = [](const QRectF &box) {
            return u"%1, %2, %3 × %4"_s.arg(box.left()).arg(box.top()).arg(box.width()).arg(box.height());
        };
        QVERIFY2(isSame, qPrintable(u"%1: live %2, drawn %3"_s.arg(selector, text(live), text(drawn))));
    }
}

/// At places where there is no letter.
void TestLoginPagePreview::compareColors(const SignInSketch &sketch, const QSize &size, bool hasFailed)
{
    QImage live = QImage::fromData(m_browser->picture());
    QVERIFY(!live.isNull());
    live = live.scaled(size, Qt::IgnoreAspectRatio, Qt::FastTransformation);
    QImage drawn(size, QImage::Format_RGB32);
    QPainter painter(&drawn);
    sketch.paint(painter);
    painter.end();
    if (const QString folder = qEnvironmentVariable("SEKIMORI_PICTURES"); !folder.isEmpty()) {
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QVERIFY(live.save(u"%1/%2-live.png"_s.arg(folder, name)));
        QVERIFY(drawn.save(u"%1/%2-drawn.png"_s.arg(folder, name)));
    }
    const SignInSketch::Boxes &boxes = sketch.boxes();
    QList<std::pair<const char *, QPointF>> places{{"ground", {3, 3}},
        {"sheet", boxes.sheet.topLeft() + QPointF(boxes.sheet.width() / 2, 9)}, {"image", boxes.image.center()},
        {"field", boxes.password.center() + QPointF(0, 4)}, {"button", boxes.button.topLeft() + QPointF(20, 24)}};
    if (hasFailed)
        places.append({"notice", boxes.notice.topRight() + QPointF(-6, 20)});
    for (const auto &[what, place] : std::as_const(places)) {
        const QColor seen = live.pixelColor(place.toPoint());
        const QColor painted = drawn.pixelColor(place.toPoint());
        QVERIFY2(isClose(seen, painted),
            qPrintable(u"%1: live %2, drawn %3"_s.arg(QLatin1StringView(what), seen.name(), painted.name())));
    }
}

QTEST_MAIN(TestLoginPagePreview)
#include "tst_loginpagepreview.moc"
