// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/loading.h"
#include "audit/engine/recordreading.h"
#include "audit/files/xlsxtext.h"
#include "openedfiles.h"

#include <QTest>

using namespace sekimori::audit;
using namespace sekimori::audit::files;
using namespace Qt::StringLiterals;

namespace {

/// As LibreOffice Calc writes them: shared strings, styles by number, cells without value left out.
QByteArray piece(const QString &name)
{
    QFile file(QStringLiteral(SEKIMORI_XLSX) + u'/' + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", qPrintable(file.fileName()));
    return file.readAll();
}

/// With texts alone; empty cells are left out.
QByteArray sheetOf(const QList<QStringList> &rows)
{
    QByteArray xml = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
    for (qsizetype row = 0; row < rows.size(); ++row) {
        const QByteArray number = QByteArray::number(row + 1);
        xml += "<row r=\"" + number + "\">";
        for (qsizetype column = 0; column < rows[row].size(); ++column) {
            if (!rows[row][column].isEmpty())
                xml += "<c r=\"" + QByteArray(1, char('A' + column)) + number + "\" t=\"inlineStr\"><is><t>"
                    + rows[row][column].toUtf8() + "</t></is></c>";
        }
        xml += "</row>";
    }
    return xml + "</sheetData></worksheet>";
}

}

class TestXlsx : public QObject {
    Q_OBJECT

private slots:
    void init();
    void readsSheets();
    void takesRowsWithoutAnyTextForEmptyLines();
    void keepsAnApostropheOfTheText();
    void countsFrom1904WhereTheBookDoes();
    void findsTitlesBelowOtherRows();
    void numbersLinesAsTheSheetDoes();
    void findsPartsByTheirRelations();
    void readsNoSheetTwice();
    void tellsWhichCellsHaveLostTheirText();
    void readsABookByAnotherProgram();
    void givesWhatIsReadableOfADamagedSheet();
    void refusesOtherDocuments();
    void knowsDateFormats_data();
    void knowsDateFormats();

private:
    QString book() const;

