// SPDX-License-Identifier: GPL-3.0-or-later
#include "driver.h"
#include "fakelogsource.h"
#include "log/completionpopup.h"
#include "log/filterchips.h"
#include "log/filterfield.h"
#include "log/filterguide.h"
#include "log/filterline.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;
using audit::Field;

class TestFilterField : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void appliesWhatIsTypedAfterAPause();
    void appliesAtOnceByEnter();
    void keepsTheLastGoodFilterWhileAMistakeIsShown();
    void marksAMistakeWhereItIs_data();
    void marksAMistakeWhereItIs();
    void goesBackByEscape();
    void recallsWhatWasUsedBefore();
    void keepsWhatIsPastedOnOneLine();
    void undoesWhatItReplacedByItself();
    void readsTimesAnewInAnotherZone();

    void showsAChipForEachCondition();
    void changesTheTextByChips();
    void selectsTheTermToBeEdited();
    void narrowsByValuesAndSpans();

    void isFoundByItsShortcut();
    void leadsTabThroughItsParts();
    void explainsTheLanguage();
    void keepsAndUsesAFilterByName();

private:
    void type(const QString &text) { QTest::keyClicks(line(), text); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(line(), key, modifiers); }
    FilterLine *line() const { return m_field->findChild<FilterLine *>(); }
    FilterChips *chips() const { return m_field->findChild<FilterChips *>(); }
    QString problem() const { return m_field->findChild<QLabel *>(u"filterProblem"_s)->text(); }
    QStringList chipTexts() const;
    QString inForce() const { return m_field->filter().text; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<items::SavedFilters> m_saved;
    std::unique_ptr<fake::LogSource> m_source;
    std::unique_ptr<QWidget> m_window;
    FilterField *m_field = nullptr;
    std::unique_ptr<QSignalSpy> m_applied;
};

void TestFilterField::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    m_saved = std::make_unique<items::SavedFilters>(*m_settings, u"files"_s);
    m_source = std::make_unique<fake::LogSource>();
    m_window = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_window.get());
    m_field = new FilterField(*m_source, *m_saved);
    layout->addWidget(m_field);
    auto *after = new QPushButton(u"After"_s);
    after->setObjectName("after"_L1);
    layout->addWidget(after);
    m_field->setZone(QTimeZone("Asia/Tokyo"));
    m_applied = std::make_unique<QSignalSpy>(m_field, &FilterField::applied);
    m_window->resize(700, 200);
    m_window->show();
    QVERIFY(driver::waitForActive(m_window.get()));
    line()->setFocus();
}

void TestFilterField::cleanup()
{
    m_window.reset();
}

QStringList TestFilterField::chipTexts() const
{
    QStringList texts;
    for (const FilterChips::Chip &chip : chips()->chips())
        texts << (chip.isNegated ? u"≠ "_s : QString()) + chip.text;
    return texts;
}

void TestFilterField::appliesWhatIsTypedAfterAPause()
{
    type(u"user:taro"_s);
    QCOMPARE(m_applied->size(), 0);
    QTRY_COMPARE(m_applied->size(), 1);
    QCOMPARE(inForce(), u"user:taro"_s);
    QVERIFY(m_field->filter().root);
    type(u" "_s);
    QTRY_COMPARE(m_applied->size(), 2); // As typed, so that places in it are right.
    QVERIFY(m_saved->recent().isEmpty());
}

void TestFilterField::appliesAtOnceByEnter()
{
    type(u"user:taro"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_applied->size(), 1);
    QCOMPARE(m_saved->recent(), QStringList{u"user:taro"_s});
    press(Qt::Key_Enter); // What depends on the hour is read anew.
    QCOMPARE(m_applied->size(), 2);
    QCOMPARE(m_field->text(), u"user:taro"_s);
    press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(m_field->text(), u"user:taro"_s);
}

void TestFilterField::keepsTheLastGoodFilterWhileAMistakeIsShown()
{
    m_field->setText(u"user:taro"_s);
    QCOMPARE(m_applied->size(), 1);
    type(u" level:loud"_s);
    QTRY_VERIFY(!problem().isEmpty());
    QCOMPARE(m_applied->size(), 1);
    QCOMPARE(inForce(), u"user:taro"_s);
    QCOMPARE(chipTexts(), QStringList{u"user:taro"_s});
    QVERIFY2(problem().contains(u"loud"_s) && problem().contains(u"critical"_s), qPrintable(problem()));
    QCOMPARE(line()->accessibleDescription(), problem());
    for (int i = 0; i < 4; ++i)
        press(Qt::Key_Backspace);
    type(u"error"_s);
    QTRY_COMPARE(inForce(), u"user:taro level:error"_s);
    QVERIFY(problem().isEmpty());
    QVERIFY(line()->accessibleDescription().isEmpty());
}

