// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwindow/recentfiles.h"
#include "logwindow/recentfilesmenu.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::widgets;

class TestRecentFiles : public QObject {
    Q_OBJECT

private slots:
    void init();

    void listsTheNewestFirst();
    void keepsThemForTheNextTime();
    void forgetsTheOldest();
    void takesNothingThatIsNoPath();
    void offersThem();
    void saysWhichAreMissing();
    void clears();

private:
    QString put(const QString &name) const;
    QAction *action(const RecentFilesMenu &menu, const QString &part) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
};

void TestRecentFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
}

QString TestRecentFiles::put(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s could not be written", qPrintable(name));
    return file.fileName();
}

QAction *TestRecentFiles::action(const RecentFilesMenu &menu, const QString &part) const
{
    const auto actions = menu.actions();
    const auto found = std::ranges::find_if(actions, [&](const QAction *each) { return each->text().contains(part); });
    return found == actions.end() ? nullptr : *found;
}

void TestRecentFiles::listsTheNewestFirst()
{
    RecentFiles recent(*m_settings);
    recent.add({u"/logs/a.csv"_s, u"/logs/b.csv"_s});
    recent.add({u"/logs/c.csv"_s});
    recent.add({u"/logs/b.csv"_s});
    QCOMPARE(recent.paths(), (QStringList{u"/logs/b.csv"_s, u"/logs/c.csv"_s, u"/logs/a.csv"_s}));
}

void TestRecentFiles::keepsThemForTheNextTime()
{
    RecentFiles(*m_settings).add({u"/logs/a.csv"_s});
    QCOMPARE(RecentFiles(*m_settings).paths(), QStringList{u"/logs/a.csv"_s});
}

void TestRecentFiles::forgetsTheOldest()
{
    RecentFiles recent(*m_settings);
    for (int i = 0; i < 30; ++i)
        recent.add({u"/logs/%1.csv"_s.arg(i)});
    QCOMPARE(recent.paths().size(), RecentFiles::most);
    QCOMPARE(recent.paths().first(), u"/logs/29.csv"_s);
}

void TestRecentFiles::takesNothingThatIsNoPath()
{
    m_settings->setValue("logFiles/recent", QStringList{u"a.csv"_s, QString(), u"/logs/a.csv"_s});
    QCOMPARE(RecentFiles(*m_settings).paths(), QStringList{u"/logs/a.csv"_s});
}

void TestRecentFiles::offersThem()
{
    RecentFiles recent(*m_settings);
    RecentFilesMenu menu(recent);
    QVERIFY(!menu.actions().first()->isEnabled());
    const QString path = put(u"a & b.csv"_s);
    recent.add({path});
    emit menu.aboutToShow();
    QSignalSpy chosen(&menu, &RecentFilesMenu::chosen);
    action(menu, u"a && b.csv"_s)->trigger();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toString(), path);
}

void TestRecentFiles::saysWhichAreMissing()
{
    RecentFiles recent(*m_settings);
    recent.add({put(u"there.csv"_s), m_folder->filePath(u"gone.csv"_s)});
    const RecentFilesMenu menu(recent);
    QTRY_VERIFY(!action(menu, u"gone.csv"_s)->isEnabled());
    QVERIFY(action(menu, u"gone.csv"_s)->text().contains(u"not there"_s));
    QVERIFY(!action(menu, u"gone.csv"_s)->toolTip().isEmpty());
    QVERIFY(action(menu, u"there.csv"_s)->isEnabled());
}

void TestRecentFiles::clears()
{
    RecentFiles recent(*m_settings);
    recent.add({put(u"a.csv"_s)});
    const RecentFilesMenu menu(recent);
    action(menu, u"Clear"_s)->trigger();
    QVERIFY(recent.paths().isEmpty());
    QVERIFY(!menu.actions().first()->isEnabled());
}

QTEST_MAIN(TestRecentFiles)
#include "tst_recentfiles.moc"
