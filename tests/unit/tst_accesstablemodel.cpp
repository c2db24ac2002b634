// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/accesstablemodel.h"
#include "policy/accesspresets.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;
using policy::AccessPreset;
using policy::HostKind;
using policy::Verdict;
using Mode = policy::IpRestriction::Mode;

namespace {

policy::Settings settings(Mode mode, const QStringList &networks, bool basic = false, bool certificates = false)
{
    policy::Settings made;
    made.ipRestriction.mode = mode;
    for (const QString &network : networks)
        made.ipRestriction.entries.append({IpNetwork::parse(network).value(), u"Office"_s});
    made.basicAuth.enabled = basic;
    made.clientCertificates.enabled = certificates;
    return made;
}

AccessComparison compared(
    const policy::Settings &saved, const policy::Settings &draft, const QString &own = u"203.0.113.7"_s)
{
    return AccessComparison::of(saved, draft, IpAddress::parse(own).value());
}

QStringList textsOf(const AccessTableModel &model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row, column).data().toString();
    return texts;
}

QStringList titlesOf(const AccessTableModel &model)
{
    QStringList titles;
    for (int section = 0; section < model.columnCount(); ++section)
        titles << model.headerData(section, Qt::Horizontal).toString();
    return titles;
}

}

class TestAccessTableModel : public QObject {
    Q_OBJECT

private slots:
    void saysWhoGetsInAndWhy();
    void saysWhyForEveryPattern_data();
    void saysWhyForEveryPattern();
    void tellsOfTheOwnAddress_data();
    void tellsOfTheOwnAddress();
    void saysOnceThatAHostIsClosed();
    void tellsOfCertificates();
    void saysWhatCannotHappen();
    void showsBothSidesOnceSomethingIsEdited();
    void comparesOnlyWhatTheDecisionLooksAt();
};

void TestAccessTableModel::saysWhoGetsInAndWhy()
{
    AccessTableModel model(HostKind::Main);
    const QAbstractItemModelTester tester(&model);
    QCOMPARE(model.rowCount(), 0);
    const auto saved = settings(Mode::AllowListed, {u"203.0.113.0/24"_s});
    model.show(compared(saved, saved));
    QCOMPARE(titlesOf(model), (QStringList{u"Who comes"_s, u"From where"_s, u"What happens"_s, u"Why"_s}));
    QCOMPARE(textsOf(model, 0),
        (QStringList{u"You, now"_s, u"Anybody"_s, u"Anybody"_s, u"With the right user name and password"_s,
            u"With a wrong user name or password"_s, u"Anybody"_s}));
    QCOMPARE(textsOf(model, 1).first(3),
        (QStringList{u"203.0.113.7"_s, u"A listed address"_s, u"An address that is not listed"_s}));
    QCOMPARE(textsOf(model, 2),
        (QStringList{
            u"Let in"_s, u"Let in"_s, u"Refused (403)"_s, u"Refused (403)"_s, u"Refused (403)"_s, u"Refused (403)"_s}));
    QCOMPARE(model.index(0, 3).data().toString(), u"Listed as “Office” (203.0.113.0/24)."_s);
    QCOMPARE(model.index(0, 2).data(AccessTableModel::VerdictRole).toInt(), int(Verdict::Pass));
    QVERIFY(!model.index(0, 3).data(AccessTableModel::VerdictRole).isValid());
    model.show({});
    QCOMPARE(model.rowCount(), 0);
}

void TestAccessTableModel::saysWhyForEveryPattern_data()
{
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<bool>("basic");
    QTest::addColumn<QStringList>("beginnings"); // listed, not listed, right pair, wrong pair, unknown

    const QString all = u"The mode “allow all” lets"_s;
    const QString deny = u"The mode “deny all” counts"_s;
    const QString notListed = u"The address is not listed."_s;
    const QString right = u"The user name and password are right."_s;
    const QString unknown = u"An address that cannot be told counts as not listed."_s;
    const QString listed = u"The address is listed."_s;
    QTest::newRow("allow all") << Mode::AllowAll << false << QStringList{all, all, all, all, all};
    QTest::newRow("listed") << Mode::AllowListed << false
                            << QStringList{listed, notListed, notListed, notListed, unknown};
    QTest::newRow("listed, Basic") << Mode::AllowListed << true
                                   << QStringList{listed, notListed, right, notListed, unknown};
    QTest::newRow("deny all") << Mode::DenyAll << false << QStringList{deny, deny, deny, deny, deny};
    QTest::newRow("deny all, Basic") << Mode::DenyAll << true << QStringList{deny, deny, right, deny, deny};
}

void TestAccessTableModel::saysWhyForEveryPattern()
{
    QFETCH(const Mode, mode);
    QFETCH(const bool, basic);
    QFETCH(const QStringList, beginnings);
    AccessTableModel model(HostKind::Main);
    const auto saved = settings(mode, {u"192.0.2.0/24"_s}, basic);
    model.show(AccessComparison::of(saved, saved, {}));
    const QStringList texts = textsOf(model, 3);
    QCOMPARE(texts.size(), beginnings.size());
    for (qsizetype i = 0; i < texts.size(); ++i)
        QVERIFY2(texts.at(i).startsWith(beginnings.at(i)), qPrintable(texts.at(i)));
    if (mode == Mode::AllowListed) {
        QVERIFY(texts.at(1).contains(basic ? u"Basic authentication is on."_s : u"Basic authentication is off"_s));
        QCOMPARE(texts.at(3).contains(u"asked for again"_s), basic);
    }
}