void TestFilterField::marksAMistakeWhereItIs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::newRow("a word") << u"user:taro level:loud"_s << 16 << 4;
    QTest::newRow("something missing") << u"user:"_s << 5 << 0;
}

void TestFilterField::marksAMistakeWhereItIs()
{
    QFETCH(const QString, text);
    QFETCH(const int, position);
    QFETCH(const int, length);
    m_field->setText(text);
    QVERIFY(!problem().isEmpty());
    QList<int> underlined;
    const auto formats = line()->document()->firstBlock().layout()->formats();
    for (const QTextLayout::FormatRange &range : formats) {
        for (int at = range.start; at < range.start + range.length; ++at) {
            if (range.format.underlineStyle() == QTextCharFormat::WaveUnderline)
                underlined << at;
        }
    }
    QCOMPARE(underlined.size(), length);
    if (length > 0)
        QCOMPARE(underlined.first(), position);
}

void TestFilterField::goesBackByEscape()
{
    QSignalSpy left(m_field, &FilterField::leaveWanted);
    m_field->setText(u"user:taro"_s);
    type(u" level:"_s);
    press(Qt::Key_Escape); // The proposals.
    press(Qt::Key_Escape);
    QCOMPARE(m_field->text(), u"user:taro"_s);
    press(Qt::Key_Escape);
    QCOMPARE(m_field->text(), QString());
    QVERIFY(!m_field->filter().root);
    QCOMPARE(left.size(), 0);
    press(Qt::Key_Escape);
    QCOMPARE(left.size(), 1);
}

void TestFilterField::recallsWhatWasUsedBefore()
{
    for (const QString &text : {u"a"_s, u"b"_s})
        m_field->setText(text);
    m_field->setText({});
    press(Qt::Key_Up);
    QCOMPARE(m_field->text(), u"b"_s);
    press(Qt::Key_Up);
    QCOMPARE(m_field->text(), u"a"_s);
    press(Qt::Key_Up);
    QCOMPARE(m_field->text(), u"a"_s);
    press(Qt::Key_Down);
    QCOMPARE(m_field->text(), u"b"_s);
    QTRY_COMPARE(inForce(), u"b"_s);
    press(Qt::Key_Down);
    QCOMPARE(m_field->text(), QString());
}

void TestFilterField::keepsWhatIsPastedOnOneLine()
{
    QGuiApplication::clipboard()->setText(u"user:taro\r\nlevel:error\n"_s);
    press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_field->text(), u"user:taro  level:error"_s);
    QCOMPARE(line()->document()->blockCount(), 1);
}

void TestFilterField::undoesWhatItReplacedByItself()
{
    m_field->setText(u"user:taro"_s);
    m_field->setText(u"level:error"_s);
    line()->setFocus();
    press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(inForce(), u"user:taro"_s);
}

void TestFilterField::readsTimesAnewInAnotherZone()
{
    m_field->setText(u"time:2026-03-05"_s);
    const auto before = m_field->filter();
    m_field->setZone(QTimeZone::utc());
    QCOMPARE(m_applied->size(), 2);
    QVERIFY(m_field->filter() != before);
    QCOMPARE(inForce(), before.text);
}

void TestFilterField::showsAChipForEachCondition()
{
    QVERIFY(chips()->isHidden());
    m_field->setText(u"user:taro -level:error (a or b) result!:SUCCESS"_s);
    QCOMPARE(chipTexts(), (QStringList{u"user:taro"_s, u"≠ level:error"_s, u"(a or b)"_s, u"≠ result!:SUCCESS"_s}));
    QVERIFY(chips()->isVisible());
    m_field->setText({});
    QVERIFY(chips()->isHidden());
}

