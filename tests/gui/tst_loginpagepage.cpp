// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "driver.h"
#include "fakeplatform.h"
#include "pages/cropdialog.h"
#include "pages/loginpagepage.h"
#include "pages/pageimagefield.h"
#include "readyanswers.h"

#include <QBuffer>
#include <QClipboard>
#include <QCryptographicHash>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

namespace {

QImage picture(const QSize &size = {300, 120})
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(QColor(200, 40, 60));
    return image;
}

}

/// The tenant's face: title, image and words, brought by keyboard, mouse, clipboard and drop.
class TestLoginPagePage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void takesATitle();
    void takesAMessageForALanguage();
    void choosesAnImage();
    void pastesAnImage();
    void takesADroppedFile();
    void cropsByNumbersAndKeys();
    void refusesWhatIsNoImage();
    void triesAgainToBringIt();
    void removesTheImage();
    void showsTheSavedImage();
    void waitsWithApplyingUntilItHasArrived();
    void paintsAnotherPreview();
    void marksWhatThePlatformRefuses();
    void letsAnAuditorOnlyLook();

private:
    template<typename W>
    W &find(const char *name) const
    {
        return *m_page->findChild<W *>(QString::fromLatin1(name));
    }
    policy::LoginPage collected() const;
    void load(const policy::LoginPage &saved = {}) const;
    void setRole(platform::Role role) const;
    QString file(const QString &name, const QImage &image);
    QImage preview() const;
    void choose(const QString &path);

    QTemporaryDir m_folder;
    ReadyAnswers m_answers;
    QByteArray m_stored;
    QByteArray m_storedType;
    bool m_isInTrouble = false;
    bool m_isSilent = false;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::ImageClient> m_client;
    std::unique_ptr<LoginPagePage> m_page;
};

void TestLoginPagePage::init()
{
    m_isInTrouble = false;
    m_isSilent = false;
    m_stored.clear();
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        if (m_isSilent)
            return fake::Reply{.way = fake::Reply::Way::Never};
        if (m_isInTrouble)
            return fake::problem(503, u"busy"_s);
        if (request.method == "GET")
            return fake::Reply{.body = m_stored, .contentType = m_storedType};
        m_stored = request.body;
        m_storedType = request.headers.value("content-type");
        const QImage stored = QImage::fromData(m_stored);
        const QByteArray digest = QCryptographicHash::hash(m_stored, QCryptographicHash::Sha256).toHex();
        return fake::json(201,
            {{u"sha256"_s, QString::fromLatin1(digest)}, {u"mediaType"_s, QString::fromLatin1(m_storedType)},
                {u"width"_s, stored.width()}, {u"height"_s, stored.height()}, {u"size"_s, m_stored.size()}});
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::ImageClient>(*m_connection);
    QGuiApplication::clipboard()->clear();
    m_page = std::make_unique<LoginPagePage>(*m_client, m_answers);
    setRole(platform::Role::Administrator);
    load();
    m_page->resize(900, 1100);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
}

void TestLoginPagePage::cleanup()
{
    m_page.reset();
    m_connection.reset();
}

void TestLoginPagePage::load(const policy::LoginPage &saved) const
{
    platform::SettingsState state;
    state.settings.loginPage = saved;
    state.settings.tenant.displayName = u"Demo Company"_s;
    m_page->load(state);
}

void TestLoginPagePage::setRole(platform::Role role) const
{
    platform::Session session;
    session.role = role;
    m_page->setSession(session);
}

policy::LoginPage TestLoginPagePage::collected() const
{
    policy::Settings draft;
    m_page->collect(draft);
    return draft.loginPage;
}

QString TestLoginPagePage::file(const QString &name, const QImage &image)
{
    const QString path = m_folder.filePath(name);
    [&] { QVERIFY(image.save(path)); }();
    return path;
}

QImage TestLoginPagePage::preview() const
{
    return find<QWidget>("screen").grab().toImage();
}

void TestLoginPagePage::choose(const QString &path)
{
    m_answers.path = path;
    driver::click(&find<QPushButton>("chooseImage"));
}