void TestAccessTableModel::tellsOfTheOwnAddress_data()
{
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<QString>("why");
    QTest::newRow("all") << Mode::AllowAll << u"The mode “allow all” lets every address in."_s;
    QTest::newRow("not listed") << Mode::AllowListed << u"Your address is not listed. Basic authentication is on."_s;
    QTest::newRow("deny all") << Mode::DenyAll
                              << u"The mode “deny all” counts no address as listed. Basic authentication is on."_s;
}

void TestAccessTableModel::tellsOfTheOwnAddress()
{
    QFETCH(const Mode, mode);
    AccessTableModel model(HostKind::Main);
    const auto saved = settings(mode, {u"192.0.2.0/24"_s}, true);
    model.show(compared(saved, saved));
    QTEST(model.index(0, 3).data().toString(), "why");
}

void TestAccessTableModel::saysOnceThatAHostIsClosed()
{
    AccessTableModel model(HostKind::Secure);
    const QAbstractItemModelTester tester(&model);
    const auto off = settings(Mode::AllowListed, {});
    model.show(compared(off, off));
    QCOMPARE(textsOf(model, 0), QStringList{u"With or without a certificate"_s});
    QCOMPARE(textsOf(model, 2), QStringList{u"Refused, certificate needed (496)"_s});
    QCOMPARE(textsOf(model, 3), QStringList{u"Secure access with client certificates is off."_s});
    model.show(compared(off, settings(Mode::AllowListed, {}, false, true)));
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(0, 3).data().toString(), u"Let in"_s);
}

void TestAccessTableModel::tellsOfCertificates()
{
    AccessTableModel model(HostKind::Secure);
    auto on = settings(Mode::AllowListed, {}, false, true);
    model.show(compared(on, on));
    QCOMPARE(textsOf(model, 3),
        (QStringList{u"The certificate is valid and its user is permitted. Signing in is possible as that user only."_s,
            u"The client certificate has expired."_s, u"The client certificate is revoked."_s,
            u"The client certificate was not issued by this tenant."_s, u"No client certificate is presented."_s}));
    on.clientCertificates.allowOtherUser = true;
    model.show(compared(on, on));
    QVERIFY(model.index(0, 3).data().toString().endsWith(u"as any user."_s));
}

void TestAccessTableModel::saysWhatCannotHappen()
{
    AccessTableModel model(HostKind::Main);
    const auto empty = settings(Mode::AllowListed, {});
    model.show(compared(empty, empty));
    QCOMPARE(model.index(1, 2).data().toString(), u"Cannot happen"_s);
    QVERIFY(model.index(1, 3).data().toString().startsWith(u"The list is empty"_s));
    const auto full = settings(Mode::AllowListed, {u"0.0.0.0/0"_s, u"::/0"_s});
    model.show(compared(full, full));
    QCOMPARE(model.index(2, 2).data().toString(), u"Cannot happen"_s);
    QVERIFY(model.index(2, 3).data().toString().startsWith(u"The list covers every address"_s));
    QVERIFY(!model.index(2, 2).data(AccessTableModel::VerdictRole).isValid());
}

void TestAccessTableModel::showsBothSidesOnceSomethingIsEdited()
{
    AccessTableModel model(HostKind::Main);
    const QAbstractItemModelTester tester(&model);
    const auto saved = settings(Mode::AllowListed, {u"203.0.113.0/24"_s});
    const auto comparison = compared(saved, withPreset(saved, AccessPreset::ListedBasic));
    QCOMPARE(comparison.changedCount(), 4);
    model.show(comparison);
    QVERIFY(model.isComparing());
    QCOMPARE(titlesOf(model),
        (QStringList{u"Who comes"_s, u"From where"_s, u"In force now"_s, u"With your edits"_s, u"Why"_s}));
    QVERIFY(!model.index(0, 0).data(AccessTableModel::IsChangedRole).toBool());
    const QModelIndex notListed = model.index(2, 3);
    QVERIFY(notListed.data(AccessTableModel::IsChangedRole).toBool());
    QVERIFY(notListed.data(AccessTableModel::IsNewsRole).toBool());
    QVERIFY(!notListed.siblingAtColumn(2).data(AccessTableModel::IsNewsRole).toBool());
    QCOMPARE(notListed.siblingAtColumn(2).data().toString(), u"Refused (403)"_s);
    QCOMPARE(notListed.data(Qt::AccessibleTextRole).toString(),
        u"Asked for user name and password (401), a change from: Refused (403)"_s);
    QCOMPARE(notListed.siblingAtColumn(3).data(AccessTableModel::VerdictRole).toInt(), int(Verdict::AskBasic));
    model.show(compared(saved, saved));
    QVERIFY(!model.isComparing());
}

void TestAccessTableModel::comparesOnlyWhatTheDecisionLooksAt()
{
    const policy::Settings saved;
    policy::Settings draft;
    draft.tenant.displayName = u"Another name"_s;
    QVERIFY(!compared(saved, draft).isEdited);
    draft.ipRestriction.entries.append({IpNetwork::parse(u"192.0.2.1").value(), {}});
    QVERIFY(compared(saved, draft).isEdited);
}

QTEST_APPLESS_MAIN(TestAccessTableModel)
#include "tst_accesstablemodel.moc"
