// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/timezonedialog.h"
#include "driver.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace sekimori::widgets;
using namespace Qt::StringLiterals;

class TestTimeZoneDialog : public QObject {
    Q_OBJECT

private slots:
    void init();

    void beginsWithWhatIsChosen();
    void findsByCityCountryAndOffset_data();
    void findsByCityCountryAndOffset();
    void goesThroughTheListWhileSearching();
    void saysThatNothingIsFound();

private:
    QLineEdit *search() const { return driver::find<QLineEdit>(m_dialog, u"search"_s); }
    QTableView *table() const { return driver::find<QTableView>(m_dialog, u"zones"_s); }
    QPushButton *choose() const { return driver::find<QPushButton>(m_dialog, u"choose"_s); }

    std::unique_ptr<QWidget> m_window;
    TimeZoneDialog *m_dialog = nullptr;
};

void TestTimeZoneDialog::init()
{
    m_window = std::make_unique<QWidget>();
    m_window->show();
    m_dialog = new TimeZoneDialog(u"Asia/Tokyo"_s, m_window.get());
    m_dialog->open();
    QVERIFY(driver::waitForActive(m_dialog));
}

void TestTimeZoneDialog::beginsWithWhatIsChosen()
{
    QCOMPARE(m_dialog->chosen(), u"Asia/Tokyo"_s);
    QVERIFY(search()->hasFocus());
    QVERIFY(choose()->isEnabled());
}

void TestTimeZoneDialog::findsByCityCountryAndOffset_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("id");
    QTest::newRow("city") << u"taipei"_s << u"Asia/Taipei"_s;
    QTest::newRow("two words") << u"  los  angeles "_s << u"America/Los_Angeles"_s;
    QTest::newRow("country in its language") << u"台灣"_s << u"Asia/Taipei"_s;
}

void TestTimeZoneDialog::findsByCityCountryAndOffset()
{
    QFETCH(const QString, text);
    search()->insert(text); // Not by keys: they are Latin only.
    QTEST(m_dialog->chosen(), "id");
    const QSignalSpy accepted(m_dialog, &QDialog::accepted);
    QTest::keyClick(search(), Qt::Key_Return);
    QCOMPARE(accepted.size(), 1);
}

void TestTimeZoneDialog::goesThroughTheListWhileSearching()
{
    QTest::keyClicks(search(), u"europe"_s);
    QCOMPARE(table()->currentIndex().row(), 0);
    QTest::keyClick(search(), Qt::Key_Down);
    QCOMPARE(table()->currentIndex().row(), 1);
    QTest::keyClick(search(), Qt::Key_Up);
    QTest::keyClick(search(), Qt::Key_Up);
    QCOMPARE(table()->currentIndex().row(), 0);
    QVERIFY(search()->hasFocus());
}

void TestTimeZoneDialog::saysThatNothingIsFound()
{
    QTest::keyClicks(search(), u"atlantis"_s);
    QVERIFY(m_dialog->chosen().isEmpty());
    QVERIFY(!choose()->isEnabled());
    QVERIFY(!choose()->toolTip().isEmpty());
    search()->clear();
    QCOMPARE(m_dialog->chosen(), u"Asia/Tokyo"_s);
}

QTEST_MAIN(TestTimeZoneDialog)
#include "tst_timezonedialog.moc"