void TestLoginPagePage::takesATitle()
{
    const QImage before = preview();
    driver::type(&find<QLineEdit>("title"), u"Head office"_s);
    QCOMPARE(collected().title, u"Head office"_s);
    QVERIFY(m_page->isChanged());
    QVERIFY(preview() != before);
    m_page->revert();
    QVERIFY(!m_page->isChanged());
    QCOMPARE(preview(), before);
}

void TestLoginPagePage::takesAMessageForALanguage()
{
    driver::type(&find<QLineEdit>("failureMessage.ja"), u"Call 119"_s);
    QCOMPARE(
        collected().failureMessage, (QMap<policy::Language, QString>{{policy::Language::Japanese, u"Call 119"_s}}));
    driver::type(&find<QLineEdit>("failureMessage.ja"), {});
    QTest::keyClick(&find<QLineEdit>("failureMessage.ja"), Qt::Key_Delete);
    QVERIFY(collected().failureMessage.isEmpty());
}

void TestLoginPagePage::choosesAnImage()
{
    const QImage before = preview();
    choose(file(u"logo.png"_s, picture()));
    QTRY_VERIFY(!collected().image.sha256.isEmpty());
    QCOMPARE(collected().image.mediaType, u"image/png"_s);
    QVERIFY(m_page->isChanged());
    QVERIFY(preview() != before);
    QVERIFY2(find<QLabel>("imageText").text().startsWith(u"300 × 120"_s), qPrintable(find<QLabel>("imageText").text()));
    QCOMPARE(m_platform->seen().first().target, "/api/v1/images");
}

void TestLoginPagePage::pastesAnImage()
{
    QVERIFY(!find<QPushButton>("pasteImage").isEnabled());
    QVERIFY(!find<QPushButton>("pasteImage").toolTip().isEmpty());
    QGuiApplication::clipboard()->setImage(picture({64, 32}));
    QTRY_VERIFY(find<QPushButton>("pasteImage").isEnabled());
    driver::click(&find<QPushButton>("pasteImage"));
    QTRY_VERIFY(!collected().image.sha256.isEmpty());
    QCOMPARE(QImage::fromData(m_stored).size(), QSize(64, 32));
}

void TestLoginPagePage::takesADroppedFile()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file(u"dropped.jpg"_s, picture()))});
    auto &field = *m_page->findChild<PageImageField *>();
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&field, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&field, &drop);
    QTRY_VERIFY(!collected().image.sha256.isEmpty());
    QCOMPARE(collected().image.mediaType, u"image/jpeg"_s);
}

void TestLoginPagePage::cropsByNumbersAndKeys()
{
    choose(file(u"logo.png"_s, picture()));
    QTRY_VERIFY(!collected().image.sha256.isEmpty());
    driver::click(&find<QPushButton>("cropImage"));
    auto *dialog = driver::dialogOver<CropDialog>(m_page.get());
    QVERIFY(dialog);
    auto *width = dialog->findChild<QSpinBox *>(u"width"_s);
    width->setFocus();
    width->selectAll();
    QTest::keyClicks(width, u"150"_s);
    auto *crop = dialog->findChild<QWidget *>(u"crop"_s);
    crop->setFocus();
    QTest::keyClick(crop, Qt::Key_Right);
    QTest::keyClick(crop, Qt::Key_Up, Qt::ShiftModifier);
    QVERIFY(dialog->part().left() > 0);
    QVERIFY(dialog->part().height() < 120);
    const QRect part = dialog->part();
    driver::click(dialog->findChild<QPushButton *>(u"take"_s));
    QTRY_COMPARE(QImage::fromData(m_stored).size(), part.size());
    QTRY_VERIFY(find<QLabel>("imageText").text().startsWith(u"%1 × %2 "_s.arg(part.width()).arg(part.height())));
}

