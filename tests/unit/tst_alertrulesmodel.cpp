// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/alertrulesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;
using policy::AlertRule;

namespace {

AlertRule rule(const QString &name)
{
    return {.name = name, .filter = u"user:sato"_s, .addresses = {u"a@example.com"_s}};
}

}

class TestAlertRulesModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void showsRules();
    void turnsARuleOffByItsBox();
    void movesAndRemoves();
    void givesACopyANameOfItsOwn();
    void leavesAlonePeopleWhoOnlyLook();
    void keepsWhatStaysWhenRulesAreSet();

private:
    QStringList names() const;

    std::unique_ptr<AlertRulesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestAlertRulesModel::init()
{
    m_tester.reset();
    m_model = std::make_unique<AlertRulesModel>([](const QString &name) { return u"Mails of "_s + name; });
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
    m_model->setRules({rule(u"Night"_s), rule(u"Doors"_s), rule(u"Files"_s)});
}

QStringList TestAlertRulesModel::names() const
{
    QStringList names;
    for (const AlertRule &each : m_model->rules())
        names << each.name;
    return names;
}

void TestAlertRulesModel::showsRules()
{
    const auto text = [this](int column) { return m_model->index(0, column).data().toString(); };
    QCOMPARE(text(AlertRulesModel::NameColumn), u"Night"_s);
    QCOMPARE(text(AlertRulesModel::FilterColumn), u"user:sato"_s);
    QCOMPARE(text(AlertRulesModel::AddressesColumn), u"a@example.com"_s);
    QCOMPARE(text(AlertRulesModel::PaceColumn), u"At once, 60 an hour at most"_s);
    QCOMPARE(text(AlertRulesModel::WeekColumn), u"Mails of Night"_s);
    QCOMPARE(m_model->headerData(4, Qt::Horizontal).toString(), u"In the last 7 days"_s);
}

void TestAlertRulesModel::turnsARuleOffByItsBox()
{
    const QSignalSpy edited(m_model.get(), &AlertRulesModel::edited);
    const QModelIndex box = m_model->index(1, AlertRulesModel::NameColumn);
    QVERIFY(m_model->setData(box, Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(!m_model->rules().at(1).enabled);
    QCOMPARE(m_model->index(1, AlertRulesModel::WeekColumn).data().toString(), u"Off"_s);
    QCOMPARE(box.data(Qt::AccessibleTextRole).toString(), u"Doors, off"_s);
    QCOMPARE(edited.count(), 1);
}

void TestAlertRulesModel::movesAndRemoves()
{
    const QSignalSpy edited(m_model.get(), &AlertRulesModel::edited);
    QCOMPARE(m_model->move(0, 1), 1);
    QCOMPARE(names(), (QStringList{u"Doors"_s, u"Night"_s, u"Files"_s}));
    QCOMPARE(m_model->move(2, -1), 1);
    QCOMPARE(names(), (QStringList{u"Doors"_s, u"Files"_s, u"Night"_s}));
    QCOMPARE(m_model->move(0, -1), 0);
    m_model->remove(1);
    QCOMPARE(names(), (QStringList{u"Doors"_s, u"Night"_s}));
    QCOMPARE(edited.count(), 3);
}

void TestAlertRulesModel::givesACopyANameOfItsOwn()
{
    QCOMPARE(m_model->duplicate(0), 1);
    QCOMPARE(m_model->duplicate(0), 1);
    QCOMPARE(names(), (QStringList{u"Night"_s, u"Night (3)"_s, u"Night (2)"_s, u"Doors"_s, u"Files"_s}));
    QVERIFY(m_model->isTaken(u"NIGHT"_s, -1));
    QVERIFY(!m_model->isTaken(u"night"_s, 0));
    QCOMPARE(m_model->rowOf(u"Doors"_s), 3);
    QCOMPARE(m_model->rowOf(u"Gone"_s), -1);
    const QString longest(64, u'x');
    m_model->add(rule(longest));
    QCOMPARE(m_model->freeName(longest), longest.left(60) + u" (2)"_s);
}

void TestAlertRulesModel::leavesAlonePeopleWhoOnlyLook()
{
    m_model->setEditable(false);
    const QModelIndex box = m_model->index(0, AlertRulesModel::NameColumn);
    QVERIFY(!(box.flags() & Qt::ItemIsUserCheckable));
    QVERIFY(!m_model->setData(box, Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(m_model->rules().first().enabled);
}

void TestAlertRulesModel::keepsWhatStaysWhenRulesAreSet()
{
    const QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QList<AlertRule> rules = m_model->rules();
    rules[1].filter = u"user:ito"_s;
    m_model->setRules(rules);
    QCOMPARE(m_model->index(1, AlertRulesModel::FilterColumn).data().toString(), u"user:ito"_s);
    QCOMPARE(reset.count(), 0);
}

QTEST_GUILESS_MAIN(TestAlertRulesModel)
#include "tst_alertrulesmodel.moc"
