// SPDX-License-Identifier: GPL-3.0-or-later
#include "driver.h"
#include "log/logactions.h"
#include "log/logheader.h"
#include "log/logview.h"
#include "manyrows.h"
#include "readyanswers.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;

constexpr int many = 10'000'000;

class TestRowsCopy : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void copiesWhatIsChosenAsText();
    void copiesTheShownColumnsAsCsv();
    void copiesEverythingAsJson();
    void copiesTheCell();
    void waitsForRowsOnTheirWay();
    void copiesALotInPieces();
    void asksBeforeTheClipboardIsTooSmall();
    void leavesOutWhatComesInMeanwhile();
    void stopsWhenTheRowsAreOthers();
    void offersWhatCanBeDone();
    void arrangesColumnsByKeys();

private:
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers) { QTest::keyClick(m_view.get(), key, modifiers); }
    /// What is copied, when it is.
    QString copied() const
    {
        (void)QTest::qWaitFor([this] { return !m_actions->isCopying(); }, std::chrono::minutes(1));
        return QGuiApplication::clipboard()->text();
    }
    int columnOf(const QString &key) const;
    QMenu *menu();

    std::unique_ptr<fake::ManyRows> m_rows;
    std::unique_ptr<LogView> m_view;
    ReadyAnswers m_answers;
    std::unique_ptr<LogActions> m_actions;
};

void TestRowsCopy::init()
{
    m_rows = std::make_unique<fake::ManyRows>(many);
    m_view = std::make_unique<LogView>(*m_rows);
    m_actions = std::make_unique<LogActions>(*m_view, m_answers);
    m_view->resize(1000, 500);
    m_view->show();
    QVERIFY(driver::waitForActive(m_view.get()));
    m_view->setFocus();
    QGuiApplication::clipboard()->clear();
    m_answers.questions.clear();
}

void TestRowsCopy::cleanup()
{
    m_actions.reset();
    m_view.reset();
    m_rows.reset();
}

int TestRowsCopy::columnOf(const QString &key) const
{
    const auto &columns = m_rows->columns();
    return int(std::ranges::find(columns, key, &items::LogColumn::key) - columns.begin());
}

QMenu *TestRowsCopy::menu()
{
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, m_view->mapToGlobal(QPoint()));
    QCoreApplication::sendEvent(m_view.get(), &event);
    return m_view->findChild<QMenu *>();
}

void TestRowsCopy::copiesWhatIsChosenAsText()
{
    m_view->choose(3);
    m_view->setChosen(5, true);
    key(Qt::Key_C, Qt::ControlModifier);
    const QStringList parts = copied().split(u"\n\n"_s);
    QCOMPARE(parts.size(), 2);
    for (const QString &part : {u"9999997"_s, u".123456 (UTC)"_s, u"Error"_s, u"user3"_s, u"192.0.2.7"_s, u"Common"_s,
             u"Security settings"_s, u"change ipRestriction"_s, u"SUCCESS"_s, u"row 3"_s})
        QVERIFY2(parts.first().contains(part), qPrintable(parts.first()));
    QVERIFY(parts.last().contains(u"row 5"_s));
    m_view->goToNewest();
    m_view->setFocus();
    key(Qt::Key_Down, Qt::ControlModifier); // Nothing is chosen: it is about the row the person is in.
    key(Qt::Key_C, Qt::ControlModifier);
    QVERIFY(copied().contains(u"row "_s));
}

void TestRowsCopy::copiesTheShownColumnsAsCsv()
{
    m_view->header().arrange({u"user:100"_s, u"time:100"_s, u"complement:100"_s, u"-level:100"_s, u"-source:100"_s,
        u"-service:100"_s, u"-module:100"_s, u"-action:100"_s, u"-result:100"_s});
    m_rows->setZone(QTimeZone("Asia/Tokyo"));
    m_view->choose(3);
    key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(copied(), u"User,Date and time,Complement\nuser3,2026-03-05T22:59:57.123456+09:00,row 3"_s);
}

void TestRowsCopy::copiesEverythingAsJson()
{
    m_view->choose(3);
    key(Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier);
    const QJsonObject json = QJsonDocument::fromJson(copied().toUtf8()).object();
    QCOMPARE(json.value("time"_L1), u"2026-03-05T13:59:57.123456Z"_s);
    QCOMPARE(json.value("number"_L1), 9'999'997);
    QCOMPARE(json.value("level"_L1), u"error"_s);
    QCOMPARE(json.value("complement"_L1), u"row 3"_s);
}

void TestRowsCopy::copiesTheCell()
{
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->cellPlace(4, columnOf(u"user"_s)).center());
    key(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(copied(), u"user4"_s);
}

