// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "driver.h"
#include "items/accesstablemodel.h"
#include "reach.h"
#include "shell/conflictdialog.h"
#include "shell/presetreview.h"
#include "shell/shutoutdialog.h"
#include "tenantwindow.h"

#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

class TestPresetReview : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_tenant.reset(); }

    void showsEveryFieldBeforeAndAfter();
    void showsWhatItMeansForPeople();
    void appliesAllSectionsInOneStep();
    void asksForThePairThatIsMissing();
    void judgesThePairByTheSameRules();
    void offersToListTheOwnAddress();
    void saysThatItWouldShutOut();
    void saysWhenThePlatformCannotTell();
    void asksForAReasonBeforeItShutsOut();
    void findsWhatSomebodyElseChangesMeanwhile();
    void takesEditsOfPagesAlong();
    void leadsToWhatIsNoValueYet();
    void keepsThePresetAsAnEditWhenApplyingFails();
    void changesNothingWhenItIsCancelled();
    void settlesAConflictInASectionWithoutAPage();
    void canBeUsedWithoutAMouse_data();
    void canBeUsedWithoutAMouse();

private:
    MainWindow &window() const { return m_tenant->window(); }
    fake::Tenant &tenant() const { return m_tenant->tenant; }
    void open();
    void choose(const QString &preset);
    PresetReview *review() const { return driver::dialogOver<PresetReview>(&window()); }
    QPushButton *apply() const { return driver::find<QPushButton>(review(), u"applyPreset"_s); }
    Banner *banner(const QString &name) const { return driver::find<Banner>(review(), name); }
    QStringList changes() const;
    QLineEdit *edit(const QString &accessibleName) const;
    QList<fake::SeenRequest> saved() const;
    QJsonObject sent(const QString &key) const;
    void answerCheck(const QString &verdict, const QString &decidedBy);

    std::unique_ptr<fake::TenantWindow> m_tenant;
};

void TestPresetReview::init()
{
    m_tenant = std::make_unique<fake::TenantWindow>();
    tenant().change(u"ipRestriction"_s, fake::Tenant::restriction(u"allowAll"_s, {u"127.0.0.0/8"_s}));
}

void TestPresetReview::open()
{
    m_tenant->open();
    QVERIFY(m_tenant->isLoaded());
    window().resize(1280, 800);
    window().showPage("whoGetsIn"_L1);
    QTRY_VERIFY(driver::find<QPushButton>(&window(), u"preset-listedOnly"_s));
}

void TestPresetReview::choose(const QString &preset)
{
    auto *button = driver::find<QPushButton>(&window(), u"preset-"_s + preset);
    QVERIFY(button->isEnabled());
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QVERIFY(review());
}

QStringList TestPresetReview::changes() const
{
    const QAbstractItemModel &table = *driver::find<QTableView>(review(), u"changes"_s)->model();
    QStringList lines;
    for (int row = 0; row < table.rowCount(); ++row) {
        QStringList texts;
        for (int column = 0; column < table.columnCount(); ++column)
            texts << table.index(row, column).data().toString();
        lines << texts.join(u" | ");
    }
    return lines;
}

QLineEdit *TestPresetReview::edit(const QString &accessibleName) const
{
    const auto edits = review()->findChildren<QLineEdit *>();
    for (QLineEdit *candidate : edits) {
        if (candidate->accessibleName() == accessibleName)
            return candidate;
    }
    return nullptr;
}

QList<fake::SeenRequest> TestPresetReview::saved() const
{
    QList<fake::SeenRequest> saved;
    for (const fake::SeenRequest &request : m_tenant->seen()) {
        if (request.method == "PUT")
            saved << request;
    }
    return saved;
}

QJsonObject TestPresetReview::sent(const QString &key) const
{
    return saved().last().json()[u"sections"][key][u"value"].toObject();
}

void TestPresetReview::answerCheck(const QString &verdict, const QString &decidedBy)
{
    tenant().instead = [verdict, decidedBy](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.target != "/api/v1/settings/check")
            return std::nullopt;
        return fake::json(200,
            {{u"errors"_s, QJsonArray()}, {u"changes"_s, QJsonObject()},
                {u"wayIn"_s,
                    QJsonObject{
                        {u"verdict"_s, verdict}, {u"decidedBy"_s, decidedBy}, {u"conditions"_s, QJsonArray()}}}});
    };
}

