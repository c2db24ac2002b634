// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "driver.h"
#include "fakeplatform.h"
#include "pages/embeddingpage.h"

#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;
using Protection = policy::Embedding::Protection;

/// Who may frame the tenant's pages, set by keyboard and mouse, and tested against a live page.
class TestEmbeddingPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void choosesAProtection();
    void listsOrigins();
    void judgesWhileTyping_data();
    void judgesWhileTyping();
    void editsAndRemovesRows();
    void wantsAnOriginForAList();
    void marksTheRowThatThePlatformRefuses();
    void keepsWhatWasEditedWhileSaving();
    void testsTheLivePage_data();
    void testsTheLivePage();
    void saysWhyThePageCouldNotBeFetched();
    void letsAnAuditorOnlyLook();

private:
    template<typename W>
    W &find(const char *name) const
    {
        return *m_page->findChild<W *>(QString::fromLatin1(name));
    }
    void load(Protection protection, const QStringList &origins = {}) const;
    policy::Embedding collected() const;
    void setRole(platform::Role role) const;

    fake::Reply m_reply;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::LivePageClient> m_client;
    std::unique_ptr<EmbeddingPage> m_page;
};

void TestEmbeddingPage::init()
{
    m_platform = std::make_unique<fake::Platform>([this](const auto &) { return m_reply; });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, fake::authority()));
    m_client = std::make_unique<platform::LivePageClient>(*m_connection);
    m_page = std::make_unique<EmbeddingPage>(*m_client);
    setRole(platform::Role::Administrator);
    load(Protection::SameOrigin);
    m_page->resize(900, 800);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
}

void TestEmbeddingPage::cleanup()
{
    m_page.reset();
    m_connection.reset();
}

void TestEmbeddingPage::setRole(platform::Role role) const
{
    platform::Session session;
    session.role = role;
    m_page->setSession(session);
}

void TestEmbeddingPage::load(Protection protection, const QStringList &origins) const
{
    platform::SettingsState state;
    state.settings.embedding = {.protection = protection, .origins = origins};
    m_page->load(state);
}

policy::Embedding TestEmbeddingPage::collected() const
{
    policy::Settings draft;
    m_page->collect(draft);
    return draft.embedding;
}

void TestEmbeddingPage::choosesAProtection()
{
    const QSignalSpy changed(m_page.get(), &Page::changed);
    driver::tick(m_page->findChildren<QRadioButton *>().at(2));
    QVERIFY(collected().protection == Protection::Off);
    QVERIFY(find<Banner>("effect").tone() == Tone::Warning);
    QVERIFY(!changed.isEmpty());
    m_page->revert();
    QVERIFY(collected().protection == Protection::SameOrigin);
    QVERIFY(!find<Banner>("effect").isVisible());
}

void TestEmbeddingPage::listsOrigins()
{
    QVERIFY(!find<QLineEdit>("newOrigin").isVisible());
    driver::tick(m_page->findChildren<QRadioButton *>().at(1));
    auto &field = find<QLineEdit>("newOrigin");
    QVERIFY(field.isVisible());
    driver::type(&field, u"https://Portal.example.com/start"_s);
    QTest::keyClick(&field, Qt::Key_Return);
    QVERIFY(field.text().isEmpty() && field.hasFocus());
    driver::type(&field, u"intranet.example.com"_s);
    driver::click(&find<QPushButton>("addOrigin"));
    QCOMPARE(collected().origins, (QStringList{u"https://portal.example.com"_s, u"https://intranet.example.com"_s}));
    QVERIFY(m_page->problems().isEmpty());
}

void TestEmbeddingPage::judgesWhileTyping_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("canBeAdded");
    QTest::newRow("nothing") << u""_s << false;
    QTest::newRow("an origin") << u"https://b.example.com"_s << true;
    QTest::newRow("no origin") << u"https://"_s << false;
    QTest::newRow("listed already") << u"https://a.example.com/x"_s << false;
}

void TestEmbeddingPage::judgesWhileTyping()
{
    QFETCH(const QString, text);
    QFETCH(const bool, canBeAdded);
    load(Protection::Listed, {u"https://a.example.com"_s});
    driver::type(&find<QLineEdit>("newOrigin"), text);
    const auto &add = find<QPushButton>("addOrigin");
    QCOMPARE(add.isEnabled(), canBeAdded);
    QCOMPARE(add.toolTip().isEmpty(), canBeAdded);
}

