// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/savedfilters.h"

#include <QFile>
#include <QRandomGenerator>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::items;

class TestSavedFilters : public QObject {
    Q_OBJECT

private slots:
    void init();
    void isWrittenAtOnce();
    void replacesOneOfTheSameName();
    void renames();
    void removes();
    void keepsPlacesApart();
    void savesNothingWithoutANameOrAFilter();
    void keepsWhatIsNoTrueTextAsItWas();
    void remembersEachFilterOnce();
    void remembersNoMoreThanAFew();

private:
    QStringList names() const;
    /// What another start of the program would find.
    SavedFilters &again();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<QSettings> m_read;
    std::unique_ptr<SavedFilters> m_filters;
    std::unique_ptr<SavedFilters> m_again;
};

void TestSavedFilters::init()
{
    m_again.reset();
    m_filters.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    m_filters = std::make_unique<SavedFilters>(*m_settings, u"files"_s);
}

QStringList TestSavedFilters::names() const
{
    QStringList names;
    for (const SavedFilter &filter : m_filters->filters())
        names << filter.name;
    return names;
}

SavedFilters &TestSavedFilters::again()
{
    // The file as it lies there, and not what this process knows of it.
    const QString copy = m_folder->filePath(u"copy%1.ini"_s.arg(QRandomGenerator::global()->generate()));
    QFile::copy(m_settings->fileName(), copy);
    m_read = std::make_unique<QSettings>(copy, QSettings::IniFormat);
    m_again = std::make_unique<SavedFilters>(*m_read, u"files"_s);
    return *m_again;
}

void TestSavedFilters::isWrittenAtOnce()
{
    QSignalSpy changed(m_filters.get(), &SavedFilters::changed);
    m_filters->save(u"  Refusals "_s, u"result:FAILED level>=notice"_s);
    m_filters->save(u"営業部"_s, u"ユーザー:(佐藤, \"鈴木 一郎\") -/a,b;\\d+/"_s);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(names(), (QStringList{u"Refusals"_s, u"営業部"_s}));
    QCOMPARE(again().filters(), m_filters->filters());
}

void TestSavedFilters::replacesOneOfTheSameName()
{
    m_filters->save(u"Refusals"_s, u"a"_s);
    QVERIFY(m_filters->has(u" refusals"_s));
    m_filters->save(u"refusals"_s, u"b"_s);
    QCOMPARE(m_filters->filters(), (QList<SavedFilter>{{u"refusals"_s, u"b"_s}}));
    QCOMPARE(again().filters(), m_filters->filters());
}

void TestSavedFilters::renames()
{
    m_filters->save(u"b"_s, u"1"_s);
    m_filters->save(u"c"_s, u"2"_s);
    m_filters->rename(u"c"_s, u"a"_s);
    QCOMPARE(m_filters->filters(), (QList<SavedFilter>{{u"a"_s, u"2"_s}, {u"b"_s, u"1"_s}}));
    m_filters->rename(u"a"_s, u"  "_s);
    m_filters->rename(u"nobody"_s, u"z"_s);
    QCOMPARE(names(), (QStringList{u"a"_s, u"b"_s}));
    m_filters->rename(u"a"_s, u"B"_s);
    QCOMPARE(again().filters(), (QList<SavedFilter>{{u"B"_s, u"2"_s}}));
}

void TestSavedFilters::removes()
{
    m_filters->save(u"a"_s, u"1"_s);
    m_filters->save(u"b"_s, u"2"_s);
    m_filters->remove(u"a"_s);
    QSignalSpy changed(m_filters.get(), &SavedFilters::changed);
    m_filters->remove(u"a"_s);
    QCOMPARE(changed.size(), 0);
    QCOMPARE(again().filters(), (QList<SavedFilter>{{u"b"_s, u"2"_s}}));
}

void TestSavedFilters::keepsPlacesApart()
{
    SavedFilters elsewhere(*m_settings, u"3f1c"_s);
    elsewhere.save(u"a"_s, u"1"_s);
    elsewhere.addRecent(u"x"_s);
    QVERIFY(SavedFilters(*m_settings, u"files"_s).filters().isEmpty());
    QVERIFY(SavedFilters(*m_settings, u"files"_s).recent().isEmpty());
    QCOMPARE(SavedFilters(*m_settings, u"3f1c"_s).filters().size(), 1);
}

void TestSavedFilters::savesNothingWithoutANameOrAFilter()
{
    m_filters->save(u" "_s, u"a"_s);
    m_filters->save(u"a"_s, u" "_s);
    QVERIFY(m_filters->filters().isEmpty());
}

void TestSavedFilters::keepsWhatIsNoTrueTextAsItWas()
{
    const QString odd = u"\"quoted\\\"\\\\\" @Invalid(x) ;#%n\tuser：ä"_s;
    m_filters->save(odd, odd);
    QCOMPARE(again().filters(), (QList<SavedFilter>{{odd, odd}}));
}

void TestSavedFilters::remembersEachFilterOnce()
{
    for (const QString &text : {u"a"_s, u"b"_s, u" a "_s, u""_s, u"a"_s})
        m_filters->addRecent(text);
    QCOMPARE(m_filters->recent(), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(again().recent(), m_filters->recent());
}

void TestSavedFilters::remembersNoMoreThanAFew()
{
    for (int i = 0; i < 2 * SavedFilters::recentKept; ++i)
        m_filters->addRecent(QString::number(i));
    QCOMPARE(m_filters->recent().size(), SavedFilters::recentKept);
    QCOMPARE(m_filters->recent().first(), QString::number(2 * SavedFilters::recentKept - 1));
}

QTEST_GUILESS_MAIN(TestSavedFilters)
#include "tst_savedfilters.moc"
