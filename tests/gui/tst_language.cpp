// SPDX-License-Identifier: GPL-3.0-or-later
#include "tenantwindow.h"

#include <QCheckBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

class TestLanguage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void isSwitchedByTheMenuAndRemembered();
    void leavesNoWordOfTheLanguageBefore();
    void keepsWhatIsEditedOnAllPages();
    void keepsWhatCouldNotBeSaved();
    void keepsWhatIsBeingTyped();
    void followsAChangeThatIsBeingApplied();
    void saysInTheNewLanguageWhatHappenedLast();
    void asksThePlatformForItsLanguage();
    void keepsThePageAndTheWindow();
    void fallsBackToEnglish_data();
    void fallsBackToEnglish();

private:
    bool switchTo(const QString &language);
    template<typename W>
    W *find(const QString &name) const
    {
        return driver::find<W>(&m_tenant->window(), name);
    }
    QPushButton *apply() const { return find<QPushButton>(u"apply"_s); }
    QList<QRadioButton *> modes() const { return m_tenant->page()->findChildren<QRadioButton *>(); }
    QString heading() const { return m_tenant->page() ? m_tenant->page()->title() : QString(); }

    std::unique_ptr<fake::TenantWindow> m_tenant;
};

void TestLanguage::init()
{
    m_tenant = std::make_unique<fake::TenantWindow>();
    m_tenant->open();
    QVERIFY(m_tenant->isLoaded());
    m_tenant->window().showPage("ipRestriction"_L1);
}

void TestLanguage::cleanup()
{
    m_tenant.reset();
}

/// False when the window stayed as it was.
bool TestLanguage::switchTo(const QString &language)
{
    const QWidget *before = m_tenant->window().centralWidget();
    m_tenant->action(language)->trigger();
    return driver::waitFor([&] { return m_tenant->window().centralWidget() != before; });
}

void TestLanguage::isSwitchedByTheMenuAndRemembered()
{
    QVERIFY(switchTo(u"日本語"_s));
    QCOMPARE(heading(), u"IPアドレス制限"_s);
    QVERIFY(m_tenant->action(u"日本語"_s)->isChecked());
    QCOMPARE(Preferences::rememberedLanguage(m_tenant->settings), u"ja"_s);
    QVERIFY(switchTo(u"繁體中文"_s));
    QCOMPARE(heading(), u"IP位址限制"_s);
    QVERIFY(switchTo(u"English"_s));
    QCOMPARE(heading(), u"IP address restriction"_s);
}

void TestLanguage::leavesNoWordOfTheLanguageBefore()
{
    QStringList before;
    const auto texts = [this] {
        QStringList texts;
        const auto labels = m_tenant->window().findChildren<QLabel *>();
        for (const QLabel *label : labels)
            texts << label->text();
        const auto buttons = m_tenant->window().findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons)
            texts << button->text() << button->toolTip();
        texts.removeIf(
            [](const QString &text) { return text.size() < 12 || !text.contains(u' ') || text.startsWith(u"Demo"_s); });
        return texts;
    };
    before = texts();
    QVERIFY(before.size() > 10);
    QVERIFY(switchTo(u"日本語"_s));
    const QStringList after = texts();
    for (const QString &text : std::as_const(before))
        QVERIFY2(!after.contains(text) || text.contains(u"192.0.2"_s), qPrintable(text));
}

void TestLanguage::keepsWhatIsEditedOnAllPages()
{
    driver::tick(modes().at(2));
    m_tenant->window().showPage("basicAuth"_L1);
    driver::tick(find<QCheckBox>(u"enabled"_s));
    const auto edits = m_tenant->page()->findChildren<QLineEdit *>();
    driver::type(edits.at(0), u"office"_s);
    driver::type(edits.at(1), u"river stone"_s);
    QVERIFY(switchTo(u"日本語"_s));
    QVERIFY(m_tenant->window().isWindowModified());
    QVERIFY(apply()->isEnabled());
    driver::click(apply());
    QTRY_COMPARE(m_tenant->tenant.value(u"basicAuth"_s)[u"enabled"].toBool(), true);
    QCOMPARE(m_tenant->tenant.value(u"ipRestriction"_s)[u"mode"].toString(), u"denyAll"_s);
    QTRY_VERIFY(!m_tenant->window().isWindowModified());
    const auto seen = m_tenant->seen();
    const auto put = std::ranges::find_last(seen, "PUT", &fake::SeenRequest::method);
    QVERIFY(!put.empty());
    const QJsonObject sent = put.front().json()[u"sections"].toObject();
    QCOMPARE(sent[u"basicAuth"][u"value"][u"pair"][u"password"].toString(), u"river stone"_s);
}

