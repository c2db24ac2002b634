// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/tooltiptext.h"

#include <QTest>

using namespace sekimori::items;
using namespace Qt::StringLiterals;

class TestToolTipText : public QObject {
    Q_OBJECT

private slots:
    void leavesPlainTextAsItIs();
    void takesNoForeignMarkup();
};

void TestToolTipText::leavesPlainTextAsItIs()
{
    for (const QString &text : {QString(), u"550 No such user & no mailbox"_s, u"関守\n🌸"_s})
        QCOMPARE(toolTipText(text), text);
}

void TestToolTipText::takesNoForeignMarkup()
{
    const QString shown = toolTipText(u"550 <img src=\"//host/share/x.png\"> a&b"_s);
    QVERIFY(!shown.contains(u"<img"_s));
    QVERIFY(shown.contains(u"550 &lt;img src=&quot;//host/share/x.png&quot;&gt; a&amp;b"_s));
}

QTEST_GUILESS_MAIN(TestToolTipText)
#include "tst_tooltiptext.moc"