void TestPresetReview::showsEveryFieldBeforeAndAfter()
{
    open();
    choose(u"listedCertificates"_s);
    QCOMPARE(review()->windowTitle(), u"Review: Listed addresses, others with client certificates"_s);
    QCOMPARE(changes().size(), 2);
    QCOMPARE(changes().first(), u"IP address restriction | Mode | Allow all | Allow listed"_s);
    QVERIFY2(changes().last().endsWith(u"| Off | On"_s), qPrintable(changes().last()));
    QTRY_COMPARE(banner(u"wayIn"_s)->tone(), Tone::Good);
    QVERIFY(banner(u"wayIn"_s)->text().contains(u"127.0.0.1"_s));
    QVERIFY(!banner(u"ownAddress"_s));
    QVERIFY(saved().isEmpty());
}

void TestPresetReview::showsWhatItMeansForPeople()
{
    open();
    choose(u"listedOnly"_s);
    auto *table = driver::find<QTableView>(review(), u"mainHost"_s);
    QTRY_COMPARE(table->model()->columnCount(), 5);
    QCOMPARE(table->model()->index(2, 2).data().toString(), u"Let in"_s);
    QCOMPARE(table->model()->index(2, 3).data().toString(), u"Refused (403)"_s);
    QVERIFY(table->model()->index(2, 0).data(items::AccessTableModel::IsChangedRole).toBool());
}

void TestPresetReview::appliesAllSectionsInOneStep()
{
    open();
    choose(u"listedCertificates"_s);
    driver::click(apply());
    QTRY_COMPARE(saved().size(), 1);
    QCOMPARE(saved().first().target, "/api/v1/settings");
    QCOMPARE(saved().first().json()[u"sections"].toObject().keys(),
        (QStringList{u"clientCertificates"_s, u"ipRestriction"_s}));
    QCOMPARE(sent(u"ipRestriction"_s)[u"mode"].toString(), u"allowListed"_s);
    QCOMPARE(sent(u"clientCertificates"_s)[u"enabled"].toBool(), true);
    auto *bar = window().findChild<ApplyBar *>();
    QTRY_VERIFY2(bar->text().startsWith(u"In force since"_s), qPrintable(bar->text()));
    QTRY_VERIFY(!driver::find<QPushButton>(&window(), u"preset-listedCertificates"_s)->isEnabled());
    QVERIFY(!window().isWindowModified());
}

void TestPresetReview::asksForThePairThatIsMissing()
{
    open();
    choose(u"listedBasic"_s);
    QVERIFY(!apply()->isEnabled());
    QVERIFY(apply()->toolTip().contains(u"user name is needed"_s));
    QVERIFY(banner(u"wayIn"_s)->text().contains(u"as soon as nothing is missing"_s));
    driver::type(edit(u"User name"_s), u"office"_s);
    QVERIFY(apply()->toolTip().contains(u"password is needed"_s));
    driver::type(edit(u"Password"_s), u"river stone"_s);
    QVERIFY(apply()->isEnabled());
    QTRY_COMPARE(banner(u"wayIn"_s)->tone(), Tone::Good);
    QVERIFY(changes().contains(u"Basic authentication | Password |  | Changed"_s));
    driver::click(apply());
    QTRY_COMPARE(saved().size(), 1);
    QCOMPARE(sent(u"basicAuth"_s)[u"enabled"].toBool(), true);
    QCOMPARE(sent(u"basicAuth"_s)[u"pair"][u"userName"].toString(), u"office"_s);
    QCOMPARE(sent(u"basicAuth"_s)[u"pair"][u"password"].toString(), u"river stone"_s);
    QCOMPARE(sent(u"ipRestriction"_s)[u"mode"].toString(), u"allowListed"_s);
    // The pair is set by now, and is not asked for again.
    QTRY_VERIFY(window().findChild<ApplyBar *>()->text().startsWith(u"In force since"_s));
    choose(u"denyAllBasic"_s);
    QVERIFY(!edit(u"User name"_s));
    QVERIFY(apply()->isEnabled());
}

void TestPresetReview::judgesThePairByTheSameRules()
{
    open();
    choose(u"denyAllBasic"_s);
    driver::type(edit(u"User name"_s), u"the office"_s);
    driver::type(edit(u"Password"_s), u"1234"_s);
    QVERIFY(!apply()->isEnabled());
    QVERIFY(edit(u"User name"_s)->accessibleDescription().contains(u"is not allowed"_s));
    QVERIFY(!driver::find<QLabel>(review(), u"whyNot"_s)->text().isEmpty());
}

