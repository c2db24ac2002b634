// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "driver.h"
#include "fakelog.h"
#include "reach.h"
#include "shell/conflictdialog.h"
#include "shell/retentiondialog.h"
#include "tenantwindow.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;

/// Applying a shorter retention in the window of a tenant.
class TestRetentionDialog : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void asksBeforeEventsAreDeleted();
    void appliesNothingWhenThePersonDeclines();
    void asksAgainAfterEverythingWasTakenBack();
    void doesNotAskForALongerTime();
    void savesExactlyWhatGoes();
    void staysWhereSavingFails();
    void stopsSaving();
    void waitsUntilItIsKnownWhatGoes();
    void noticesWhatSomebodyElseHasChanged();
    void saysThatTheLogsKeyHasChanged();
    void canBeUsedWithoutAMouse();

private:
    void choose(int index) const;
    void apply() const { driver::click(m_tenant->bar().findChild<QPushButton *>(u"apply"_s)); }
    RetentionDialog *dialog() const { return driver::dialogOver<RetentionDialog>(&m_tenant->window()); }
    QPushButton *button(const QString &name) const { return driver::find<QPushButton>(dialog(), name); }
    Banner &banner(const QString &name) const { return *dialog()->findChild<Banner *>(name); }
    bool isKnown() const
    {
        return driver::waitFor([this] { return dialog() && button(u"applyShorter"_s)->isEnabled(); });
    }
    qsizetype saves() const
    {
        const auto seen = m_tenant->seen();
        return std::ranges::count(seen, "PUT", &fake::SeenRequest::method);
    }

    std::unique_ptr<fake::TenantWindow> m_tenant;
    fake::Log m_log;
};

void TestRetentionDialog::init()
{
    m_tenant = std::make_unique<fake::TenantWindow>();
    m_log = {.newest = 2000};
    m_tenant->tenant.proof.retention = {{u"events"_s, 1200}, {u"first"_s, 5}, {u"last"_s, 1204},
        {u"before"_s, u"2026-03-05T14:20:00.000000Z"_s}, {u"oldestKept"_s, 1205}};
    m_tenant->tenant.instead = [this](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.target.startsWith("/api/v1/audit/events"))
            return m_log.answer(request);
        return std::nullopt;
    };
    m_tenant->open();
    QVERIFY(m_tenant->isLoaded());
    m_tenant->window().showPage("auditRetention"_L1);
    QTRY_VERIFY(driver::find<QComboBox>(m_tenant->page(), u"keepFor"_s));
}

void TestRetentionDialog::cleanup()
{
    m_tenant.reset();
}

void TestRetentionDialog::choose(int index) const
{
    auto *box = driver::find<QComboBox>(m_tenant->page(), u"keepFor"_s);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int step = 0; step < index; ++step)
        QTest::keyClick(box, Qt::Key_Down);
    QTRY_VERIFY(m_tenant->bar().findChild<QPushButton *>(u"apply"_s)->isEnabled());
}

void TestRetentionDialog::asksBeforeEventsAreDeleted()
{
    choose(3);
    apply();
    QVERIFY(isKnown());
    QVERIFY(banner(u"loss"_s).text().contains(u"1,200 events, number 5 to 1,204"_s));
    const QString explanation = driver::find<QLabel>(dialog(), u"explanation"_s)->text();
    QVERIFY(explanation.startsWith(u"Events are kept for 1 year instead of 3 years."_s));
    QVERIFY(explanation.contains(u"cannot be had back"_s));
    QCOMPARE(saves(), 0);
    driver::click(button(u"applyShorter"_s));
    QTRY_COMPARE(m_tenant->tenant.value(u"auditRetention"_s)[u"keepFor"].toString(), u"oneYear"_s);
    QTRY_VERIFY(!m_tenant->page()->isChanged());
    QVERIFY(!dialog());
}

void TestRetentionDialog::appliesNothingWhenThePersonDeclines()
{
    choose(0);
    apply();
    QVERIFY(isKnown());
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
    QCOMPARE(saves(), 0);
    QVERIFY(m_tenant->page()->isChanged());
    apply();
    QVERIFY(isKnown()); // and is asked again
}

/// A yes to one attempt is none to the same edit at another time.
void TestRetentionDialog::asksAgainAfterEverythingWasTakenBack()
{
    bool fails = true;
    m_tenant->tenant.instead = [&](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        return fails && request.method == "PUT" ? std::optional(fake::problem(503, u"internal"_s)) : std::nullopt;
    };
    choose(3);
    apply();
    QVERIFY(isKnown());
    driver::click(button(u"applyShorter"_s));
    const auto &said = *m_tenant->window().findChild<Banner *>(u"trouble"_s);
    QTRY_VERIFY(said.isVisible());
    fails = false;
    driver::click(m_tenant->bar().findChild<QPushButton *>(u"revert"_s));
    QVERIFY(!m_tenant->page()->isChanged());
    QVERIFY(!said.isVisible()); // What has failed is of no matter any more.
    choose(3);
    apply();
    QVERIFY(isKnown());
    QCOMPARE(saves(), 1);
}

