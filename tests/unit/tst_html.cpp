// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/html.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::platformd;

class TestHtml : public QObject {
    Q_OBJECT

private slots:
    void escapesPlainText_data();
    void escapesPlainText();
    void fillsPlacesInOnePass();
    void takesMarkupOfTemplatesAsItIs();
};

void TestHtml::escapesPlainText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("markup");
    QTest::newRow("words") << u"Alpha 森"_s << u"Alpha 森"_s;
    QTest::newRow("an element") << u"<script>alert(1)</script>"_s << u"&lt;script&gt;alert(1)&lt;/script&gt;"_s;
    QTest::newRow("out of an attribute") << u"\" autofocus onfocus=\"x"_s << u"&quot; autofocus onfocus=&quot;x"_s;
    QTest::newRow("an entity") << u"&lt;"_s << u"&amp;lt;"_s;
}

void TestHtml::escapesPlainText()
{
    QFETCH(QString, text);
    QFETCH(QString, markup);
    QCOMPARE(Html(text).markup(), markup.toUtf8());
    QCOMPARE(HtmlTemplate("<p title=\"{{x}}\">{{x}}</p>").filled({{"x"_L1, text}}).markup(),
        u"<p title=\"%1\">%1</p>"_s.arg(markup).toUtf8());
}

void TestHtml::fillsPlacesInOnePass()
{
    const HtmlTemplate page("{{a}}-{{b}}-{{a}}");
    QCOMPARE(page.filled({{"a"_L1, u"{{b}}"_s}, {"b"_L1, u"%1"_s}}).markup(), "{{b}}-%1-{{b}}");
    QCOMPARE(HtmlTemplate("no place").filled({}).markup(), "no place");
    QCOMPARE(HtmlTemplate(QByteArray()).filled({}).markup(), QByteArray());
}

void TestHtml::takesMarkupOfTemplatesAsItIs()
{
    const Html inner = HtmlTemplate("<b>{{x}}</b>").filled({{"x"_L1, u"<"_s}});
    QCOMPARE(HtmlTemplate("<p>{{inner}}</p>").filled({{"inner"_L1, inner}}).markup(), "<p><b>&lt;</b></p>");
}

QTEST_GUILESS_MAIN(TestHtml)
#include "tst_html.moc"
