// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/addresslistfield.h"
#include "driver.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QVBoxLayout>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;

class TestAddressListField : public QObject {
    Q_OBJECT

private slots:
    void init();
    void takesOneAddressToALine();
    void takesListsAsPeoplePasteThem();
    void saysWhatIsWrongWhereItIs_data();
    void saysWhatIsWrongWhereItIs();
    void saysNothingOfWhatIsPutRight();
    void keepsTheCursorWhenTheSameIsSet();
    void showsWhatOthersFindWrongUntilItIsEdited();
    void canOnlyBeReadWhereNothingMayBeChanged();
    void isLeftByTab();

private:
    QPlainTextEdit *edit() const { return m_window->findChild<QPlainTextEdit *>(u"addresses"_s); }
    QLabel *problem() const { return driver::find<QLabel>(m_window.get(), u"addresses.problem"_s); }
    void type(const QString &text) const;

    std::unique_ptr<QWidget> m_window;
    AddressListField *m_field = nullptr;
};

void TestAddressListField::init()
{
    m_window = std::make_unique<QWidget>();
    m_field = new AddressListField(u"addresses"_s, u"Addresses"_s, m_window.get());
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_field);
    auto *other = new QPlainTextEdit(m_window.get());
    other->setObjectName("other"_L1);
    layout->addWidget(other);
    m_window->show();
    QVERIFY(driver::waitForActive(m_window.get()));
}

void TestAddressListField::type(const QString &text) const
{
    edit()->setFocus();
    for (const QChar &character : text) {
        if (character == u'\n')
            QTest::keyClick(edit(), Qt::Key_Return);
        else
            QTest::keyClick(edit(), character.toLatin1());
    }
}

void TestAddressListField::takesOneAddressToALine()
{
    const QSignalSpy changed(m_field, &AddressListField::changed);
    type(u"a@example.com\n\n b@example.com "_s);
    QCOMPARE(m_field->addresses(), (QStringList{u"a@example.com"_s, u"b@example.com"_s}));
    QVERIFY(changed.count() > 0);
    QVERIFY(m_field->problem().isEmpty());
    QTRY_VERIFY(!problem());
}

void TestAddressListField::takesListsAsPeoplePasteThem()
{
    QGuiApplication::clipboard()->setText(u"a@example.com, b@example.com;c@example.com\n"_s);
    edit()->setFocus();
    edit()->paste();
    QCOMPARE(m_field->addresses(), (QStringList{u"a@example.com"_s, u"b@example.com"_s, u"c@example.com"_s}));
}

void TestAddressListField::saysWhatIsWrongWhereItIs_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("marks");
    QTest::newRow("no address") << u"a@example.com\nnobody"_s << u"“nobody” is no mail address."_s << 1;
    QTest::newRow("twice") << u"a@example.com\nb@example.com\na@example.com"_s << u"“a@example.com” is listed twice."_s
                           << 1;
    QTest::newRow("twice in another case")
        << u"a@example.com\nA@Example.com"_s << u"“A@Example.com” is listed twice."_s << 1;
    QTest::newRow("two mistakes") << u"one\ntwo"_s << u"“one” is no mail address."_s << 2;
    QStringList many;
    for (int i = 1; i <= 16; ++i)
        many << u"a%1@example.com"_s.arg(i);
    QTest::newRow("too many") << many.join(u'\n') << u"These are 16 addresses; there can be 15."_s << 0;
}

void TestAddressListField::saysWhatIsWrongWhereItIs()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, reason);
    type(typed);
    QTRY_VERIFY(problem());
    QVERIFY2(problem()->text().startsWith(reason), qPrintable(problem()->text()));
    QTEST(int(edit()->extraSelections().size()), "marks");
    QCOMPARE(edit()->accessibleDescription(), problem()->text());
    QVERIFY(!m_field->problem().isEmpty());
}

void TestAddressListField::saysNothingOfWhatIsPutRight()
{
    type(u"nobody"_s);
    QTRY_VERIFY(problem());
    type(u"@example.com"_s);
    QVERIFY(!problem());
    QVERIFY(edit()->extraSelections().isEmpty());
}

void TestAddressListField::keepsTheCursorWhenTheSameIsSet()
{
    type(u"a@example.com\n"_s);
    const int position = edit()->textCursor().position();
    m_field->setAddresses({u"a@example.com"_s});
    QCOMPARE(edit()->textCursor().position(), position);
    m_field->setAddresses({});
    QVERIFY(m_field->addresses().isEmpty());
}

void TestAddressListField::showsWhatOthersFindWrongUntilItIsEdited()
{
    m_field->setAddresses({u"a@example.com"_s});
    m_field->showProblem(u"Nobody reads that."_s);
    QTRY_VERIFY(problem());
    QCOMPARE(problem()->text(), u"Nobody reads that."_s);
    type(u"b"_s);
    QTRY_VERIFY(!problem());
}

void TestAddressListField::canOnlyBeReadWhereNothingMayBeChanged()
{
    m_field->setIfNone(u"Nobody is told"_s);
    m_field->setEditable(false);
    QCOMPARE(edit()->placeholderText(), u"Nobody is told"_s);
    type(u"a"_s);
    QVERIFY(m_field->addresses().isEmpty());
}

void TestAddressListField::isLeftByTab()
{
    type(u"a@example.com"_s);
    QTest::keyClick(edit(), Qt::Key_Tab);
    QVERIFY(!edit()->hasFocus());
    QCOMPARE(m_field->addresses(), QStringList{u"a@example.com"_s});
}

QTEST_MAIN(TestAddressListField)
#include "tst_addresslistfield.moc"
