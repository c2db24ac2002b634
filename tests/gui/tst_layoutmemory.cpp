// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/layoutmemory.h"
#include "log/logview.h"
#include "tenantwindow.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori::widgets;

namespace {

/// A page with a table of so many columns beside another part.
class Arranged : public QSplitter {
public:
    explicit Arranged(int columns)
        : model(2, columns)
        , table(new QTableView(this))
    {
        setObjectName("parts"_L1);
        table->setObjectName("table"_L1);
        table->setModel(&model);
        table->horizontalHeader()->setStretchLastSection(true);
        addWidget(new QWidget);
        resize(700, 300);
    }

    QStandardItemModel model;
    QTableView *table;
};

}

class TestLayoutMemory : public QObject {
    Q_OBJECT

private slots:
    void init();

    void findsColumnsAndSplittersAgain();
    void doesNotMixUpPages();
    void dropsWhatDoesNotFit_data();
    void dropsWhatDoesNotFit();
    void findsAWindowAgain();
    void bringsAWindowBackIntoSight();
    void beginsInTheUsualSize();
    void opensATenantWhereItWasLeft();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
};

void TestLayoutMemory::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
}

void TestLayoutMemory::findsColumnsAndSplittersAgain()
{
    LayoutMemory memory(*m_settings);
    Arranged first(3);
    memory.follow(first, u"page"_s);
    first.show();
    first.table->setColumnWidth(0, 231);
    Arranged second(3);
    memory.follow(second, u"page"_s);
    second.show();
    QCOMPARE(second.table->columnWidth(0), 231);
    QCOMPARE(second.table->columnWidth(1), first.table->columnWidth(1));
}

void TestLayoutMemory::doesNotMixUpPages()
{
    LayoutMemory memory(*m_settings);
    Arranged first(3);
    memory.follow(first, u"page"_s);
    first.table->setColumnWidth(0, 231);
    Arranged second(3);
    memory.follow(second, u"other"_s);
    QVERIFY(second.table->columnWidth(0) != 231);
}

void TestLayoutMemory::dropsWhatDoesNotFit_data()
{
    QTest::addColumn<QVariant>("kept");
    QTest::newRow("another number of columns") << QVariant(QStringList{u"200"_s, u"200"_s, u"200"_s});
    QTest::newRow("no numbers") << QVariant(QStringList{u"200"_s, u"wide"_s});
    QTest::newRow("beyond all screens") << QVariant(QStringList{u"200"_s, u"99999999"_s});
    QTest::newRow("below nothing") << QVariant(QStringList{u"200"_s, u"-5"_s});
    QTest::newRow("something else") << QVariant(QByteArray("\x00\x01", 2));
}

void TestLayoutMemory::dropsWhatDoesNotFit()
{
    QFETCH(const QVariant, kept);
    m_settings->setValue(u"layout/1/page/table"_s, kept);
    LayoutMemory memory(*m_settings);
    Arranged arranged(3);
    const int usual = arranged.table->columnWidth(0);
    memory.follow(arranged, u"page"_s);
    QCOMPARE(arranged.table->columnWidth(0), usual);
}

void TestLayoutMemory::findsAWindowAgain()
{
    LayoutMemory memory(*m_settings);
    QWidget first;
    first.setGeometry(60, 50, 420, 330);
    memory.keepWindow(first, u"window"_s);
    QWidget second;
    memory.restoreWindow(second, u"window"_s, {300, 200});
    QCOMPARE(second.size(), QSize(420, 330));
    first.showMaximized();
    memory.keepWindow(first, u"window"_s);
    QWidget third;
    memory.restoreWindow(third, u"window"_s, {300, 200});
    QVERIFY(third.isMaximized());
}

void TestLayoutMemory::bringsAWindowBackIntoSight()
{
    LayoutMemory memory(*m_settings);
    QWidget first;
    first.setGeometry(9000, 7000, 5000, 4000);
    memory.keepWindow(first, u"window"_s);
    QWidget second;
    memory.restoreWindow(second, u"window"_s, {300, 200});
    const QRect room = QGuiApplication::primaryScreen()->availableGeometry();
    QVERIFY(room.contains(second.frameGeometry().topLeft()));
    QVERIFY(second.width() <= room.width() && second.height() <= room.height());
}

void TestLayoutMemory::beginsInTheUsualSize()
{
    LayoutMemory memory(*m_settings);
    QWidget window;
    m_settings->setValue(u"layout/1/windows/window"_s, QByteArray("nonsense"));
    memory.restoreWindow(window, u"window"_s, {300, 200});
    QCOMPARE(window.size(), QSize(300, 200));
}

void TestLayoutMemory::opensATenantWhereItWasLeft()
{
    fake::TenantWindow tenant;
    tenant.open();
    QVERIFY(tenant.isLoaded());
    tenant.window().showPage("auditLog"_L1);
    tenant.window().resize(777, 555);
    auto *splitter = tenant.window().findChild<QSplitter *>(u"navigation"_s);
    QTest::mousePress(splitter->handle(1), Qt::LeftButton, Qt::NoModifier, {0, 100});
    QTest::mouseMove(splitter->handle(1), {40, 100});
    QTest::mouseRelease(splitter->handle(1), Qt::LeftButton, Qt::NoModifier, {40, 100});
    const int width = splitter->sizes().first();
    LogHeader &header = tenant.window().findChild<LogView *>()->header();
    header.setShown(header.shown().at(2), false);
    const QList<int> columns = header.shown();
    tenant.leave();

    tenant.open();
    QCOMPARE(tenant.page()->title(), u"Audit log"_s);
    QCOMPARE(tenant.window().size(), QSize(777, 555));
    QCOMPARE(tenant.window().findChild<QSplitter *>(u"navigation"_s)->sizes().first(), width);
    QCOMPARE(tenant.window().findChild<LogView *>()->header().shown(), columns);
}

QTEST_MAIN(TestLayoutMemory)
#include "tst_layoutmemory.moc"
