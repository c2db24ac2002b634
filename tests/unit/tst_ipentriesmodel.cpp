// SPDX-License-Identifier: GPL-3.0-or-later
#include "error/messages.h"
#include "items/ipentriesmodel.h"
#include "policy/ipentryproblems.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace sekimori;
using namespace sekimori::items;
using namespace Qt::StringLiterals;

namespace {

/// One entry for each "network memo".
QList<policy::IpEntry> entries(const QStringList &lines)
{
    QList<policy::IpEntry> parsed;
    for (const QString &line : lines)
        parsed.append({IpNetwork::parse(line.section(u' ', 0, 0)).value(), line.section(u' ', 1)});
    return parsed;
}

/// The list in its own order, "network memo".
QStringList listed(const IpEntriesModel &model)
{
    QStringList lines;
    for (const policy::IpEntry &entry : model.entries())
        lines += QString(entry.network.toString() + u' ' + entry.memo).trimmed();
    return lines;
}

/// What a view shows, in its order.
QStringList shown(const IpEntriesModel &model, IpEntryColumn column = IpEntryColumn::Network)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts += model.index(row, int(column)).data().toString();
    return texts;
}

Severity severityOf(const IpEntriesModel &model, int row)
{
    return model.index(row, 0).data(IpEntriesModel::SeverityRole).value<Severity>();
}

}

class TestIpEntriesModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsTheListInItsOwnOrder();
    void sorts_data();
    void sorts();
    void keepsTheSelectionWhileSorting();
    void findsNetworksMemosAndAddresses_data();
    void findsNetworksMemosAndAddresses();
    void takesAnEdit();
    void makesARangeTheFewestNetworks();
    void keepsWhatIsNoNetworkAndSaysSo();
    void judgesTheMemo();
    void takesNoEditThatChangesNothing();
    void takesNoEditWhereNothingMayBeEdited();
    void appendsWhatIsShownWhateverIsSearchedFor();
    void removesWhatIsSelected();
    void removesManyAtOnce();
    void undoesStepByStep();
    void remarksOnWhatIsHardlyMeant();
    void remarksAgainAfterTheSameListIsLoaded();
    void cleansUpAndUndoesIt();
    void keepsAnEditThatIsMadeDuringACleanUp();
    void tellsWhatThePlatformSaysUntilTheRowIsEdited();
    void copesWithAFullList();

private:
    bool edit(qsizetype place, IpEntryColumn column, const QString &text);
    void load(const QStringList &lines);

    std::unique_ptr<IpEntriesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestIpEntriesModel::init()
{
    m_model = std::make_unique<IpEntriesModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestIpEntriesModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

bool TestIpEntriesModel::edit(qsizetype place, IpEntryColumn column, const QString &text)
{
    return m_model->setData(m_model->indexOf(place, column), text);
}

void TestIpEntriesModel::load(const QStringList &lines)
{
    QSignalSpy inspected(m_model.get(), &IpEntriesModel::inspectionChanged);
    m_model->load(entries(lines));
    QTRY_COMPARE(inspected.size(), 1);
}

void TestIpEntriesModel::showsTheListInItsOwnOrder()
{
    load({u"192.0.2.1 door"_s, u"10.0.0.0/8 office"_s});
    QCOMPARE(shown(*m_model), (QStringList{u"192.0.2.1"_s, u"10.0.0.0/8"_s}));
    QCOMPARE(shown(*m_model, IpEntryColumn::Memo), (QStringList{u"door"_s, u"office"_s}));
    QCOMPARE(shown(*m_model, IpEntryColumn::Place), (QStringList{u"1"_s, u"2"_s}));
    QVERIFY(!m_model->canUndo());
}

void TestIpEntriesModel::sorts_data()
{
    QTest::addColumn<IpEntryColumn>("column");
    QTest::addColumn<Qt::SortOrder>("order");
    QTest::addColumn<QStringList>("networks");
    const QStringList byPlace{u"192.0.2.10"_s, u"2001:db8::/32"_s, u"192.0.2.9"_s, u"10.0.0.0/8"_s};
    QTest::newRow("place") << IpEntryColumn::Place << Qt::AscendingOrder << byPlace;
    QTest::newRow("place, last first") << IpEntryColumn::Place << Qt::DescendingOrder
                                       << QStringList(byPlace.rbegin(), byPlace.rend());
    QTest::newRow("network, as a number")
        << IpEntryColumn::Network << Qt::AscendingOrder << QStringList{byPlace[3], byPlace[2], byPlace[0], byPlace[1]};
    QTest::newRow("memo, any case, equal ones as they were")
        << IpEntryColumn::Memo << Qt::AscendingOrder << QStringList{byPlace[1], byPlace[3], byPlace[0], byPlace[2]};
}

void TestIpEntriesModel::sorts()
{
    QFETCH(IpEntryColumn, column);
    QFETCH(Qt::SortOrder, order);
    load({u"192.0.2.10 door"_s, u"2001:db8::/32 Antenna"_s, u"192.0.2.9 door"_s, u"10.0.0.0/8 beta"_s});
    m_model->sort(int(column), order);
    QTEST(shown(*m_model), "networks");
    QCOMPARE(listed(*m_model).first(), u"192.0.2.10 door"_s);
}

void TestIpEntriesModel::keepsTheSelectionWhileSorting()
{
    load({u"192.0.2.2"_s, u"192.0.2.1"_s});
    const QPersistentModelIndex second(m_model->index(1, 1));
    m_model->sort(int(IpEntryColumn::Network));
    QCOMPARE(second.row(), 0);
    QCOMPARE(second.data().toString(), u"192.0.2.1"_s);
}

void TestIpEntriesModel::findsNetworksMemosAndAddresses_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("nothing asked") << QString() << QStringList{u"10.0.0.0/8"_s, u"192.0.2.1"_s, u"2001:db8::/32"_s};
    QTest::newRow("part of a network") << u"2.0.2"_s << QStringList{u"192.0.2.1"_s};
    QTest::newRow("memo in another case") << u"OFFICE"_s << QStringList{u"10.0.0.0/8"_s};
    QTest::newRow("Japanese memo") << u"大阪"_s << QStringList{u"2001:db8::/32"_s};
    QTest::newRow("an address in a network") << u" 10.200.3.4 "_s << QStringList{u"10.0.0.0/8"_s};
    QTest::newRow("an IPv6 address in a network") << u"2001:db8::7"_s << QStringList{u"2001:db8::/32"_s};
    QTest::newRow("nothing there") << u"xyz"_s << QStringList{};
}

