// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/foldedtext.h"

#include <QTest>

using namespace sekimori::audit::filter;
using namespace Qt::StringLiterals;

class TestFoldedText : public QObject {
    Q_OBJECT

private slots:
    void foldsOneCharacterToOne_data();
    void foldsOneCharacterToOne();
    void keepsApartWhatOnlyLooksAlike_data();
    void keepsApartWhatOnlyLooksAlike();
    void foldsBytesAsItFoldsText();
    void leavesBytesThatAreNoText();
    void findsInTheMiddleOfLongTexts();
    void fitsWildcards_data();
    void fitsWildcards();
};

void TestFoldedText::foldsOneCharacterToOne_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("ASCII") << u"TARO yamada"_s << u"taro YAMADA"_s;
    QTest::newRow("Kelvin's sign") << u"\u212a"_s << u"K"_s;
    QTest::newRow("Ångström's sign") << u"\u212b"_s << u"å"_s;
    QTest::newRow("long s") << u"\u017f"_s << u"S"_s;
    QTest::newRow("sigma in the end") << u"ΟΔΟΣ"_s << u"οδος"_s;
    QTest::newRow("large sharp s") << u"\u1e9e"_s << u"ß"_s;
    QTest::newRow("full width by itself") << u"ＡＢＣ"_s << u"ａｂｃ"_s;
    QTest::newRow("beyond the first plane") << u"\U00010400"_s << u"\U00010428"_s;
    QTest::newRow("growing from two bytes to three") << u"\u023a"_s << u"\u2c65"_s;
    QTest::newRow("Cherokee, which folds upwards") << u"\uab70"_s << u"\u13a0"_s;
}

void TestFoldedText::foldsOneCharacterToOne()
{
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    QCOMPARE(folded(one), folded(other));
    const std::string foldedOther = folded(std::string_view(other.toStdString()));
    QVERIFY(equalsFolded(one.toStdString(), foldedOther));
    QVERIFY(containsFolded((u"見 "_s + one + u" ろ"_s).toStdString(), foldedOther));
    QVERIFY(startsFolded((one + u"…"_s).toStdString(), foldedOther));
}

void TestFoldedText::keepsApartWhatOnlyLooksAlike_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("sharp s is not two") << u"straße"_s << u"strasse"_s;
    QTest::newRow("I with a dot") << u"İ"_s << u"i"_s;
    QTest::newRow("i without a dot") << u"ı"_s << u"i"_s;
    QTest::newRow("full width") << u"ａｂｃ"_s << u"abc"_s;
    QTest::newRow("half width") << u"ｱｲｳ"_s << u"アイウ"_s;
    QTest::newRow("ligature") << u"\ufb01"_s << u"fi"_s;
    QTest::newRow("composed and not") << u"é"_s << u"e\u0301"_s;
    QTest::newRow("with and without a voice mark") << u"か"_s << u"が"_s;
}

void TestFoldedText::keepsApartWhatOnlyLooksAlike()
{
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    QVERIFY(folded(one) != folded(other));
    QVERIFY(!containsFolded(one.toStdString(), folded(std::string_view(other.toStdString()))));
}

void TestFoldedText::foldsBytesAsItFoldsText()
{
    for (char32_t character = 1; character < 0x20000; ++character) {
        if (QChar::isSurrogate(character))
            continue;
        const QString text = QString::fromUcs4(&character, 1);
        const QString byBytes = QString::fromStdString(folded(std::string_view(text.toStdString())));
        QCOMPARE(byBytes, folded(text));
    }
}

void TestFoldedText::leavesBytesThatAreNoText()
{
    const std::string broken = "A\xff"
                               "B\xe3\x81"
                               "C\xc3";
    QCOMPARE(folded(std::string_view(broken)),
        std::string("a\xff"
                    "b\xe3\x81"
                    "c\xc3"));
    QVERIFY(containsFolded(broken, "b"));
    QVERIFY(containsFolded(broken, ""));
}

void TestFoldedText::findsInTheMiddleOfLongTexts()
{
    const std::string text = std::string(5000, 'A') + "Ⱥ Ⱥ Needle" + std::string(5000, 'B');
    QVERIFY(containsFolded(text, folded(std::string_view("aⱥ ⱥ nEEDLEb"))));
    QVERIFY(!containsFolded(text, "needles"));
}

void TestFoldedText::fitsWildcards_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("isFit");
    const auto row = [](const char *text, const char *pattern, bool isFit) {
        QTest::addRow("%s / %s", text, pattern) << QString::fromUtf8(text) << QString::fromUtf8(pattern) << isFit;
    };
    row("Taro", "taro", true);
    row("Taro", "tar", false);
    row("", "*", true);
    row("", "**", true);
    row("anything", "*", true);
    row("access denied", "access*", true);
    row("access denied", "*denied", true);
    row("access denied", "a*d", true);
    row("access denied", "*ss d*", true);
    row("ab", "ab*ab", false); // The end must not use what the beginning has used.
    row("aab", "a*ab", true);
    row("abcbd", "a*b*d", true);
    row("abc", "a*c*b", false);
    row("監査ログ", "監*グ", true);
    row("監査ログ", "*査*", true);
    row("a\nb", "a*b", true);
}

void TestFoldedText::fitsWildcards()
{
    QFETCH(const QString, text);
    QFETCH(const QString, pattern);
    QTEST(sekimori::audit::filter::fitsWildcards(text.toStdString(), folded(std::string_view(pattern.toStdString()))),
        "isFit");
}

QTEST_GUILESS_MAIN(TestFoldedText)
#include "tst_foldedtext.moc"
