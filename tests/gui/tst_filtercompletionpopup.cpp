// SPDX-License-Identifier: GPL-3.0-or-later
#include "driver.h"
#include "fakelogsource.h"
#include "log/completionpopup.h"
#include "log/countedrow.h"
#include "log/filterfield.h"
#include "log/filterline.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;
using audit::Field;

class TestFilterCompletionPopup : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void proposesFieldsWhileTyping();
    void proposesValuesWithTheirCounts();
    void offersARuleNothingThatItCannotSay();
    void neverWaitsForValues();
    void countsLevelsThatItKnowsByItself();
    void writesAValueSoThatItIsRead();
    void takesWhatWasTypedByEnter();
    void goesBackToWhatWasTyped();
    void closesByEscapeAndWithoutTheFocus();
    void opensByKeys();
    void staysAtTheChosenOneWhenCountsCome();
    void speaksTheReadersLanguage();

private:
    void type(const QString &text) { QTest::keyClicks(line(), text); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(line(), key, modifiers); }
    FilterLine *line() const { return m_field->findChild<FilterLine *>(); }
    CompletionPopup *popup() const { return m_field->findChild<CompletionPopup *>(); }
    QStringList proposals() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<items::SavedFilters> m_saved;
    std::unique_ptr<fake::LogSource> m_source;
    std::unique_ptr<QWidget> m_window;
    FilterField *m_field = nullptr;
};

void TestFilterCompletionPopup::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    m_saved = std::make_unique<items::SavedFilters>(*m_settings, u"files"_s);
    m_source = std::make_unique<fake::LogSource>();
    m_source->values[Field::User] = {{u"taro"_s, 1200}, {u"Suzuki Ichiro"_s, 30}, {u"tanaka"_s, 7}};
    m_source->values[Field::Level] = {{u"information"_s, 900}, {u"error"_s, 4}, {u"loud"_s, 1}};
    m_window = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_window.get());
    m_field = new FilterField(*m_source, *m_saved);
    layout->addWidget(m_field);
    m_window->resize(600, 300);
    m_window->show();
    QVERIFY(driver::waitForActive(m_window.get()));
    line()->setFocus();
}

void TestFilterCompletionPopup::cleanup()
{
    m_window.reset();
}

QStringList TestFilterCompletionPopup::proposals() const
{
    QStringList texts;
    for (int row = 0; popup()->isVisible() && row < popup()->model()->rowCount(); ++row) {
        const QModelIndex index = popup()->model()->index(row, 0);
        const QString detail = index.data(CountedRow::DetailRole).toString();
        texts << index.data().toString() + (detail.isEmpty() ? QString() : u" "_s + detail);
    }
    return texts;
}

void TestFilterCompletionPopup::proposesFieldsWhileTyping()
{
    type(u"us"_s);
    QCOMPARE(proposals(), QStringList{u"user:"_s});
    QVERIFY(line()->hasFocus());
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    QCOMPARE(m_field->text(), u"user:"_s);
    QTRY_VERIFY(proposals().contains(u"taro 1,200"_s)); // It goes on with what can follow.
}

void TestFilterCompletionPopup::proposesValuesWithTheirCounts()
{
    type(u"user:ta"_s);
    QTRY_COMPARE(proposals(), (QStringList{u"taro 1,200"_s, u"tanaka 7"_s}));
    QCOMPARE(m_source->questions.last(), (fake::LogSource::ValuesQuestion{Field::User, u"ta"_s}));
    QVERIFY(popup()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"events"_s));
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    press(Qt::Key_Tab);
    QCOMPARE(m_field->text(), u"user:tanaka"_s);
    QVERIFY(line()->hasFocus());
}

void TestFilterCompletionPopup::offersARuleNothingThatItCannotSay()
{
    m_field->setForRule();
    type(u"since:"_s);
    QCOMPARE(proposals(), (QStringList{u"today"_s, u"monday"_s, u"friday"_s}));
}