void TestLoginPagePage::refusesWhatIsNoImage()
{
    const QString path = m_folder.filePath(u"logo.png"_s);
    QFile written(path);
    QVERIFY(written.open(QIODevice::WriteOnly) && written.write("no picture") > 0);
    written.close();
    choose(path);
    auto &problem = find<Banner>("imageProblem");
    QTRY_VERIFY(problem.isVisible());
    QVERIFY2(problem.text().contains(u"no image"_s), qPrintable(problem.text()));
    QVERIFY(m_platform->seen().isEmpty());
    QVERIFY(!m_page->isChanged());
}

void TestLoginPagePage::triesAgainToBringIt()
{
    m_isInTrouble = true;
    choose(file(u"logo.png"_s, picture()));
    auto &problem = find<Banner>("imageProblem");
    QTRY_VERIFY(problem.isVisible());
    m_isInTrouble = false;
    driver::click(problem.button());
    QTRY_VERIFY(!collected().image.sha256.isEmpty());
    QVERIFY(!problem.isVisible());
}

void TestLoginPagePage::removesTheImage()
{
    choose(file(u"logo.png"_s, picture()));
    QTRY_VERIFY(!collected().image.sha256.isEmpty());
    driver::click(&find<QPushButton>("removeImage"));
    QVERIFY(collected().image.sha256.isEmpty());
    QVERIFY(!m_page->isChanged());
}

void TestLoginPagePage::showsTheSavedImage()
{
    QBuffer buffer(&m_stored);
    buffer.open(QIODevice::WriteOnly);
    picture({80, 40}).save(&buffer, "png");
    m_storedType = "image/png";
    const QImage before = preview();
    policy::LoginPage saved;
    saved.image = {.sha256 = QByteArray(64, 'a'), .size = m_stored.size(), .mediaType = u"image/png"_s};
    load(saved);
    QTRY_VERIFY(preview() != before);
    QVERIFY(!m_page->isChanged());
    QVERIFY(find<QPushButton>("cropImage").isEnabled());
}

void TestLoginPagePage::waitsWithApplyingUntilItHasArrived()
{
    m_isSilent = true;
    choose(file(u"logo.png"_s, picture()));
    QTRY_VERIFY(!m_platform->seen().isEmpty());
    QVERIFY(m_page->isChanged());
    QCOMPARE(m_page->problems().size(), 1);
    QCOMPARE(m_page->problems().first().field, u"loginPage.image"_s);
    QVERIFY(!find<QPushButton>("chooseImage").isEnabled());
    m_page->revert();
    QVERIFY(!m_page->isChanged());
}

void TestLoginPagePage::paintsAnotherPreview()
{
    QImage last = preview();
    for (const char *name : {"dark", "phone", "previewFailed"}) {
        auto &button = find<QAbstractButton>(name);
        QTest::keyClick(&button, Qt::Key_Space);
        QVERIFY2(preview() != last, name);
        last = preview();
    }
}

void TestLoginPagePage::marksWhatThePlatformRefuses()
{
    const platform::FieldProblem image{u"loginPage.image"_s, u"x"_s, u"Bring it again."_s};
    const platform::FieldProblem message{u"loginPage.failureMessage.ja"_s, u"x"_s, u"Not so."_s};
    const platform::FieldProblem other{u"tenant.displayName"_s, u"x"_s, u"Elsewhere."_s};
    QCOMPARE(m_page->showProblems({image, message, other}), QList{other});
    QCOMPARE(find<Banner>("imageProblem").text(), u"Bring it again."_s);
    QVERIFY(find<QPushButton>("chooseImage").hasFocus());
}

void TestLoginPagePage::letsAnAuditorOnlyLook()
{
    setRole(platform::Role::Auditor);
    for (const char *name : {"chooseImage", "pasteImage", "cropImage", "removeImage"})
        QVERIFY(!find<QPushButton>(name).isVisible());
    QVERIFY(find<QLineEdit>("title").isReadOnly());
    QVERIFY(!m_page->findChild<PageImageField *>()->acceptDrops());
    QVERIFY(find<QWidget>("screen").isVisible());
}

QTEST_MAIN(TestLoginPagePage)
#include "tst_loginpagepage.moc"