void TestLanguage::keepsWhatCouldNotBeSaved()
{
    driver::type(find<QLineEdit>(u"newNetwork"_s), u"192.0.2.0/24"_s);
    QTest::keyClick(find<QLineEdit>(u"newNetwork"_s), Qt::Key_Return);
    QTRY_VERIFY(find<QTableView>(u"entries"_s));
    auto *model = find<QTableView>(u"entries"_s)->model();
    QVERIFY(model->setData(model->index(0, 1), u"192.0.2."_s));
    QVERIFY(switchTo(u"日本語"_s));
    model = find<QTableView>(u"entries"_s)->model();
    QCOMPARE(model->index(0, 1).data().toString(), u"192.0.2."_s);
    QVERIFY(m_tenant->window().isWindowModified());
    // What it was before it was spoilt is still there to go back to.
    find<QTableView>(u"entries"_s)->setFocus();
    QTest::keyClick(find<QTableView>(u"entries"_s), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(model->index(0, 1).data().toString(), u"192.0.2.0/24"_s);
}

void TestLanguage::keepsWhatIsBeingTyped()
{
    driver::type(find<QLineEdit>(u"newNetwork"_s), u"192.0.2.0/24"_s);
    driver::type(find<QLineEdit>(u"newMemo"_s), u"Head"_s);
    QVERIFY(switchTo(u"日本語"_s));
    QCOMPARE(find<QLineEdit>(u"newNetwork"_s)->text(), u"192.0.2.0/24"_s);
    QCOMPARE(find<QLineEdit>(u"newMemo"_s)->text(), u"Head"_s);
    QVERIFY(find<QLineEdit>(u"newMemo"_s)->hasFocus());
}

void TestLanguage::followsAChangeThatIsBeingApplied()
{
    // The language is switched while the platform has the request and has not answered it.
    m_tenant->tenant.instead = [this](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.method == "PUT")
            m_tenant->preferences.setLanguage(u"ja"_s);
        return std::nullopt;
    };
    driver::tick(modes().at(2));
    driver::click(apply());
    QTRY_COMPARE(heading(), u"IPアドレス制限"_s);
    QTRY_VERIFY(!m_tenant->window().isWindowModified());
    QVERIFY(modes().at(2)->isChecked());
    QVERIFY2(m_tenant->bar().text().contains(u":03:22.123"_s), qPrintable(m_tenant->bar().text()));
}

void TestLanguage::saysInTheNewLanguageWhatHappenedLast()
{
    driver::tick(modes().at(2));
    driver::click(apply());
    QTRY_VERIFY(m_tenant->bar().text().startsWith(u"In force since"_s));
    QVERIFY(switchTo(u"日本語"_s));
    QVERIFY2(m_tenant->bar().text().contains(u":03:22.123"_s), qPrintable(m_tenant->bar().text()));
    QVERIFY(!m_tenant->bar().text().contains(u"In force"_s));
}

void TestLanguage::asksThePlatformForItsLanguage()
{
    QVERIFY(m_tenant->seen().last().headers.value("accept-language").startsWith("en"));
    QVERIFY(switchTo(u"繁體中文"_s));
    QTest::keyClick(&m_tenant->window(), Qt::Key_F5);
    QTRY_VERIFY(std::ranges::any_of(m_tenant->seen(),
        [](const fake::SeenRequest &request) { return request.headers.value("accept-language") == "zh-TW"; }));
}

void TestLanguage::keepsThePageAndTheWindow()
{
    m_tenant->window().showPage("auditLog"_L1);
    const QRect place = m_tenant->window().geometry();
    QVERIFY(switchTo(u"日本語"_s));
    QCOMPARE(heading(), u"監査ログ"_s);
    QCOMPARE(m_tenant->window().geometry(), place);
    QCOMPARE(m_tenant->window().findChildren<QMenuBar *>().size(), 1);
    // The shortcuts of the menus before are gone with them, or they would be ambiguous.
    QTest::keyClick(&m_tenant->window(), Qt::Key_S, Qt::ControlModifier);
    QTest::keyClick(&m_tenant->window(), Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(heading() != u"監査ログ"_s);
}

void TestLanguage::fallsBackToEnglish_data()
{
    QTest::addColumn<QString>("system");
    QTest::addColumn<QString>("spoken");
    QTest::newRow("English") << u"en_GB"_s << u"en"_s;
    QTest::newRow("Japanese") << u"ja_JP"_s << u"ja"_s;
    QTest::newRow("Taiwan") << u"zh_TW"_s << u"zh_TW"_s;
    QTest::newRow("Hong Kong") << u"zh_HK"_s << u"zh_TW"_s;
    QTest::newRow("German") << u"de_DE"_s << u"en"_s;
}

void TestLanguage::fallsBackToEnglish()
{
    QFETCH(const QString, system);
    QTEST(QString(Translations::spokenFor(QLocale(system))), "spoken");
}

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