void TestEmbeddingPage::editsAndRemovesRows()
{
    load(Protection::Listed, {u"https://a.example.com"_s, u"https://b.example.com"_s});
    auto &table = find<QTableView>("origins");
    table.setFocus();
    table.selectRow(1);
    QTest::keyClick(&table, Qt::Key_F2);
    auto *editor = table.findChild<QLineEdit *>();
    QVERIFY(editor);
    driver::type(editor, u"c.example.com"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(collected().origins.at(1), u"https://c.example.com"_s);
    table.selectRow(0);
    driver::click(&find<QPushButton>("removeOrigin"));
    QCOMPARE(collected().origins, QStringList{u"https://c.example.com"_s});
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Delete);
    QVERIFY(collected().origins.isEmpty());
}

void TestEmbeddingPage::wantsAnOriginForAList()
{
    driver::tick(m_page->findChildren<QRadioButton *>().at(1));
    const Errors problems = m_page->problems();
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().field, u"embedding.origins"_s);
    QVERIFY(m_page->showProblems(told(problems)).isEmpty());
    QVERIFY(find<QLineEdit>("newOrigin").hasFocus());
}

void TestEmbeddingPage::marksTheRowThatThePlatformRefuses()
{
    load(Protection::Listed, {u"https://a.example.com"_s, u"https://b.example.com"_s});
    const platform::FieldProblem problem{u"embedding.origins[1]"_s, u"x"_s, u"Not this one."_s};
    const platform::FieldProblem other{u"tenant.displayName"_s, u"x"_s, u"Elsewhere."_s};
    QCOMPARE(m_page->showProblems({problem, other}), QList{other});
    auto &table = find<QTableView>("origins");
    QCOMPARE(table.currentIndex().row(), 1);
    QCOMPARE(table.model()->index(1, 1).data().toString(), u"Not this one."_s);
}

void TestEmbeddingPage::keepsWhatWasEditedWhileSaving()
{
    driver::tick(m_page->findChildren<QRadioButton *>().at(2));
    policy::Settings sent;
    m_page->collect(sent);
    driver::tick(m_page->findChildren<QRadioButton *>().at(1));
    platform::SettingsState now;
    now.settings.embedding = sent.embedding;
    m_page->applied(sent, now);
    QVERIFY(collected().protection == Protection::Listed);
    QVERIFY(m_page->isChanged());
}

void TestEmbeddingPage::testsTheLivePage_data()
{
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<Tone>("tone");
    QTest::newRow("as saved") << QByteArray("frame-ancestors 'self'") << Tone::Good;
    QTest::newRow("something takes it away") << QByteArray("default-src 'none'") << Tone::Error;
}

void TestEmbeddingPage::testsTheLivePage()
{
    QFETCH(const QByteArray, policy);
    m_reply = {.body = "<p>", .contentType = "text/html", .headers = {"Content-Security-Policy: " + policy}};
    auto &test = find<QPushButton>("test");
    driver::click(&test);
    QVERIFY(!test.isEnabled() && !test.toolTip().isEmpty());
    QTRY_VERIFY(find<Banner>("verdict").isVisible());
    QTEST(find<Banner>("verdict").tone(), "tone");
    QCOMPARE(find<QWidget>("headers").findChildren<QAbstractButton *>().size(), 3);
    QVERIFY(test.isEnabled());
    // What was seen belongs to what was saved then.
    load(Protection::Off);
    QVERIFY(!find<Banner>("verdict").isVisible());
}

void TestEmbeddingPage::saysWhyThePageCouldNotBeFetched()
{
    m_reply = {.way = fake::Reply::Way::HangUp};
    driver::click(&find<QPushButton>("test"));
    auto &verdict = find<Banner>("verdict");
    QTRY_VERIFY(verdict.isVisible());
    QVERIFY(verdict.tone() == Tone::Error);
    m_reply = {.body = "<p>", .contentType = "text/html", .headers = {"X-Frame-Options: SAMEORIGIN"}};
    driver::click(verdict.button());
    QTRY_VERIFY(verdict.isVisible() && verdict.tone() == Tone::Good);
}

void TestEmbeddingPage::letsAnAuditorOnlyLook()
{
    load(Protection::Listed, {u"https://a.example.com"_s});
    setRole(platform::Role::Auditor);
    for (const char *name : {"addOrigin", "removeOrigin"})
        QVERIFY(!find<QPushButton>(name).isVisible());
    QVERIFY(!find<QLineEdit>("newOrigin").isVisible());
    for (const QRadioButton *button : m_page->findChildren<QRadioButton *>())
        QVERIFY(!button->isVisible());
    auto &table = find<QTableView>("origins");
    QVERIFY(table.isVisible());
    QVERIFY(!(table.model()->flags(table.model()->index(0, 0)) & Qt::ItemIsEditable));
    QVERIFY(find<QPushButton>("test").isVisible());
}

QTEST_MAIN(TestEmbeddingPage)
#include "tst_embeddingpage.moc"