void TestPresetReview::offersToListTheOwnAddress()
{
    tenant().change(u"ipRestriction"_s, fake::Tenant::restriction(u"allowAll"_s));
    open();
    choose(u"listedOnly"_s);
    QVERIFY(banner(u"ownAddress"_s)->text().startsWith(u"The list is empty"_s));
    driver::click(banner(u"ownAddress"_s)->button());
    QCOMPARE(banner(u"ownAddress"_s)->tone(), Tone::Good);
    QVERIFY(changes().last().contains(u"+ 127.0.0.1 (My address)"_s));
    driver::click(banner(u"ownAddress"_s)->button());
    QCOMPARE(changes().size(), 1);
    driver::click(banner(u"ownAddress"_s)->button());
    driver::click(apply());
    QTRY_COMPARE(saved().size(), 1);
    QCOMPARE(sent(u"ipRestriction"_s)[u"entries"].toArray().size(), 1);
    QCOMPARE(sent(u"ipRestriction"_s)[u"entries"][0][u"network"].toString(), u"127.0.0.1"_s);
}

void TestPresetReview::saysThatItWouldShutOut()
{
    tenant().change(u"ipRestriction"_s, fake::Tenant::restriction(u"allowAll"_s, {u"192.0.2.0/24"_s}));
    answerCheck(u"deny"_s, u"addressListed"_s);
    open();
    choose(u"listedOnly"_s);
    QTRY_COMPARE(banner(u"wayIn"_s)->tone(), Tone::Error);
    QVERIFY(banner(u"wayIn"_s)->text().contains(u"would be refused (403)"_s));
    QVERIFY(banner(u"wayIn"_s)->text().contains(u"asked for a reason"_s));
    QCOMPARE(banner(u"ownAddress"_s)->text(), u"The list does not contain your address 127.0.0.1."_s);
    QVERIFY(apply()->isEnabled());
}

void TestPresetReview::saysWhenThePlatformCannotTell()
{
    tenant().instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.target == "/api/v1/settings/check")
            return fake::Reply{.way = fake::Reply::Way::HangUp};
        return std::nullopt;
    };
    open();
    choose(u"listedOnly"_s);
    QTRY_COMPARE(banner(u"wayIn"_s)->tone(), Tone::Warning);
    QVERIFY(banner(u"wayIn"_s)->text().startsWith(u"Whether you would still get in is not known"_s));
    QVERIFY(apply()->isEnabled());
}

void TestPresetReview::asksForAReasonBeforeItShutsOut()
{
    tenant().instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.method != "PUT" || request.headers.contains("sekimori-consent"))
            return std::nullopt;
        return fake::problem(409, u"settings.shutsOut"_s,
            {{u"consent"_s, u"consent"_s},
                {u"wayIn"_s,
                    QJsonObject{{u"verdict"_s, u"deny"_s}, {u"decidedBy"_s, u"addressListed"_s},
                        {u"conditions"_s, QJsonArray()}}}});
    };
    open();
    choose(u"listedOnly"_s);
    driver::click(apply());
    QTRY_VERIFY(driver::dialogOver<ShutOutDialog>(&window()));
    QVERIFY(window().isWindowModified());
}

/// What is reviewed was worked out from what was saved when it began.
void TestPresetReview::findsWhatSomebodyElseChangesMeanwhile()
{
    open();
    choose(u"listedOnly"_s);
    QTRY_COMPARE(banner(u"wayIn"_s)->tone(), Tone::Good);
    tenant().change(
        u"ipRestriction"_s, fake::Tenant::restriction(u"allowAll"_s, {u"127.0.0.0/8"_s, u"192.0.2.0/24"_s}));
    const auto loads = [this] {
        return std::ranges::count_if(m_tenant->seen(), [](const fake::SeenRequest &request) {
            return request.method == "GET" && request.target == "/api/v1/settings";
        });
    };
    const auto before = loads();
    emit m_tenant->page()->settingsOutdated();
    driver::click(apply());
    QTRY_VERIFY(driver::dialogOver<ConflictDialog>(&window()));
    QCOMPARE(loads(), before);
    QCOMPARE(saved().size(), 1);
    QVERIFY(tenant().value(u"ipRestriction"_s)[u"entries"].toArray().size() == 2);
}

