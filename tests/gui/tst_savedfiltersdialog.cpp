// SPDX-License-Identifier: GPL-3.0-or-later
#include "driver.h"
#include "log/savedfiltersdialog.h"
#include "log/savefilterdialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

class TestSavedFiltersDialog : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void usesTheChosenOne();
    void renamesInTheList();
    void givesNoTwoTheSameName();
    void deletesByButtonAndKey();
    void saysThatThereIsNone();
    void savesOnlyUnderAName();
    void saysWhatWouldBeReplaced();

private:
    QPushButton *button(const QString &name) const { return m_dialog->findChild<QPushButton *>(name); }
    QListWidget *list() const { return m_dialog->findChild<QListWidget *>(); }
    void rename(const QString &name) const;
    QStringList names() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<items::SavedFilters> m_saved;
    std::unique_ptr<QWidget> m_window;
    QPointer<SavedFiltersDialog> m_dialog;
};

void TestSavedFiltersDialog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
    m_saved = std::make_unique<items::SavedFilters>(*m_settings, u"files"_s);
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
        m_saved->save(name, u"user:"_s + name);
    m_window = std::make_unique<QWidget>();
    m_window->show();
    m_dialog = new SavedFiltersDialog(*m_saved, m_window.get());
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

void TestSavedFiltersDialog::cleanup()
{
    m_window.reset();
}

QStringList TestSavedFiltersDialog::names() const
{
    QStringList names;
    for (const items::SavedFilter &filter : m_saved->filters())
        names << filter.name;
    return names;
}

void TestSavedFiltersDialog::rename(const QString &name) const
{
    button(u"renameFilter"_s)->click();
    auto *editor = list()->viewport()->findChild<QLineEdit *>();
    QVERIFY(editor);
    driver::type(editor, name);
    QTest::keyClick(editor, Qt::Key_Return);
}

void TestSavedFiltersDialog::usesTheChosenOne()
{
    QSignalSpy chosen(m_dialog, &SavedFiltersDialog::chosen);
    list()->setCurrentRow(1);
    QCOMPARE(m_dialog->findChild<QLabel *>(u"savedFilterText"_s)->text(), u"user:b"_s);
    button(u"useFilter"_s)->click();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toString(), u"user:b"_s);
    QTRY_VERIFY(!m_dialog);
}

void TestSavedFiltersDialog::renamesInTheList()
{
    list()->setCurrentRow(0);
    rename(u"z"_s);
    QTRY_COMPARE(names(), (QStringList{u"b"_s, u"c"_s, u"z"_s}));
    QCOMPARE(list()->count(), 3);
}

void TestSavedFiltersDialog::givesNoTwoTheSameName()
{
    list()->setCurrentRow(0);
    const auto said = [this] { return m_dialog->findChild<QLabel *>(u"savedFilterText"_s)->text(); };
    rename(u" B "_s);
    QTRY_VERIFY2(said().contains(u"already"_s), qPrintable(said()));
    QCOMPARE(list()->item(0)->text(), u"a"_s);
    QTRY_VERIFY(!list()->viewport()->findChild<QLineEdit *>());
    rename(u" "_s);
    QTRY_VERIFY2(said().contains(u"needs a name"_s), qPrintable(said()));
    QCOMPARE(names(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
}

void TestSavedFiltersDialog::deletesByButtonAndKey()
{
    list()->setCurrentRow(1);
    button(u"deleteFilter"_s)->click();
    QCOMPARE(names(), (QStringList{u"a"_s, u"c"_s}));
    QCOMPARE(list()->currentRow(), 1);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(names(), QStringList{u"a"_s});
}

void TestSavedFiltersDialog::saysThatThereIsNone()
{
    for (const QString &name : names())
        m_saved->remove(name);
    QCOMPARE(list()->count(), 0);
    for (const QString &name : {u"useFilter"_s, u"renameFilter"_s, u"deleteFilter"_s}) {
        QVERIFY(!button(name)->isEnabled());
        QVERIFY(!button(name)->toolTip().isEmpty());
    }
}

void TestSavedFiltersDialog::savesOnlyUnderAName()
{
    auto *dialog = new SaveFilterDialog(*m_saved, u"level:error"_s, m_window.get());
    dialog->open();
    auto *save = dialog->findChild<QPushButton *>(u"saveFilter"_s);
    QVERIFY(!save->isEnabled());
    QVERIFY(!save->toolTip().isEmpty());
    driver::type(dialog->findChild<QLineEdit *>(), u"d"_s);
    save->click();
    QCOMPARE(m_saved->filters().last(), (items::SavedFilter{u"d"_s, u"level:error"_s}));
}

void TestSavedFiltersDialog::saysWhatWouldBeReplaced()
{
    auto *dialog = new SaveFilterDialog(*m_saved, u"level:error"_s, m_window.get());
    dialog->open();
    driver::type(dialog->findChild<QLineEdit *>(), u"A"_s);
    auto *save = dialog->findChild<QPushButton *>(u"saveFilter"_s);
    QVERIFY(save->text().contains(u"Replace"_s));
    save->click();
    QCOMPARE(m_saved->filters().size(), 3);
    QCOMPARE(m_saved->filters().first(), (items::SavedFilter{u"A"_s, u"level:error"_s}));
}

QTEST_MAIN(TestSavedFiltersDialog)
#include "tst_savedfiltersdialog.moc"