void TestRowsCopy::waitsForRowsOnTheirWay()
{
    m_rows->setMissing({2});
    m_view->choose(1);
    m_view->setChosen(2, true);
    m_view->setChosen(3, true);
    key(Qt::Key_C, Qt::ControlModifier);
    QVERIFY(m_actions->isCopying());
    m_rows->bring(2);
    QTRY_COMPARE(copied().split(u"\n\n"_s).size(), 3);
    QVERIFY(!m_actions->isCopying());
}

void TestRowsCopy::copiesALotInPieces()
{
    m_view->choose(0);
    RowRanges wanted;
    wanted.add({0, 49'999});
    QSignalSpy progress(m_actions.get(), &LogActions::copying);
    RowsCopy copy(*m_rows, wanted, RowsCopy::Form::Csv, {0, 1});
    QSignalSpy finished(&copy, &RowsCopy::finished);
    copy.start();
    QVERIFY(finished.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, std::chrono::seconds(60));
    QCOMPARE(finished.first().last().toLongLong(), 50'000);
    QCOMPARE(finished.first().first().toString().count(u'\n'), 50'000);
}

void TestRowsCopy::asksBeforeTheClipboardIsTooSmall()
{
    m_view->chooseAll();
    key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(m_answers.questions.size(), 1);
    QVERIFY(!m_actions->isCopying());
    QVERIFY(copied().isEmpty());
    QSignalSpy exporting(m_actions.get(), &LogActions::exportWanted);
    m_answers.choice = 0;
    key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(exporting.size(), 1);
    m_answers.choice = 1;
    key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_actions->isCopying());
    QSignalSpy stopped(m_actions.get(), &LogActions::copyStopped);
    m_actions->cancelCopy();
    QVERIFY(!m_actions->isCopying());
    QCOMPARE(stopped.size(), 1);
}

void TestRowsCopy::leavesOutWhatComesInMeanwhile()
{
    m_rows->setMissing({1});
    m_view->choose(1);
    key(Qt::Key_C, Qt::ControlModifier);
    m_rows->setMissing({11});
    m_rows->insert(0, 10);
    m_rows->bring(11);
    QTRY_VERIFY(!m_actions->isCopying());
    QVERIFY2(copied().contains(u"row 1"_s) && !copied().contains(u"row -"_s), qPrintable(copied()));
}

void TestRowsCopy::stopsWhenTheRowsAreOthers()
{
    m_rows->setMissing({1});
    m_view->choose(1);
    key(Qt::Key_C, Qt::ControlModifier);
    QVERIFY(m_actions->isCopying());
    m_rows->reset(5);
    QVERIFY(!m_actions->isCopying());
    QVERIFY(copied().isEmpty());
}

void TestRowsCopy::offersWhatCanBeDone()
{
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->cellPlace(4, columnOf(u"user"_s)).center());
    QSignalSpy terms(m_actions.get(), &LogActions::termWanted);
    QMenu *shown = menu();
    QVERIFY(shown && shown->isVisible());
    const auto action = [&](const QString &text) -> QAction * {
        const auto actions = shown->actions();
        const auto found = std::ranges::find(actions, text, [](QAction *each) { return each->text().remove(u'&'); });
        return found == actions.end() ? nullptr : *found;
    };
    QVERIFY(action(u"Only User: user4"_s));
    action(u"Only User: user4"_s)->trigger();
    action(u"Not User: user4"_s)->trigger();
    QCOMPARE(terms.at(0).first(), u"user:user4"_s);
    QVERIFY2(terms.at(1).first().toString().contains(u"user"_s), qPrintable(terms.at(1).first().toString()));
    shown->close();
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->cellPlace(4, columnOf(u"time"_s)).center());
    QTRY_VERIFY(!m_view->findChild<QMenu *>());
    shown = menu();
    QVERIFY(!action(u"Only this"_s)->isEnabled());
    QVERIFY(!action(u"Only this"_s)->toolTip().isEmpty());
    action(u"10 minutes around this"_s)->trigger();
    QCOMPARE(terms.size(), 3);
    shown->close();
}

void TestRowsCopy::arrangesColumnsByKeys()
{
    const QList<int> before = m_view->header().shown();
    key(Qt::Key_Home, {});
    key(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_view->header().shown().at(1), before.at(0));
    const int width = m_view->header().sectionSize(before.at(0));
    key(Qt::Key_Right, Qt::AltModifier);
    QVERIFY(m_view->header().sectionSize(before.at(0)) > width);
    key(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_view->header().sectionSize(before.at(0)), width);
    QSignalSpy order(m_view.get(), &LogView::orderWanted);
    key(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(order.size(), 1);
}

QTEST_MAIN(TestRowsCopy)
#include "tst_rowscopy.moc"
