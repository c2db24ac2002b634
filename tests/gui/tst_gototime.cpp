// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/formfield.h"
#include "driver.h"
#include "log/gototimedialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

class TestGoToTime : public QObject {
    Q_OBJECT

private slots:
    void init();
    void saysWhichMomentIsMeant();
    void saysWhatIsWrong();
    void goesOnlyToATime();

private:
    QLineEdit *edit() const { return m_dialog->findChild<QLineEdit *>(u"time"_s); }
    QString meant() const { return m_dialog->findChild<QLabel *>(u"meant"_s)->text(); }
    QPushButton *go() const { return m_dialog->findChild<QPushButton *>(u"go"_s); }

    QWidget m_window;
    QPointer<GoToTimeDialog> m_dialog;
};

void TestGoToTime::init()
{
    delete m_dialog;
    m_dialog = new GoToTimeDialog(QTimeZone("Asia/Tokyo"), &m_window);
    m_window.show();
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

void TestGoToTime::saysWhichMomentIsMeant()
{
    QVERIFY(meant().isEmpty());
    driver::type(edit(), u"2026-03-05 14:00"_s);
    QVERIFY2(meant().contains(u"2026-03-05 14:00:00.000000 (UTC+09:00)"_s), qPrintable(meant()));
    QCOMPARE(edit()->accessibleDescription(), meant());
    driver::type(edit(), u"2026-03-05T14:00Z"_s);
    QVERIFY2(meant().contains(u"2026-03-05 23:00:00"_s), qPrintable(meant()));
    driver::type(edit(), u"2h"_s);
    QVERIFY(!meant().isEmpty());
    QVERIFY(go()->isEnabled());
}

void TestGoToTime::saysWhatIsWrong()
{
    driver::type(edit(), u"2026-13-05"_s);
    QVERIFY(meant().isEmpty());
    QVERIFY(m_dialog->findChild<FormField *>()->error().contains(u"2026-13-05"_s));
    QVERIFY(!go()->isEnabled());
    QVERIFY(!go()->toolTip().isEmpty());
    edit()->clear();
    QVERIFY(m_dialog->findChild<FormField *>()->error().isEmpty());
}

void TestGoToTime::goesOnlyToATime()
{
    QSignalSpy chosen(m_dialog, &GoToTimeDialog::timeChosen);
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 0);
    QVERIFY(m_dialog->isVisible());
    driver::type(edit(), u"2026-03-05"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<audit::EventTime>(), audit::timeFromText(u"2026-03-04T15:00:00Z"_s).value());
    QTRY_VERIFY(!m_dialog);
}

QTEST_MAIN(TestGoToTime)
#include "tst_gototime.moc"
