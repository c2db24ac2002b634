// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/rebasing.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::policy;

namespace {
QList<IpEntry> entries(const QString &picture)
{
    QList<IpEntry> list;
    for (const QString &line : picture.split(u';', Qt::SkipEmptyParts)) {
        const QString network = line.section(u' ', 0, 0);
        list.append({IpNetwork::parse(network).value(), line.section(u' ', 1)});
    }
    return list;
}

QString picture(const QList<IpEntry> &list)
{
    QStringList lines;
    for (const IpEntry &entry : list)
        lines << (entry.network.toString() + u' ' + entry.memo).trimmed();
    return lines.join(u';');
}
}

class TestRebasing : public QObject {
    Q_OBJECT

private slots:
    void redoesWhatIDidToAList_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("mine");
        QTest::addColumn<QString>("theirs");
        QTest::addColumn<QString>("result");
        const auto base = u"10.0.0.1 a;10.0.0.2 b;10.0.0.3 c"_s;
        QTest::newRow("both added") << base << base + u";10.0.0.4 m"_s << base + u";10.0.0.5 t"_s
                                    << base + u";10.0.0.5 t;10.0.0.4 m"_s;
        QTest::newRow("both added the same")
            << base << base + u";10.0.0.4 m"_s << base + u";10.0.0.4 t"_s << base + u";10.0.0.4 m"_s;
        QTest::newRow("I removed, they added")
            << base << u"10.0.0.1 a;10.0.0.3 c"_s << base + u";10.0.0.5 t"_s << u"10.0.0.1 a;10.0.0.3 c;10.0.0.5 t"_s;
        QTest::newRow("they removed what I left alone")
            << base << base + u";10.0.0.4"_s << u"10.0.0.1 a;10.0.0.3 c"_s << u"10.0.0.1 a;10.0.0.3 c;10.0.0.4"_s;
        QTest::newRow("they removed what I changed")
            << base << u"10.0.0.1 a;10.0.0.2 mine;10.0.0.3 c"_s << u"10.0.0.1 a;10.0.0.3 c"_s
            << u"10.0.0.1 a;10.0.0.3 c;10.0.0.2 mine"_s;
        QTest::newRow("I removed what they changed")
            << base << u"10.0.0.1 a;10.0.0.3 c"_s << u"10.0.0.1 a;10.0.0.2 theirs;10.0.0.3 c"_s
            << u"10.0.0.1 a;10.0.0.3 c"_s;
        QTest::newRow("both changed the same")
            << base << u"10.0.0.1 a;10.0.0.2 mine;10.0.0.3 c"_s << u"10.0.0.1 a;10.0.0.2 theirs;10.0.0.3 c"_s
            << u"10.0.0.1 a;10.0.0.2 mine;10.0.0.3 c"_s;
        QTest::newRow("mine has a duplicate") << base << base + u";10.0.0.2 twice"_s << base + u";10.0.0.5 t"_s
                                              << u"10.0.0.1 a;10.0.0.2 b;10.0.0.2 twice;10.0.0.3 c;10.0.0.5 t"_s;
        QTest::newRow("they changed something else")
            << base << u"10.0.0.3 c;10.0.0.1 a"_s << base << u"10.0.0.3 c;10.0.0.1 a"_s;
        QTest::newRow("they emptied it") << base << base + u";10.0.0.4 m"_s << QString() << u"10.0.0.4 m"_s;
    }
    void redoesWhatIDidToAList()
    {
        QFETCH(const QString, base);
        QFETCH(const QString, mine);
        QFETCH(const QString, theirs);
        const auto of
            = [](const QString &text) { return IpRestriction{IpRestriction::Mode::AllowListed, entries(text)}; };
        QTEST(picture(rebased(of(base), of(mine), of(theirs)).entries), "result");
    }

    void keepsTheirFieldsThatILeftAlone()
    {
        const IpRestriction base;
        IpRestriction mine;
        mine.mode = IpRestriction::Mode::DenyAll;
        IpRestriction theirs;
        theirs.entries = entries(u"10.0.0.1 t"_s);
        const auto result = rebased(base, mine, theirs);
        QCOMPARE(result.mode, IpRestriction::Mode::DenyAll);
        QCOMPARE(result.entries, theirs.entries);
    }

    void carriesAnEnteredPasswordOver()
    {
        BasicAuth base;
        base.pair = {.userName = u"gate"_s, .password = {.isSet = true, .changedAt = {}, .sealed = {}, .entered = {}}};
        BasicAuth mine = base;
        mine.pair.password.entered = u"entered"_s;
        BasicAuth theirs = base;
        theirs.pair.userName = u"newgate"_s;
        theirs.pair.password.changedAt = QDateTime::fromSecsSinceEpoch(1, QTimeZone::UTC);
        const auto result = rebased(base, mine, theirs);
        QCOMPARE(result.pair.userName, u"newgate"_s);
        QCOMPARE(result.pair.password.entered, u"entered"_s);
        QCOMPARE(result.pair.password.changedAt, theirs.pair.password.changedAt);
    }

    void touchesOneSectionOnly()
    {
        const Settings base;
        Settings mine;
        mine.ipRestriction.mode = IpRestriction::Mode::DenyAll;
        mine.basicAuth.enabled = true;
        Settings theirs;
        rebaseSection(base, mine, theirs, u"basicAuth");
        QVERIFY(theirs.basicAuth.enabled);
        QCOMPARE(theirs.ipRestriction, base.ipRestriction);
    }
};

QTEST_GUILESS_MAIN(TestRebasing)
#include "tst_rebasing.moc"
