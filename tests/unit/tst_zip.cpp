// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/safenames.h"
#include "archive/zip.h"
#include "otherprogram.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::archive;

/// Archives that are handed out, unpacked by another program, and the names in them.
class TestZip : public QObject {
    Q_OBJECT

private slots:
    void isUnpackedByOthers();
    void marksItsNamesAsUtf8();
    void makesNamesSafe_data();
    void makesNamesSafe();
    void keepsNamesApart();
};

void TestZip::isUnpackedByOthers()
{
    const QByteArray large = QByteArray("0123456789").repeated(100'000);
    const auto inner = zip({{u"certificate.p12"_s, QByteArray("\0\1\2", 3)}, {u"password.txt"_s, "river\r\n"}},
        QDateTime({2026, 3, 5}, {14, 0}, QTimeZone::UTC));
    QVERIFY(inner);
    const auto outer = zip({{u"田中.zip"_s, *inner}, {u"large"_s, large}, {u"empty"_s, {}}},
        QDateTime({2026, 3, 5}, {14, 0}, QTimeZone::UTC));
    QVERIFY(outer);
    QVERIFY(outer->size() < large.size() / 10);
    OtherProgram python;
    python.put(u"outer.zip"_s, *outer);
    const QString script = u"import zipfile, io\n"
                           "z = zipfile.ZipFile('outer.zip')\n"
                           "assert z.testzip() is None\n"
                           "assert z.read('large') == b'0123456789' * 100000 and z.read('empty') == b''\n"
                           "i = zipfile.ZipFile(io.BytesIO(z.read('\u7530\u4e2d.zip')))\n"
                           "assert i.namelist() == ['certificate.p12', 'password.txt'], i.namelist()\n"
                           "assert i.read('certificate.p12') == b'\\0\\1\\2'\n"
                           "assert i.getinfo('password.txt').external_attr >> 16 == 0o100600\n"
                           "print('good')\n"_s;
    QCOMPARE(python.run(u"python3"_s, {u"-c"_s, script}), "good\n");
}

/// Without the mark Windows would read them in whatever code page it has.
void TestZip::marksItsNamesAsUtf8()
{
    const auto bytes = zip({{u"田中.zip"_s, "x"}}, QDateTime({2026, 3, 5}, {14, 0}, QTimeZone::UTC)).value();
    QVERIFY(bytes.startsWith("PK\3\4"));
    QVERIFY(quint8(bytes[7]) & 0x08);
    const qsizetype central = bytes.indexOf("PK\1\2");
    QVERIFY(quint8(bytes[central + 9]) & 0x08);
}

void TestZip::makesNamesSafe_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("safe");
    QTest::newRow("plain") << u"tanaka.k"_s << u"tanaka.k"_s;
    QTest::newRow("Japanese") << u"田中 健一"_s << u"田中 健一"_s;
    QTest::newRow("one form") << u"e\u0301"_s << u"\u00e9"_s;
    QTest::newRow("separators") << u"../a/b\\c"_s << u"_a_b_c"_s;
    QTest::newRow("refused") << u"a<b>c:d\"e|f?g*h"_s << u"a_b_c_d_e_f_g_h"_s;
    QTest::newRow("control") << u"a\nb\x7f"_s << u"a_b_"_s;
    QTest::newRow("direction") << u"a\u202eexe.txt"_s << u"a_exe.txt"_s;
    QTest::newRow("device") << u"con"_s << u"_con"_s;
    QTest::newRow("device with ending") << u"Nul.txt"_s << u"_Nul.txt"_s;
    QTest::newRow("numbered device") << u"COM1"_s << u"_COM1"_s;
    QTest::newRow("superscript device") << u"lpt\u00b2"_s << u"_lpt\u00b2"_s;
    QTest::newRow("no device") << u"console"_s << u"console"_s;
    QTest::newRow("dots and blanks") << u" .a. . "_s << u"a"_s;
    QTest::newRow("nothing left") << u"..."_s << u"_"_s;
    QTest::newRow("empty") << QString() << u"_"_s;
    QTest::newRow("long") << u"a"_s.repeated(300) << u"a"_s.repeated(100);
    QTest::newRow("long, of pairs") << u"𠮷"_s.repeated(128) << u"𠮷"_s.repeated(25);
}

void TestZip::makesNamesSafe()
{
    QFETCH(QString, name);
    QTEST(safeName(name), "safe");
    QCOMPARE(safeName(safeName(name)), safeName(name));
}

void TestZip::keepsNamesApart()
{
    const QStringList names{u"Ito"_s, u"ito"_s, u"ＩＴＯ"_s, u"ito (2)"_s, u"a:b"_s, u"a_b"_s, u"other"_s};
    const QStringList safe = safeNames(names);
    QCOMPARE(safe,
        (QStringList{u"Ito"_s, u"ito (2)"_s, u"ＩＴＯ (3)"_s, u"ito (2) (2)"_s, u"a_b"_s, u"a_b (2)"_s, u"other"_s}));
}

QTEST_GUILESS_MAIN(TestZip)
#include "tst_zip.moc"