    std::unique_ptr<OtherProgram> m_other;
};

void TestXlsx::init()
{
    m_other = std::make_unique<OtherProgram>();
    QVERIFY(QDir(m_other->path({})).mkpath(u"xl/worksheets"_s));
    QVERIFY(QDir(m_other->path({})).mkpath(u"xl/_rels"_s));
    for (const auto &name : {u"xl/_rels/workbook.xml.rels"_s, u"xl/workbook.xml"_s, u"xl/styles.xml"_s,
             u"xl/sharedStrings.xml"_s, u"xl/worksheets/sheet1.xml"_s, u"xl/worksheets/sheet2.xml"_s})
        m_other->put(name, piece(name));
}

QString TestXlsx::book() const
{
    m_other->run(u"zip"_s, {u"-q"_s, u"-r"_s, u"book.xlsx"_s, u"xl"_s});
    return m_other->path(u"book.xlsx"_s);
}

void TestXlsx::readsSheets()
{
    const Opened opened = openAll({book()});
    QCOMPARE(reasons(opened), QStringList());
    QCOMPARE(names(opened), (QStringList{u"book.xlsx › 記録"_s, u"book.xlsx › Old"_s}));
    QCOMPARE(QString::fromUtf8(textOf(opened.parts[0])),
        u"日時,ユーザー,レベル,補足\n"
        "2026-03-05 14:00:00,山田,,\"a, \"\"b\"\"\r\nc\"\n"
        "\n"
        "2026-03-06 00:00:00,ann,5,\n"
        "2026-03-07,TRUE,#N/A,\n"_s);
    QCOMPARE(toText(opened.parts[0].columns), u"time,user,level,complement"_s);
    QCOMPARE(textOf(opened.parts[1]), "Time,User\n2022-03-04 06:00:00,bob\n"_ba);
    QVERIFY(opened.questions.empty());
}

void TestXlsx::takesRowsWithoutAnyTextForEmptyLines()
{
    const auto name = u"xl/worksheets/sheet1.xml"_s;
    const QByteArray before = textOf(openAll({book()}).parts.at(0));
    m_other->put(name,
        piece(name)
            .replace("<row r=\"4\"", "<row r=\"3\"><c r=\"A3\" s=\"1\"/><c r=\"C3\" s=\"1\"/></row><row r=\"4\"")
            .replace("</sheetData>", "<row r=\"6\"><c r=\"B6\" s=\"1\"/></row></sheetData>"));
    QVERIFY(QFile::remove(m_other->path(u"book.xlsx"_s)));
    const Opened opened = openAll({book()});
    QCOMPARE(reasons(opened), QStringList());
    QCOMPARE(textOf(opened.parts.at(0)), before + '\n');
}

/// It is not one that guards a formula: a workbook has no need of such.
void TestXlsx::keepsAnApostropheOfTheText()
{
    const auto name = u"xl/sharedStrings.xml"_s;
    m_other->put(name, piece(name).replace("<t>a, ", "<t>'-a, "));
    engine::Loading loading(openAll({book()}).parts);
    loading.run({});
    QVERIFY(engine::readRecord(loading.snapshot(), 0)[Field::Complement].startsWith(u"'-a, \"b\""));
}

void TestXlsx::countsFrom1904WhereTheBookDoes()
{
    const auto name = u"xl/workbook.xml"_s;
    m_other->put(name, piece(name).replace("<workbookPr/>", "<workbookPr date1904=\"true\"/>"));
    const Opened opened = openAll({book()});
    QCOMPARE(textOf(opened.parts[1]), "Time,User\n2026-03-05 06:00:00,bob\n"_ba);
}

void TestXlsx::findsTitlesBelowOtherRows()
{
    m_other->put(u"xl/worksheets/sheet1.xml"_s,
        sheetOf({{u"Report; of; March"_s}, {}, {u"Time"_s, u"User"_s, u"Level"_s, u"Notes"_s},
            {u"2026-03-05 14:00"_s, u"ann"_s}, {u"2026-03-05 14:01"_s, u"bob"_s, {}, u"a;b;c"_s, u"more"_s},
            {u"2026-03-05 14:02"_s, u"cat"_s}}));
    const Opened opened = openAll({book()});
    QCOMPARE(reasons(opened), QStringList{u"book.xlsx › 記録: files.lineAboveTitles"_s});
    const engine::Part &part = opened.parts.at(0);
    QCOMPARE(part.separator, ',');
    QCOMPARE(toText(part.columns), u"time,user,level,complement"_s);
    engine::Loading loading({part});
    loading.run({});
    QCOMPARE(loading.snapshot().rowCount, 3U);
    QCOMPARE(lineOf(loading.snapshot(), 2), 6U);
    // Cells that a row does not have are empty; one too many is told.
    QCOMPARE(loading.problems().count, 1U);
    QVERIFY(loading.problems().told[0].reason.is(engine::messages::TooManyFields));
    QCOMPARE(loading.problems().told[0].line, 5U);
}

void TestXlsx::numbersLinesAsTheSheetDoes()
{
    const QString time = u"2026-03-05 14:00"_s;
    m_other->put(u"xl/worksheets/sheet1.xml"_s,
        sheetOf({{u"Time"_s, u"User"_s, u"Notes"_s}, {time, u"a"_s, u"two\nline\nbreaks"_s}, {time, u"b"_s}, {},
            {time, u"c"_s, u"x\ny"_s, u"more"_s}, {time, u"d"_s}, {u"never"_s, u"e"_s}, {time, u"f"_s}}));
    const Opened opened = openAll({book()});
    for (const size_t chunk : {size_t(16), size_t(128) << 10}) {
        engine::Loading loading({opened.parts.at(0)}, {.firstChunk = chunk, .chunk = chunk});
        loading.run({});
        QCOMPARE(loading.snapshot().rowCount, 6U);
        QCOMPARE(lineOf(loading.snapshot(), 5), 8U);
        QCOMPARE(loading.problems().count, 2U);
        QCOMPARE(loading.problems().told[0].line, 5U);
        QCOMPARE(loading.problems().told[1].line, 7U);
    }
}

void TestXlsx::findsPartsByTheirRelations()
{
    const QByteArray before = textOf(openAll({book()}).parts.at(0));
    QVERIFY(QFile::remove(m_other->path(u"book.xlsx"_s)));
    const auto relations = u"xl/_rels/workbook.xml.rels"_s;
    QVERIFY(QFile::rename(m_other->path(u"xl/styles.xml"_s), m_other->path(u"xl/looks.xml"_s)));
    QVERIFY(QFile::rename(m_other->path(u"xl/worksheets"_s), m_other->path(u"xl/tables"_s)));
    m_other->put(relations,
        piece(relations)
            .replace("sharedStrings.xml", "SharedStrings.xml")
            .replace("\"styles.xml", "\"../xl/looks.xml")
            .replace("worksheets/", "tables/"));
    const Opened opened = openAll({book()});
    QCOMPARE(reasons(opened), QStringList());
    QCOMPARE(textOf(opened.parts.at(0)), before);
}

/// However many a hostile book says that it has.
void TestXlsx::readsNoSheetTwice()
{
    const auto name = u"xl/workbook.xml"_s;
    const QByteArray workbook = piece(name);
    const qsizetype first = workbook.indexOf("<sheet ");
    const QByteArray sheet = workbook.sliced(first, workbook.indexOf("/>", first) + 2 - first);
    m_other->put(name, QByteArray(workbook).insert(first, sheet.repeated(200'000)));
    const Opened opened = openAll({book()});
    QCOMPARE(reasons(opened), QStringList());
    QCOMPARE(opened.parts.size(), 2U);
}

void TestXlsx::tellsWhichCellsHaveLostTheirText()
{
    const auto name = u"xl/worksheets/sheet1.xml"_s;
    m_other->put(name,
        piece(name)
            .replace("<row r=\"4\"", "<row r=\"3\"><c r=\"B3\" t=\"s\"><v>6</v></c></row><row r=\"4\"")
            .replace("</sheetData>",
                "<row r=\"6\"><c r=\"A6\" t=\"s\"/><c r=\"C6\" t=\"s\"><v>x</v></c></row></sheetData>"));
    const Opened opened = openAll({book()});
    QCOMPARE(reasons(opened), QStringList(2, u"book.xlsx › 記録: files.xlsxTextMissing"_s));
    const QList<Damage> &told = opened.damages.told;
    QCOMPARE(std::tuple(told[0].line, told[0].column, told[0].raw), std::tuple(3, 2, u"6"_s));
    QCOMPARE(std::tuple(told[1].line, told[1].column, told[1].raw), std::tuple(6, 3, u"x"_s));
    const QByteArray text = textOf(opened.parts.at(0));
    QVERIFY2(text.contains("\n,,,\n2026-03-06 "), text.constData());
    QVERIFY2(text.endsWith("\n,,,\n"), text.constData());

    QVERIFY(QFile::remove(m_other->path(u"book.xlsx"_s)));
    QVERIFY(QFile::remove(m_other->path(u"xl/sharedStrings.xml"_s)));
    QCOMPARE(openAll({book()}).damages.count, 8U);
}

/// Python's zipfile streams entries, with their sizes behind them.
void TestXlsx::readsABookByAnotherProgram()
{
    m_other->put(u"make.py"_s,
        "import io, sys, zipfile\n"
        "class Pipe(io.RawIOBase):\n"
        "    def writable(self): return True\n"
        "    def write(self, data): return sys.stdout.buffer.write(data)\n"
        "with zipfile.ZipFile(Pipe(), 'w', zipfile.ZIP_DEFLATED) as book:\n"
        "    for name in ('xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml', 'xl/sharedStrings.xml',\n"
        "                 'xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml'):\n"
        "        book.write(name)\n");
    pack(*m_other, u"python3 make.py > py.xlsx"_s);
    const Opened opened = openAll({m_other->path(u"py.xlsx"_s)});
    QCOMPARE(reasons(opened), QStringList());
    QCOMPARE(opened.parts.size(), 2U);
    QVERIFY(textOf(opened.parts[0]).contains("2026-03-05 14:00:00,山田"));
}

void TestXlsx::givesWhatIsReadableOfADamagedSheet()
{
    const auto name = u"xl/worksheets/sheet1.xml"_s;
    m_other->put(name, piece(name).first(piece(name).indexOf("<row r=\"4\"") + 20));
    const Opened opened = openAll({book()});
    QCOMPARE(reasons(opened), QStringList{u"book.xlsx › 記録: files.xlsxDamaged"_s});
    QCOMPARE(textOf(opened.parts[0]).count('\n'), 4);
}

void TestXlsx::refusesOtherDocuments()
{
    m_other->put(u"mimetype"_s, "application/vnd.oasis.opendocument.spreadsheet");
    m_other->put(u"content.xml"_s, "<?xml version=\"1.0\"?>");
    pack(*m_other, u"zip -q -0 sheet.ods mimetype content.xml"_s);
    const Opened opened = openAll({m_other->path(u"sheet.ods"_s)});
    QCOMPARE(reasons(opened), QStringList{u"sheet.ods: files.otherContent"_s});
    QCOMPARE(opened.damages.told[0].reason.arguments, QStringList{u".ods"_s});
}

void TestXlsx::knowsDateFormats_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("isDate");
    const auto row = [](const char *code, bool isDate) { QTest::newRow(code) << QString::fromUtf8(code) << isDate; };
    row("General", false);
    row("0.00E+00", false);
    row("#,##0.00 \"days\"", false);
    row("#,##0\\ \\d", false);
    row("[Red]0", false);
    row("0;[Red]\"y\"0", false);
    row("yyyy/mm/dd", true);
    row("[$-411]ge.m.d", true);
    row("yyyy\"年\"m\"月\"d\"日\"", true);
    row("hh:mm:ss.000", true);
    row("@", false);
}

void TestXlsx::knowsDateFormats()
{
    QFETCH(QString, code);
    QFETCH(bool, isDate);
    QCOMPARE(isDateFormat(164, code), isDate);
}

QTEST_GUILESS_MAIN(TestXlsx)
#include "tst_xlsx.moc"