void TestPresetReview::takesEditsOfPagesAlong()
{
    open();
    window().showPage("tenant"_L1);
    driver::type(driver::find<QLineEdit>(&window(), u"displayName"_s), u"Demo Trading"_s);
    window().showPage("whoGetsIn"_L1);
    choose(u"listedOnly"_s);
    QVERIFY(changes().contains(u"Tenant | Name | Demo Company | Demo Trading"_s));
    driver::click(apply());
    QTRY_COMPARE(saved().size(), 1);
    QCOMPARE(saved().first().json()[u"sections"].toObject().keys(), (QStringList{u"ipRestriction"_s, u"tenant"_s}));
}

void TestPresetReview::leadsToWhatIsNoValueYet()
{
    open();
    window().showPage("ipRestriction"_L1);
    driver::type(driver::find<QLineEdit>(&window(), u"newNetwork"_s), u"192.0.2.0/24"_s);
    QTest::keyClick(driver::find<QLineEdit>(&window(), u"newNetwork"_s), Qt::Key_Return);
    auto *list = driver::find<QTableView>(&window());
    QVERIFY(list->model()->setData(list->model()->index(0, 1), u"300.1.1.1"_s));
    window().showPage("whoGetsIn"_L1);
    auto *button = driver::find<QPushButton>(&window(), u"preset-listedOnly"_s);
    QTest::keyClick(button, Qt::Key_Space);
    QVERIFY(!review());
    QTRY_VERIFY(driver::find<Page>(&window()));
    QTRY_COMPARE(driver::find<Page>(&window())->title(), u"IP address restriction"_s);
}

void TestPresetReview::keepsThePresetAsAnEditWhenApplyingFails()
{
    tenant().instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.method == "PUT")
            return fake::problem(503, u"store.busy"_s);
        return std::nullopt;
    };
    open();
    choose(u"listedCertificates"_s);
    driver::click(apply());
    auto *trouble = window().findChild<Banner *>(u"trouble"_s);
    QTRY_VERIFY(trouble->isVisible());
    QVERIFY(window().isWindowModified());
    // Sections without a page of their own are kept as well, and go when edits are taken back.
    tenant().instead = nullptr;
    driver::click(driver::find<QPushButton>(&window(), u"apply"_s));
    QTRY_COMPARE(saved().size(), 2);
    QCOMPARE(sent(u"clientCertificates"_s)[u"enabled"].toBool(), true);
}

void TestPresetReview::changesNothingWhenItIsCancelled()
{
    open();
    choose(u"listedOnly"_s);
    QTest::keyClick(review(), Qt::Key_Escape);
    QVERIFY(!review());
    QVERIFY(!window().isWindowModified());
    QVERIFY(saved().isEmpty());
}

void TestPresetReview::settlesAConflictInASectionWithoutAPage()
{
    open();
    tenant().change(
        u"clientCertificates"_s, {{u"enabled"_s, false}, {u"allowOtherUser"_s, true}, {u"selfService"_s, true}});
    choose(u"listedCertificates"_s);
    driver::click(apply());
    QTRY_VERIFY(driver::dialogOver<ConflictDialog>(&window()));
    auto *dialog = driver::dialogOver<ConflictDialog>(&window());
    driver::tick(driver::find<QRadioButton>(dialog, u"keepMine-clientCertificates"_s));
    driver::click(driver::find<QPushButton>(dialog, u"applyChosen"_s));
    QTRY_COMPARE(saved().size(), 2);
    QCOMPARE(sent(u"clientCertificates"_s)[u"enabled"].toBool(), true);
    QCOMPARE(sent(u"clientCertificates"_s)[u"allowOtherUser"].toBool(), true);
    QCOMPARE(sent(u"ipRestriction"_s)[u"mode"].toString(), u"allowListed"_s);
    QTRY_VERIFY(!window().isWindowModified());
}

void TestPresetReview::canBeUsedWithoutAMouse_data()
{
    QTest::addColumn<QString>("preset");
    QTest::newRow("with a pair to be entered") << u"denyAllBasic"_s;
    QTest::newRow("with an address to be listed") << u"listedOnly"_s;
}

void TestPresetReview::canBeUsedWithoutAMouse()
{
    QFETCH(const QString, preset);
    tenant().change(u"ipRestriction"_s, fake::Tenant::restriction(u"allowAll"_s));
    open();
    choose(preset);
    QVERIFY(driver::waitForActive(review()));
    const QStringList faults = reach::all(*review());
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

QTEST_MAIN(TestPresetReview)
#include "tst_presetreview.moc"