void TestRetentionDialog::doesNotAskForALongerTime()
{
    choose(7);
    apply();
    QTRY_COMPARE(m_tenant->tenant.value(u"auditRetention"_s)[u"keepFor"].toString(), u"tenYears"_s);
    QVERIFY(!dialog());
}

void TestRetentionDialog::savesExactlyWhatGoes()
{
    choose(3);
    apply();
    QVERIFY(isKnown());
    const QString path = m_tenant->folder.filePath(u"first.zip"_s);
    m_tenant->answers.path = path;
    driver::click(button(u"saveFirst"_s));
    QTRY_COMPARE(banner(u"result"_s).tone(), Tone::Good);
    QVERIFY(QFile::exists(path));
    const auto seen = m_tenant->seen();
    QVERIFY(std::ranges::contains(seen, "/api/v1/audit/bundle?first=5&last=1204", &fake::SeenRequest::target));
    QCOMPARE(m_tenant->answers.fileQuestions.last().suggestedName, u"audit-log-5-1204.zip"_s);
    QCOMPARE(saves(), 0); // The person still says so himself.
    driver::click(button(u"applyShorter"_s));
    QTRY_COMPARE(saves(), 1);
}

void TestRetentionDialog::staysWhereSavingFails()
{
    m_tenant->tenant.proof.bundleWay = fake::Reply::Way::Half;
    choose(3);
    apply();
    QVERIFY(isKnown());
    const QString path = m_tenant->folder.filePath(u"half.zip"_s);
    m_tenant->answers.path = path;
    driver::click(button(u"saveFirst"_s));
    QTRY_COMPARE(banner(u"result"_s).tone(), Tone::Error);
    QVERIFY(!QFile::exists(path));
    QVERIFY(dialog());
}

void TestRetentionDialog::stopsSaving()
{
    m_tenant->tenant.proof.bundleWay = fake::Reply::Way::Never;
    choose(3);
    apply();
    QVERIFY(isKnown());
    const QString path = m_tenant->folder.filePath(u"stopped.zip"_s);
    m_tenant->answers.path = path;
    driver::click(button(u"saveFirst"_s));
    QVERIFY(dialog()->isSaving());
    QVERIFY(!button(u"applyShorter"_s)->isEnabled());
    QVERIFY(!button(u"applyShorter"_s)->toolTip().isEmpty());
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QVERIFY(!dialog()->isSaving());
    QVERIFY(button(u"applyShorter"_s)->isEnabled());
    QVERIFY(!QFile::exists(path));
}

void TestRetentionDialog::waitsUntilItIsKnownWhatGoes()
{
    choose(3);
    QTRY_VERIFY(m_tenant->page()->findChild<Banner *>(u"effect"_s)->text().contains(u"1,200 events"_s));
    m_tenant->tenant.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        return request.target.contains("/audit/retention") ? std::optional(fake::problem(503, u"internal"_s))
                                                           : std::nullopt;
    };
    apply();
    QTRY_VERIFY(dialog() && banner(u"loss"_s).tone() == Tone::Error);
    QVERIFY(!button(u"applyShorter"_s)->isEnabled());
    QVERIFY(!button(u"applyShorter"_s)->toolTip().isEmpty());
    m_tenant->tenant.instead = {};
    driver::click(banner(u"loss"_s).button());
    QVERIFY(isKnown());
}

void TestRetentionDialog::noticesWhatSomebodyElseHasChanged()
{
    choose(3);
    apply();
    QVERIFY(isKnown());
    m_tenant->tenant.change(u"auditRetention"_s, {{u"keepFor"_s, u"fiveYears"_s}});
    driver::click(button(u"applyShorter"_s));
    QTRY_VERIFY(driver::dialogOver<ConflictDialog>(&m_tenant->window()));
    QCOMPARE(m_tenant->tenant.value(u"auditRetention"_s)[u"keepFor"].toString(), u"fiveYears"_s);
}

void TestRetentionDialog::saysThatTheLogsKeyHasChanged()
{
    auto *alarm = m_tenant->window().findChild<Banner *>(u"logKeyAlarm"_s);
    QVERIFY(alarm && !alarm->isVisible());
    const auto *known = m_tenant->page()->findChild<QLabel *>(u"logKey"_s);
    QTRY_VERIFY(known->text().startsWith(QString::fromLatin1(fake::keyIdOf('a')).first(4)));
    m_tenant->tenant.proof.setKey('b');
    m_tenant->page()->refresh();
    QTRY_VERIFY(alarm->isVisible());
    QCOMPARE(alarm->tone(), Tone::Error);
    m_tenant->window().showPage("ipRestriction"_L1);
    QVERIFY(alarm->isVisible()); // wherever one is
    driver::click(alarm->button());
    QTRY_COMPARE(m_tenant->page()->sectionKeys(), QStringList{u"auditRetention"_s});
}

void TestRetentionDialog::canBeUsedWithoutAMouse()
{
    choose(3);
    apply();
    QVERIFY(isKnown());
    const QStringList problems = reach::all(*dialog());
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

QTEST_MAIN(TestRetentionDialog)
#include "tst_retentiondialog.moc"