void TestFilterCompletionPopup::neverWaitsForValues()
{
    m_source->answersValues = false;
    type(u"user:ta"_s);
    QCOMPARE(proposals(), QStringList());
    type(u"ro le"_s);
    QCOMPARE(proposals(), QStringList{u"level:"_s});
}

void TestFilterCompletionPopup::countsLevelsThatItKnowsByItself()
{
    type(u"level:"_s);
    QVERIFY(proposals().contains(u"critical"_s)); // Before anybody has counted.
    QTRY_VERIFY(proposals().contains(u"error 4"_s));
    QVERIFY(proposals().contains(u"critical"_s));
    QCOMPARE(proposals().count(u"error 4"_s), 1);
    QVERIFY(proposals().contains(u"loud 1"_s));
}

void TestFilterCompletionPopup::writesAValueSoThatItIsRead()
{
    type(u"user:Su"_s);
    QTRY_COMPARE(proposals(), QStringList{u"Suzuki Ichiro 30"_s});
    QTest::mouseClick(
        popup()->viewport(), Qt::LeftButton, {}, popup()->visualRect(popup()->model()->index(0, 0)).center());
    QCOMPARE(m_field->text(), u"user:\"Suzuki Ichiro\""_s);
    QTRY_COMPARE(m_field->filter().text, m_field->text());
}

void TestFilterCompletionPopup::takesWhatWasTypedByEnter()
{
    type(u"user:ta"_s);
    QTRY_VERIFY(popup()->isVisible());
    press(Qt::Key_Return);
    QCOMPARE(m_field->text(), u"user:ta"_s);
    QCOMPARE(m_field->filter().text, u"user:ta"_s);
    QVERIFY(!popup()->isVisible());
}

void TestFilterCompletionPopup::goesBackToWhatWasTyped()
{
    type(u"user:tar"_s);
    QTRY_COMPARE(proposals().size(), 1);
    press(Qt::Key_Down);
    QVERIFY(popup()->currentIndex().isValid());
    press(Qt::Key_Down);
    QVERIFY(!popup()->currentIndex().isValid());
    press(Qt::Key_Up);
    QVERIFY(popup()->currentIndex().isValid());
}

void TestFilterCompletionPopup::closesByEscapeAndWithoutTheFocus()
{
    type(u"us"_s);
    QVERIFY(popup()->isVisible());
    press(Qt::Key_Escape);
    QVERIFY(!popup()->isVisible());
    QCOMPARE(m_field->text(), u"us"_s);
    type(u"e"_s);
    QVERIFY(popup()->isVisible());
    m_field->findChild<QWidget *>(u"filterGuide"_s)->setFocus();
    QVERIFY(!popup()->isVisible());
}

void TestFilterCompletionPopup::opensByKeys()
{
    press(Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(proposals().contains(u"user:"_s));
    QCOMPARE(m_field->text(), QString());
    press(Qt::Key_Escape);
    press(Qt::Key_Down);
    QVERIFY(proposals().contains(u"since:"_s));
}

void TestFilterCompletionPopup::staysAtTheChosenOneWhenCountsCome()
{
    m_source->answersValues = false;
    type(u"level:"_s);
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    const QString chosen = popup()->currentIndex().data().toString();
    popup()->setProposals({{u"loud"_s, u"loud"_s, {}, 1}, {chosen, chosen, {}, 4}});
    QCOMPARE(popup()->currentIndex().data().toString(), chosen);
    QCOMPARE(popup()->currentIndex().row(), 1);
}

void TestFilterCompletionPopup::speaksTheReadersLanguage()
{
    QLocale::setDefault(QLocale(QLocale::Japanese));
    press(Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(proposals().contains(u"ユーザー:"_s));
    QVERIFY(!proposals().contains(u"user:"_s));
}

QTEST_MAIN(TestFilterCompletionPopup)
#include "tst_filtercompletionpopup.moc"