void TestFilterField::changesTheTextByChips()
{
    m_field->setText(u"user:taro level:error"_s);
    const auto click = [this](qsizetype chip, FilterChips::Part part) {
        QTest::mouseClick(chips(), Qt::LeftButton, {}, chips()->placeOf(chip, part).center());
    };
    click(0, FilterChips::Part::Sign);
    QCOMPARE(inForce(), u"-user:taro level:error"_s);
    QCOMPARE(m_field->text(), inForce());
    click(0, FilterChips::Part::Sign);
    QCOMPARE(inForce(), u"user:taro level:error"_s);
    click(0, FilterChips::Part::Cross);
    QCOMPARE(inForce(), u"level:error"_s);
    chips()->setFocus();
    QTest::keyClick(chips(), Qt::Key_Delete);
    QCOMPARE(inForce(), QString());
    QVERIFY(line()->hasFocus());
}

void TestFilterField::selectsTheTermToBeEdited()
{
    m_field->setText(u"user:taro level:error"_s);
    line()->setFocus();
    type(u" level:"_s); // A mistake in the line, while the chips are of the filter in force.
    press(Qt::Key_Escape);
    QTest::mouseClick(chips(), Qt::LeftButton, {}, chips()->placeOf(1).center());
    QVERIFY(line()->hasFocus());
    QCOMPARE(line()->textCursor().selectedText(), u"level:error"_s);
    QCOMPARE(m_field->text(), u"user:taro level:error"_s);
}

void TestFilterField::narrowsByValuesAndSpans()
{
    m_field->showOnly(Field::User, u"Suzuki Ichiro"_s);
    m_field->showAllBut(Field::Source, u"2001:db8::1"_s);
    m_field->showAllBut(Field::Source, u"2001:db8::1"_s);
    QCOMPARE(inForce(), u"user:\"Suzuki Ichiro\" source!:2001:db8::1"_s);
    m_field->setTimeTerm(u"time:2026-03-05..2026-03-06"_s);
    m_field->setTimeTerm(u"since:7d"_s);
    QCOMPARE(inForce(), u"user:\"Suzuki Ichiro\" source!:2001:db8::1 since:7d"_s);
    m_field->setTimeTerm({});
    QCOMPARE(inForce(), u"user:\"Suzuki Ichiro\" source!:2001:db8::1"_s);
}

void TestFilterField::isFoundByItsShortcut()
{
    m_field->setText(u"user:taro"_s);
    auto *after = m_window->findChild<QPushButton *>(u"after"_s);
    after->setFocus();
    QTest::keySequence(after, QKeySequence::Find);
    QVERIFY(line()->hasFocus());
    QCOMPARE(line()->textCursor().selectedText(), u"user:taro"_s);
}

void TestFilterField::leadsTabThroughItsParts()
{
    m_field->setText(u"user:taro"_s);
    line()->setFocus();
    QStringList names;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        names << QApplication::focusWidget()->objectName();
        QVERIFY(!QApplication::focusWidget()->objectName().isEmpty());
    }
    QCOMPARE(names, (QStringList{u"filterGuide"_s, u"savedFilters"_s, u"filterChips"_s, u"after"_s}));
}

void TestFilterField::explainsTheLanguage()
{
    driver::click(m_field->findChild<QToolButton *>(u"filterGuide"_s));
    auto *guide = m_window->findChild<FilterGuide *>();
    QVERIFY(guide && guide->isVisible());
    const auto buttons = guide->findChildren<QToolButton *>();
    QVERIFY(buttons.size() > 10);
    for (QToolButton *example : buttons) {
        example->click();
        QVERIFY2(problem().isEmpty(), qPrintable(example->text() + u": "_s + problem()));
        QCOMPARE(inForce(), example->text());
    }
}

void TestFilterField::keepsAndUsesAFilterByName()
{
    m_field->setText(u"user:taro"_s);
    auto *button = m_field->findChild<QToolButton *>(u"savedFilters"_s);
    emit button->menu()->aboutToShow();
    for (QAction *action : button->menu()->actions()) {
        if (action->text().contains(u"Save"_s))
            action->trigger();
    }
    auto *name = driver::find<QLineEdit>(m_window.get(), u"filterName"_s);
    QVERIFY(name);
    driver::type(name, u"Taro & Co"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(m_saved->filters(), (QList<items::SavedFilter>{{u"Taro & Co"_s, u"user:taro"_s}}));
    m_field->setText({});
    emit button->menu()->aboutToShow();
    QCOMPARE(button->menu()->actions().first()->text(), u"Taro && Co"_s);
    button->menu()->actions().first()->trigger();
    QCOMPARE(inForce(), u"user:taro"_s);
}

QTEST_MAIN(TestFilterField)
#include "tst_filterfield.moc"
