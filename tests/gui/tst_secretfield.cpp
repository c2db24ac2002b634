// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/passwordentry.h"
#include "controls/secretfield.h"
#include "driver.h"
#include "policy/passwordrules.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;

class TestSecretField : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_field.reset(); }

    void saysWhetherAndSinceWhenItIsSet();
    void hidesWhatIsTypedUntilAsked();
    void leavesWhatIsSetAloneWhereNothingIsEntered();
    void generatesAndShowsAPassword();
    void copiesWhatIsEntered();
    void removesAndKeeps();
    void hasNothingToEditWhereOnlyLookingIsAllowed();
    void makesPasswordsThatDiffer();

private:
    static policy::Secret stored();
    QPushButton *button(const QString &text) const;
    QString state() const { return m_field->findChild<QLabel *>()->text(); }

    std::unique_ptr<SecretField> m_field;
};

void TestSecretField::init()
{
    m_field = std::make_unique<SecretField>();
    m_field->show();
    QVERIFY(driver::waitForActive(m_field.get()));
}

policy::Secret TestSecretField::stored()
{
    policy::Secret secret;
    secret.isSet = true;
    secret.changedAt = QDateTime::currentDateTimeUtc().addDays(-40);
    return secret;
}

QPushButton *TestSecretField::button(const QString &text) const
{
    for (QPushButton *candidate : m_field->findChildren<QPushButton *>()) {
        if (candidate->text() == text)
            return candidate;
    }
    qFatal("There is no such button: %s", qPrintable(text));
}

void TestSecretField::saysWhetherAndSinceWhenItIsSet()
{
    QCOMPARE(state(), u"Not set."_s);
    m_field->setValue(stored());
    QVERIFY2(state().contains(u"(40 "_s), qPrintable(state()));
}

void TestSecretField::hidesWhatIsTypedUntilAsked()
{
    QTest::keyClicks(m_field->edit(), u"secret word"_s);
    QCOMPARE(m_field->edit()->echoMode(), QLineEdit::Password);
    auto *reveal = m_field->edit()->actions().first();
    QVERIFY(!reveal->toolTip().isEmpty());
    reveal->trigger();
    QCOMPARE(m_field->edit()->echoMode(), QLineEdit::Normal);
    reveal->trigger();
    QCOMPARE(m_field->edit()->echoMode(), QLineEdit::Password);
}

void TestSecretField::leavesWhatIsSetAloneWhereNothingIsEntered()
{
    m_field->setValue(stored());
    QSignalSpy changed(m_field.get(), &SecretField::changed);
    QTest::keyClicks(m_field->edit(), u"ab"_s);
    QCOMPARE(m_field->value().entered, u"ab"_s);
    QTest::keyClick(m_field->edit(), Qt::Key_Backspace);
    QTest::keyClick(m_field->edit(), Qt::Key_Backspace);
    QVERIFY(!m_field->value().entered);
    QCOMPARE(changed.size(), 4);
}

void TestSecretField::generatesAndShowsAPassword()
{
    QTest::mouseClick(button(u"Generate"_s), Qt::LeftButton);
    QCOMPARE(m_field->value().entered->size(), 20);
    QCOMPARE(m_field->edit()->echoMode(), QLineEdit::Normal);
}

void TestSecretField::copiesWhatIsEntered()
{
    QVERIFY(!button(u"Copy"_s)->isEnabled());
    QTest::keyClicks(m_field->edit(), u"secret word"_s);
    QTest::mouseClick(button(u"Copy"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"secret word"_s);
}

void TestSecretField::removesAndKeeps()
{
    m_field->setValue(stored());
    const policy::Secret before = m_field->value();
    QTest::mouseClick(button(u"Remove"_s), Qt::LeftButton);
    QCOMPARE(m_field->value().entered, QString());
    QVERIFY(!m_field->value().willBeSet());
    QTest::mouseClick(button(u"Keep it"_s), Qt::LeftButton);
    QCOMPARE(m_field->value(), before);
    m_field->setClearable(false);
    QVERIFY(!button(u"Remove"_s)->isVisible());
}

void TestSecretField::hasNothingToEditWhereOnlyLookingIsAllowed()
{
    m_field->setEditable(false);
    QVERIFY(!m_field->edit()->isVisible());
    QVERIFY(m_field->findChild<QLabel *>()->isVisible());
}

void TestSecretField::makesPasswordsThatDiffer()
{
    QSet<QString> made;
    for (int i = 0; i < 1'000; ++i) {
        const QString password = generatedPassword();
        const policy::PasswordPolicy strictest{
            .minimumLengthAdministrators = 15, .complexity = policy::PasswordPolicy::Complexity::LettersNumbersSymbols};
        QVERIFY(policy::problemsOfPassword(strictest, {password, u"mori"_s, true}).isEmpty());
        made.insert(password);
    }
    QCOMPARE(made.size(), 1'000);
}

QTEST_MAIN(TestSecretField)
#include "tst_secretfield.moc"