void TestIpEntriesModel::findsNetworksMemosAndAddresses()
{
    QFETCH(QString, search);
    load({u"10.0.0.0/8 Main office"_s, u"192.0.2.1"_s, u"2001:db8::/32 大阪"_s});
    m_model->setSearch(search);
    QTEST(shown(*m_model), "found");
    QCOMPARE(m_model->count(), 3);
}

void TestIpEntriesModel::takesAnEdit()
{
    load({u"192.0.2.1 door"_s, u"192.0.2.2"_s});
    QSignalSpy edited(m_model.get(), &IpEntriesModel::edited);
    QVERIFY(edit(1, IpEntryColumn::Network, u" 198.51.100.0/24 "_s));
    QVERIFY(edit(1, IpEntryColumn::Memo, u"east"_s));
    QCOMPARE(listed(*m_model), (QStringList{u"192.0.2.1 door"_s, u"198.51.100.0/24 east"_s}));
    QCOMPARE(edited.size(), 2);
}

void TestIpEntriesModel::makesARangeTheFewestNetworks()
{
    load({u"192.0.2.1 door"_s, u"203.0.113.1"_s});
    QVERIFY(edit(0, IpEntryColumn::Network, u"192.0.2.1-192.0.2.4"_s));
    QCOMPARE(listed(*m_model),
        (QStringList{u"192.0.2.1 door"_s, u"192.0.2.2/31 door"_s, u"192.0.2.4 door"_s, u"203.0.113.1"_s}));
    QCOMPARE(shown(*m_model, IpEntryColumn::Place), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
}

void TestIpEntriesModel::keepsWhatIsNoNetworkAndSaysSo()
{
    load({u"192.0.2.1"_s, u"192.0.2.2"_s});
    QVERIFY(edit(1, IpEntryColumn::Network, u"192.0.2.300"_s));
    QCOMPARE(shown(*m_model)[1], u"192.0.2.300"_s);
    QVERIFY(m_model->hasFaults());
    QCOMPARE(m_model->faults().size(), 1);
    QVERIFY(m_model->faults().first().is(addressmessages::Ipv4OutOfRange));
    QCOMPARE(m_model->faults().first().field, u"entries[1].network"_s);
    QCOMPARE(severityOf(*m_model, 1), Severity::Fault);
    QCOMPARE(shown(*m_model, IpEntryColumn::Remark)[1], renderMessage(m_model->faults().first()));
    QVERIFY(edit(1, IpEntryColumn::Network, u"192.0.2.30"_s));
    QVERIFY(!m_model->hasFaults());
    QCOMPARE(shown(*m_model, IpEntryColumn::Remark)[1], QString());
}

void TestIpEntriesModel::judgesTheMemo()
{
    load({u"192.0.2.1"_s});
    QVERIFY(edit(0, IpEntryColumn::Memo, QString(101, u'あ')));
    QVERIFY(m_model->hasFaults());
    QCOMPARE(m_model->faults().first().field, u"entries[0].memo"_s);
    QVERIFY(edit(0, IpEntryColumn::Memo, QString(100, u'あ')));
    QVERIFY(!m_model->hasFaults());
}

void TestIpEntriesModel::takesNoEditThatChangesNothing()
{
    load({u"192.0.2.1 door"_s});
    QSignalSpy edited(m_model.get(), &IpEntriesModel::edited);
    QVERIFY(edit(0, IpEntryColumn::Network, u"192.0.2.1"_s));
    QVERIFY(edit(0, IpEntryColumn::Memo, u"door "_s));
    QCOMPARE(edited.size(), 0);
    QVERIFY(!m_model->canUndo());
}

void TestIpEntriesModel::takesNoEditWhereNothingMayBeEdited()
{
    load({u"192.0.2.1"_s});
    QVERIFY(!edit(0, IpEntryColumn::Place, u"7"_s));
    QVERIFY(!edit(0, IpEntryColumn::Remark, u"odd"_s));
    m_model->setEditable(false);
    QVERIFY(!edit(0, IpEntryColumn::Network, u"192.0.2.2"_s));
    QCOMPARE(listed(*m_model), QStringList{u"192.0.2.1"_s});
}

void TestIpEntriesModel::appendsWhatIsShownWhateverIsSearchedFor()
{
    load({u"192.0.2.1 door"_s, u"192.0.2.9"_s});
    m_model->setSearch(u"door"_s);
    m_model->sort(int(IpEntryColumn::Network), Qt::DescendingOrder);
    const QModelIndex first = m_model->append(entries({u"198.51.100.1"_s, u"203.0.113.1"_s}));
    QCOMPARE(first.data().toString(), u"198.51.100.1"_s);
    QCOMPARE(shown(*m_model), (QStringList{u"203.0.113.1"_s, u"198.51.100.1"_s, u"192.0.2.1"_s}));
    QCOMPARE(m_model->count(), 4);
    QVERIFY(!m_model->append({}).isValid());
}

void TestIpEntriesModel::removesWhatIsSelected()
{
    load({u"192.0.2.3"_s, u"192.0.2.1"_s, u"192.0.2.4"_s, u"192.0.2.2"_s});
    m_model->sort(int(IpEntryColumn::Network));
    m_model->remove({m_model->index(0, 0), m_model->index(0, 1), m_model->index(2, 0)});
    QCOMPARE(shown(*m_model), (QStringList{u"192.0.2.2"_s, u"192.0.2.4"_s}));
    QCOMPARE(listed(*m_model), (QStringList{u"192.0.2.4"_s, u"192.0.2.2"_s}));
    m_model->remove({});
    QCOMPARE(m_model->count(), 2);
}

void TestIpEntriesModel::removesManyAtOnce()
{
    QStringList lines;
    for (int i = 0; i < 200; ++i)
        lines += u"192.0.2.%1"_s.arg(i);
    load(lines);
    QModelIndexList odd;
    for (int row = 1; row < 200; row += 2)
        odd += m_model->index(row, 0);
    m_model->remove(odd);
    QCOMPARE(m_model->count(), 100);
    QCOMPARE(shown(*m_model).last(), u"192.0.2.198"_s);
}

void TestIpEntriesModel::undoesStepByStep()
{
    load({u"192.0.2.1"_s});
    m_model->append(entries({u"192.0.2.2"_s}));
    edit(0, IpEntryColumn::Network, u"nonsense"_s);
    m_model->remove({m_model->index(1, 0)});
    m_model->undo();
    QCOMPARE(shown(*m_model), (QStringList{u"nonsense"_s, u"192.0.2.2"_s}));
    m_model->undo();
    QVERIFY(!m_model->hasFaults());
    m_model->undo();
    QCOMPARE(listed(*m_model), QStringList{u"192.0.2.1"_s});
    QVERIFY(!m_model->canUndo());
    m_model->undo();
    QCOMPARE(m_model->count(), 1);
}

void TestIpEntriesModel::remarksOnWhatIsHardlyMeant()
{
    load({u"10.0.0.0/8"_s, u"10.1.2.3"_s, u"192.0.2.1/24"_s, u"10.0.0.0/8"_s, u"203.0.113.1"_s});
    const QList expected{Severity::None, Severity::Hint, Severity::Hint, Severity::Hint, Severity::None};
    for (int row = 0; row < expected.size(); ++row)
        QCOMPARE(severityOf(*m_model, row), expected.at(row));
    QCOMPARE(m_model->inspection().insideOthers, 1);
    QCOMPARE(m_model->inspection().hostBits, 1);
    QCOMPARE(m_model->inspection().duplicates, 1);
    QVERIFY(shown(*m_model, IpEntryColumn::Remark)[1].contains(u"10.0.0.0/8"_s));
    m_model->sort(int(IpEntryColumn::Remark));
    QCOMPARE(severityOf(*m_model, 0), Severity::Hint);
    QCOMPARE(severityOf(*m_model, 4), Severity::None);
}

void TestIpEntriesModel::remarksAgainAfterTheSameListIsLoaded()
{
    load({u"10.0.0.0/8"_s, u"10.1.2.3"_s});
    load({u"10.0.0.0/8"_s, u"10.1.2.3"_s});
    QCOMPARE(severityOf(*m_model, 1), Severity::Hint);
}

void TestIpEntriesModel::cleansUpAndUndoesIt()
{
    const QStringList before{u"10.1.2.3/8 office"_s, u"10.1.2.3"_s, u"192.0.2.1"_s};
    load(before);
    QSignalSpy cleaned(m_model.get(), &IpEntriesModel::cleanedUp);
    QSignalSpy inspected(m_model.get(), &IpEntriesModel::inspectionChanged);
    m_model->cleanUp();
    QTRY_COMPARE(cleaned.size(), 1);
    QCOMPARE(cleaned.first(), (QVariantList{qsizetype(1), qsizetype(1)}));
    QCOMPARE(listed(*m_model), (QStringList{u"10.0.0.0/8 office"_s, u"192.0.2.1"_s}));
    QTRY_COMPARE(inspected.size(), 1);
    QCOMPARE(m_model->inspection().count(), 0);
    m_model->undo();
    QCOMPARE(listed(*m_model), before);
}

void TestIpEntriesModel::keepsAnEditThatIsMadeDuringACleanUp()
{
    load({u"10.1.2.3/8 office"_s, u"10.1.2.3"_s});
    QSignalSpy cleaned(m_model.get(), &IpEntriesModel::cleanedUp);
    m_model->cleanUp();
    QVERIFY(edit(0, IpEntryColumn::Memo, u"branch"_s));
    QVERIFY(!cleaned.wait(300));
    QCOMPARE(listed(*m_model), (QStringList{u"10.1.2.3/8 branch"_s, u"10.1.2.3"_s}));
}

void TestIpEntriesModel::tellsWhatThePlatformSaysUntilTheRowIsEdited()
{
    load({u"192.0.2.1"_s, u"192.0.2.2"_s});
    m_model->mark({{1, {u"Not this one."_s}}});
    QCOMPARE(severityOf(*m_model, 0), Severity::None);
    QCOMPARE(severityOf(*m_model, 1), Severity::Fault);
    QCOMPARE(shown(*m_model, IpEntryColumn::Remark)[1], u"Not this one."_s);
    QVERIFY(!m_model->hasFaults()); // It may well be accepted at the next attempt.
    edit(1, IpEntryColumn::Network, u"192.0.2.3"_s);
    QCOMPARE(severityOf(*m_model, 1), Severity::None);
}

void TestIpEntriesModel::copesWithAFullList()
{
    QList<policy::IpEntry> full;
    for (quint32 i = 0; i < policy::maxEntries; ++i)
        full.append({IpNetwork{IpAddress::v4(0x0a000000 + i), 32}, u"desk %1"_s.arg(i)});
    QSignalSpy inspected(m_model.get(), &IpEntriesModel::inspectionChanged);
    m_model->load(full);
    QVERIFY(edit(4'000, IpEntryColumn::Network, u"10.0.0.0/8"_s));
    QTRY_COMPARE(m_model->inspection().insideOthers, policy::maxEntries - 1);
    m_model->setSearch(u"desk 9999"_s);
    QCOMPARE(shown(*m_model), QStringList{u"10.0.39.15"_s});
}

QTEST_GUILESS_MAIN(TestIpEntriesModel)
#include "tst_ipentriesmodel.moc"
