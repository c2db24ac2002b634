// SPDX-License-Identifier: GPL-3.0-or-later
#include "address/iprange.h"
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "driver.h"
#include "pages/ipentriesview.h"
#include "pages/ipimportdialog.h"
#include "pages/iprestrictionpage.h"
#include "pages/ownaddresspanel.h"
#include "readyanswers.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QDropEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sekimori;
using namespace sekimori::widgets;
using namespace Qt::StringLiterals;
using items::IpEntryColumn;
using Mode = policy::IpRestriction::Mode;

namespace {

/// One entry for each "network memo".
policy::IpRestriction restriction(Mode mode, const QStringList &lines)
{
    policy::IpRestriction made{mode, {}};
    for (const QString &line : lines)
        made.entries.append({IpNetwork::parse(line.section(u' ', 0, 0)).value(), line.section(u' ', 1)});
    return made;
}

QStringList written(const policy::IpRestriction &restriction)
{
    QStringList lines;
    for (const policy::IpEntry &entry : restriction.entries)
        lines += QString(entry.network.toString() + u' ' + entry.memo).trimmed();
    return lines;
}

platform::SettingsState stateOf(const policy::IpRestriction &restriction)
{
    platform::SettingsState state;
    state.settings.ipRestriction = restriction;
    return state;
}

}

class TestIpRestrictionPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void choosesAModeByKeyboard();
    void forgetsAnEditThatIsTakenBack();
    void addsWhatIsTyped();
    void saysWhatIsWrongWhileItIsTyped_data();
    void saysWhatIsWrongWhileItIsTyped();
    void addsARangeAsTheFewestNetworks();
    void takesNoMoreThanTheListCanHold();
    void editsInPlace();
    void holdsBackWhatIsNoNetwork();
    void deletesAndUndoes();
    void sortsByAClickOnTheHeading();
    void searchesAndSaysWhenNothingIsFound();
    void explainsAnEmptyList();

    void pastesLines();
    void previewsAPasteWithBadLines();
    void pastesNothingFromAnEmptyClipboard();
    void importsAfterAPreview_data();
    void importsAfterAPreview();
    void importsNothingWhenThePreviewIsCancelled();
    void offersNoImportThatWouldNotFit();
    void saysWhyAFileCannotBeRead_data();
    void saysWhyAFileCannotBeRead();
    void importsAFileThatIsDropped();
    void exportsWhatItCanReadAgain();
    void saysWhyAFileCannotBeWritten();

    void cleansUpByOneClick();
    void cleansNothingUpWhileSomethingIsWrong();
    void bringsEverythingBackByRevert();
    void marksWhatThePlatformRefuses();
    void tellsHowTheAdministratorWouldBeMet_data();
    void tellsHowTheAdministratorWouldBeMet();
    void tellsItAnewWithEveryEdit();
    void addsTheOwnAddress();
    void keepsWhatWasEditedWhileSaving();
    void letsAnAuditorOnlyLook();
    void fitsIntoASmallWindow();
    void namesEverythingForScreenReaders();

private:
    template<typename T>
    T *child(const QString &name = {}) const
    {
        T *found = m_page->findChild<T *>(name);
        if (!found)
            qFatal("There is no such child: %s", qPrintable(name));
        return found;
    }

    IpEntriesView &table() const { return *child<IpEntriesView>(); }
    Banner &outlook() const { return *child<OwnAddressPanel>()->findChild<Banner *>(); }
    QRadioButton &mode(const QString &text) const;
    IpImportDialog *preview() const;
    QString fileWith(const QByteArray &bytes);
    void click(QWidget *widget) const { QTest::mouseClick(widget, Qt::LeftButton); }
    void load(const policy::IpRestriction &restriction);
    policy::IpRestriction collected() const;

    ReadyAnswers m_answers;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<IpRestrictionPage> m_page;
};

void TestIpRestrictionPage::init()
{
    m_answers = {};
    m_folder = std::make_unique<QTemporaryDir>();
    m_page = std::make_unique<IpRestrictionPage>(m_answers);
    platform::Session session;
    session.role = platform::Role::Administrator;
    session.clientAddress = u"127.0.0.1"_s;
    m_page->setSession(session);
    m_page->resize(800, 600);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
}

void TestIpRestrictionPage::cleanup()
{
    m_page.reset();
}

QRadioButton &TestIpRestrictionPage::mode(const QString &text) const
{
    for (QRadioButton *button : m_page->findChildren<QRadioButton *>()) {
        if (QString(button->text()).remove(u'&') == text)
            return *button;
    }
    qFatal("There is no such mode: %s", qPrintable(text));
}

IpImportDialog *TestIpRestrictionPage::preview() const
{
    return m_page->findChild<IpImportDialog *>();
}

QString TestIpRestrictionPage::fileWith(const QByteArray &bytes)
{
    const QString path = m_folder->filePath(u"list.csv"_s);
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
}

void TestIpRestrictionPage::load(const policy::IpRestriction &restriction)
{
    QSignalSpy inspected(child<items::IpEntriesModel>(), &items::IpEntriesModel::inspectionChanged);
    m_page->load(stateOf(restriction));
    QTRY_COMPARE(inspected.size(), 1);
}

policy::IpRestriction TestIpRestrictionPage::collected() const
{
    policy::Settings draft;
    m_page->collect(draft);
    return draft.ipRestriction;
}

void TestIpRestrictionPage::choosesAModeByKeyboard()
{
    load(restriction(Mode::AllowAll, {}));
    QSignalSpy changed(m_page.get(), &Page::changed);
    mode(u"Allow all"_s).setFocus();
    QTest::keyClick(&mode(u"Allow all"_s), Qt::Key_Down);
    QCOMPARE(collected().mode, Mode::AllowListed);
    QVERIFY(m_page->isChanged());
    QVERIFY(!changed.isEmpty());
    QVERIFY(!mode(u"Deny all"_s).accessibleDescription().isEmpty());
}

void TestIpRestrictionPage::forgetsAnEditThatIsTakenBack()
{
    load(restriction(Mode::AllowAll, {u"192.0.2.1"_s}));
    click(&mode(u"Deny all"_s));
    QVERIFY(m_page->isChanged());
    click(&mode(u"Allow all"_s));
    QVERIFY(!m_page->isChanged());
}

void TestIpRestrictionPage::addsWhatIsTyped()
{
    load(restriction(Mode::AllowListed, {u"192.0.2.1"_s}));
    auto *network = child<QLineEdit>(u"newNetwork"_s);
    auto *memo = child<QLineEdit>(u"newMemo"_s);
    network->setFocus();
    QTest::keyClicks(network, u"10.0.0.0/8"_s);
    QTest::keyClick(network, Qt::Key_Tab);
    QVERIFY(memo->hasFocus());
    QTest::keyClicks(memo, u"office"_s);
    QTest::keyClick(memo, Qt::Key_Return);
    QCOMPARE(written(collected()), (QStringList{u"192.0.2.1"_s, u"10.0.0.0/8 office"_s}));
    QVERIFY(network->text().isEmpty());
    QVERIFY(network->hasFocus());
    QCOMPARE(table().currentIndex().row(), 1);
    QVERIFY(child<QLabel>(u"count"_s)->text().startsWith(u"2 of "_s));
}

void TestIpRestrictionPage::saysWhatIsWrongWhileItIsTyped_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("memo");
    QTest::newRow("no address") << u"192.0.2"_s << QString();
    QTest::newRow("leading zero") << u"192.0.2.01"_s << QString();
    QTest::newRow("range backwards") << u"192.0.2.9-192.0.2.1"_s << QString();
    QTest::newRow("memo too long") << u"192.0.2.1"_s << QString(101, u'x');
}

void TestIpRestrictionPage::saysWhatIsWrongWhileItIsTyped()
{
    QFETCH(QString, network);
    QFETCH(QString, memo);
    load(restriction(Mode::AllowListed, {}));
    QTest::keyClicks(child<QLineEdit>(u"newNetwork"_s), network);
    child<QLineEdit>(u"newMemo"_s)->setText(memo);
    QVERIFY(!child<QPushButton>(u"add"_s)->isEnabled());
    QVERIFY(!child<QLineEdit>(u"newNetwork"_s)->accessibleDescription().isEmpty());
    QTest::keyClick(child<QLineEdit>(u"newNetwork"_s), Qt::Key_Return);
    QVERIFY(collected().entries.isEmpty());
    QVERIFY(!m_page->isChanged());
}

void TestIpRestrictionPage::addsARangeAsTheFewestNetworks()
{
    load(restriction(Mode::AllowListed, {}));
    QTest::keyClicks(child<QLineEdit>(u"newNetwork"_s), u"192.0.2.1 - 192.0.2.4"_s);
    click(child<QPushButton>(u"add"_s));
    QCOMPARE(written(collected()), (QStringList{u"192.0.2.1"_s, u"192.0.2.2/31"_s, u"192.0.2.4"_s}));
}

void TestIpRestrictionPage::takesNoMoreThanTheListCanHold()
{
    policy::IpRestriction full{Mode::AllowListed, {}};
    for (quint32 i = 0; i < policy::maxEntries - 1; ++i)
        full.entries.append({IpNetwork{IpAddress::v4(0x0a000000 + 2 * i), 32}, {}});
    load(full);
    QTest::keyClicks(child<QLineEdit>(u"newNetwork"_s), u"192.0.2.1-192.0.2.2"_s);
    QVERIFY(!child<QPushButton>(u"add"_s)->isEnabled());
    child<QLineEdit>(u"newNetwork"_s)->setText(u"192.0.2.1"_s);
    click(child<QPushButton>(u"add"_s));
    QCOMPARE(collected().entries.size(), policy::maxEntries);
    QVERIFY(m_page->problems().isEmpty());
    child<QLineEdit>(u"newNetwork"_s)->setText(u"192.0.2.9"_s);
    QVERIFY(!child<QPushButton>(u"add"_s)->isEnabled());
}

void TestIpRestrictionPage::editsInPlace()
{
    load(restriction(Mode::AllowListed, {u"192.0.2.1 door"_s}));
    const QModelIndex memo = table().model()->index(0, int(IpEntryColumn::Memo));
    const QPoint middle = table().visualRect(memo).center();
    QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, middle);
    QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, middle);
    auto *editor = table().viewport()->findChild<QLineEdit *>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, u"gate"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(written(collected()), QStringList{u"192.0.2.1 gate"_s});
    QVERIFY(m_page->isChanged());
}

void TestIpRestrictionPage::holdsBackWhatIsNoNetwork()
{
    load(restriction(Mode::AllowListed, {u"192.0.2.1"_s, u"192.0.2.2"_s}));
    table().setCurrentIndex(table().model()->index(1, int(IpEntryColumn::Network)));
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Return);
    auto *editor = table().viewport()->findChild<QLineEdit *>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, u"192.0.2.x"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(m_page->problems().size(), 1);
    QCOMPARE(m_page->problems().first().field, u"ipRestriction.entries[1].network"_s);
    QVERIFY(m_page->isChanged());
    table().setCurrentIndex(table().model()->index(0, 0));
    QVERIFY(m_page->showProblems(told(m_page->problems())).isEmpty());
    QCOMPARE(table().currentIndex(), table().model()->index(1, int(IpEntryColumn::Network)));
    QTest::keyClick(&table(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!m_page->isChanged());
}

void TestIpRestrictionPage::deletesAndUndoes()
{
    load(restriction(Mode::AllowListed, {u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.3"_s}));
    auto *button = child<QPushButton>(u"delete"_s);
    QVERIFY(!button->isEnabled());
    QVERIFY(!button->toolTip().isEmpty());
    table().selectRow(0);
    QVERIFY(button->isEnabled());
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Delete);
    QCOMPARE(written(collected()), (QStringList{u"192.0.2.2"_s, u"192.0.2.3"_s}));
    QCOMPARE(table().currentIndex().row(), 0);
    table().selectAll();
    click(button);
    QVERIFY(collected().entries.isEmpty());
    QVERIFY(child<EmptyState>()->isVisible());
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(button, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!m_page->isChanged());
}

void TestIpRestrictionPage::sortsByAClickOnTheHeading()
{
    load(restriction(Mode::AllowListed, {u"192.0.2.10"_s, u"192.0.2.9"_s}));
    auto &header = *table().horizontalHeader();
    const int x = header.sectionViewportPosition(int(IpEntryColumn::Network)) + 20;
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, QPoint(x, header.height() / 2));
    QCOMPARE(table().model()->index(0, int(IpEntryColumn::Network)).data().toString(), u"192.0.2.9"_s);
    QVERIFY(!m_page->isChanged());
}

void TestIpRestrictionPage::searchesAndSaysWhenNothingIsFound()
{
    load(restriction(Mode::AllowListed, {u"10.0.0.0/8 office"_s, u"192.0.2.1 door"_s}));
    auto *search = child<QLineEdit>(u"search"_s);
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, u"10.1.2.3"_s);
    QCOMPARE(table().model()->rowCount(), 1);
    QTest::keyClicks(search, u"4567"_s);
    QVERIFY(child<EmptyState>()->isVisible());
    QVERIFY(!table().isVisible());
    click(child<EmptyState>()->button());
    QCOMPARE(table().model()->rowCount(), 2);
    QVERIFY(table().isVisible());
}

void TestIpRestrictionPage::explainsAnEmptyList()
{
    load(restriction(Mode::AllowListed, {}));
    QVERIFY(child<EmptyState>()->isVisible());
    QVERIFY(!child<EmptyState>()->accessibleDescription().isEmpty());
    QVERIFY(!child<QPushButton>(u"export"_s)->isEnabled());
}

void TestIpRestrictionPage::pastesLines()
{
    load(restriction(Mode::AllowListed, {u"192.0.2.1"_s}));
    QGuiApplication::clipboard()->setText(u"198.51.100.1\tdoor\n203.0.113.0/24, office\n"_s);
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(written(collected()), (QStringList{u"192.0.2.1"_s, u"198.51.100.1 door"_s, u"203.0.113.0/24 office"_s}));
    auto *news = child<Banner>(u"news"_s);
    QVERIFY(news->isVisible());
    click(news->button());
    QVERIFY(!m_page->isChanged());
    QVERIFY(!news->isVisible());
}

void TestIpRestrictionPage::previewsAPasteWithBadLines()
{
    load(restriction(Mode::AllowListed, {u"192.0.2.1"_s}));
    QGuiApplication::clipboard()->setText(u"198.51.100.1\nnonsense\n"_s);
    click(child<QPushButton>(u"paste"_s));
    QVERIFY(!m_page->isChanged());
    QVERIFY(preview());
    QVERIFY(preview()->findChild<QLabel *>(u"summary"_s)->text().contains(u"1 "_s));
    click(preview()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok));
    QCOMPARE(written(collected()), (QStringList{u"192.0.2.1"_s, u"198.51.100.1"_s}));
}

void TestIpRestrictionPage::pastesNothingFromAnEmptyClipboard()
{
    load(restriction(Mode::AllowListed, {}));
    QGuiApplication::clipboard()->setText({});
    click(child<QPushButton>(u"paste"_s));
    QVERIFY(child<Banner>(u"news"_s)->isVisible());
    QVERIFY(!m_page->isChanged());
}

void TestIpRestrictionPage::importsAfterAPreview_data()
{
    QTest::addColumn<bool>("replaces");
    QTest::addColumn<QStringList>("after");
    QTest::newRow("added") << false << QStringList{u"192.0.2.1 door"_s, u"10.0.0.0/8 本社"_s};
    QTest::newRow("replaced") << true << QStringList{u"10.0.0.0/8 本社"_s};
}

void TestIpRestrictionPage::importsAfterAPreview()
{
    QFETCH(bool, replaces);
    load(restriction(Mode::AllowListed, {u"192.0.2.1 door"_s}));
    m_answers.path = fileWith("IPアドレス,CIDR,メモ\r\n10.0.0.0,8,本社\r\n300.0.0.1,,x\r\n");
    click(child<QPushButton>(u"import"_s));
    QTRY_VERIFY(preview());
    QVERIFY(!m_page->isChanged());
    const QString choice = replaces ? u"Replace the list"_s : u"Add to the list"_s;
    for (QRadioButton *button : preview()->findChildren<QRadioButton *>()) {
        if (QString(button->text()).remove(u'&') == choice)
            click(button);
    }
    click(preview()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok));
    QTEST(written(collected()), "after");
    QVERIFY(child<Banner>(u"news"_s)->text().contains(u"list.csv"_s));
    QTRY_VERIFY(!preview());
}

void TestIpRestrictionPage::importsNothingWhenThePreviewIsCancelled()
{
    load(restriction(Mode::AllowListed, {u"192.0.2.1"_s}));
    m_answers.path = fileWith("IP Address,CIDR,Memo\n10.0.0.0,8,office\n");
    click(child<QPushButton>(u"import"_s));
    QTRY_VERIFY(preview());
    QTest::keyClick(preview(), Qt::Key_Escape);
    QTRY_VERIFY(!preview());
    QVERIFY(!m_page->isChanged());
}

void TestIpRestrictionPage::offersNoImportThatWouldNotFit()
{
    load(restriction(Mode::AllowListed, {u"192.0.2.1"_s}));
    QByteArray csv = "IP Address,CIDR,Memo\n";
    for (int i = 0; i < policy::maxEntries; ++i)
        csv += "10." + QByteArray::number(i / 65536) + '.' + QByteArray::number(i / 256 % 256) + '.'
            + QByteArray::number(i % 256) + ",,\n";
    m_answers.path = fileWith(csv);
    click(child<QPushButton>(u"import"_s));
    QTRY_VERIFY(preview());
    const QPushButton *accept = preview()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    QVERIFY(!accept->isEnabled());
    click(preview()->findChildren<QRadioButton *>().last());
    QVERIFY(accept->isEnabled());
}

void TestIpRestrictionPage::saysWhyAFileCannotBeRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("exists");
    QTest::newRow("not there") << QByteArray() << false;
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("another table") << QByteArray("Name,Mail\nsato,x\n") << true;
    QTest::newRow("UTF-16") << QByteArray("\xff\xfeI\0P\0", 6) << true;
    QTest::newRow("too large") << QByteArray(policy::maxCsvBytes + 1, 'x') << true;
}

void TestIpRestrictionPage::saysWhyAFileCannotBeRead()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, exists);
    load(restriction(Mode::AllowListed, {u"192.0.2.1"_s}));
    m_answers.path = exists ? fileWith(bytes) : m_folder->filePath(u"missing.csv"_s);
    click(child<QPushButton>(u"import"_s));
    auto *news = child<Banner>(u"news"_s);
    QTRY_VERIFY(news->isVisible());
    QCOMPARE(news->tone(), Tone::Error);
    QVERIFY(!news->text().isEmpty());
    QVERIFY(!preview());
    QVERIFY(!m_page->isChanged());
}

void TestIpRestrictionPage::importsAFileThatIsDropped()
{
    load(restriction(Mode::AllowListed, {}));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(fileWith("IP Address,CIDR,Memo\n192.0.2.1,,door\n"))});
    QWidget *panel = child<QPushButton>(u"import"_s)->parentWidget()->parentWidget();
    const QPoint place(20, 20);
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(panel, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(panel, &drop);
    QTRY_VERIFY(preview());
}

void TestIpRestrictionPage::exportsWhatItCanReadAgain()
{
    const auto before = restriction(Mode::AllowListed, {u"10.0.0.0/8 本社, \"3F\""_s, u"2001:db8::1"_s});
    load(before);
    const QString path = m_folder->filePath(u"out.csv"_s);
    m_answers.path = path;
    click(child<QPushButton>(u"export"_s));
    auto *news = child<Banner>(u"news"_s);
    QTRY_VERIFY(news->isVisible());
    QCOMPARE(news->tone(), Tone::Good);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto read = policy::readEntriesCsv(file.readAll());
    QVERIFY(read);
    QCOMPARE(read->entries, before.entries);
}

void TestIpRestrictionPage::saysWhyAFileCannotBeWritten()
{
    load(restriction(Mode::AllowListed, {u"192.0.2.1"_s}));
    m_answers.path = m_folder->filePath(u"no/such/folder/out.csv"_s);
    click(child<QPushButton>(u"export"_s));
    auto *news = child<Banner>(u"news"_s);
    QTRY_VERIFY(news->isVisible());
    QCOMPARE(news->tone(), Tone::Error);
}

void TestIpRestrictionPage::cleansUpByOneClick()
{
    const QStringList before{u"10.1.2.3/8 office"_s, u"10.1.2.3"_s, u"192.0.2.1"_s};
    load(restriction(Mode::AllowListed, before));
    auto *remarks = child<Banner>(u"remarks"_s);
    QVERIFY(remarks->isVisible());
    QVERIFY(!remarks->accessibleName().isEmpty());
    click(remarks->button());
    QTRY_COMPARE(written(collected()), (QStringList{u"10.0.0.0/8 office"_s, u"192.0.2.1"_s}));
    QTRY_VERIFY(!remarks->isVisible());
    click(child<Banner>(u"news"_s)->button());
    QCOMPARE(written(collected()), before);
}

void TestIpRestrictionPage::cleansNothingUpWhileSomethingIsWrong()
{
    load(restriction(Mode::AllowListed, {u"10.0.0.0/8"_s, u"10.1.2.3"_s, u"192.0.2.1"_s}));
    auto *model = child<items::IpEntriesModel>();
    model->setData(model->indexOf(2, IpEntryColumn::Network), u"nonsense"_s);
    auto *remarks = child<Banner>(u"remarks"_s);
    QTRY_VERIFY(!remarks->button()->isEnabled());
    QVERIFY(!remarks->button()->toolTip().isEmpty());
}

void TestIpRestrictionPage::bringsEverythingBackByRevert()
{
    const auto before = restriction(Mode::AllowListed, {u"10.1.2.3/8 office"_s, u"10.1.2.3"_s});
    load(before);
    click(child<Banner>(u"remarks"_s)->button());
    click(&mode(u"Deny all"_s));
    m_page->revert();
    QCOMPARE(collected(), before);
    QVERIFY(!m_page->isChanged());
}

void TestIpRestrictionPage::marksWhatThePlatformRefuses()
{
    load(restriction(Mode::AllowListed, {u"192.0.2.1"_s, u"192.0.2.2"_s}));
    const QList<platform::FieldProblem> problems{
        {u"basicAuth.enabled"_s, u"x"_s, u"Not here."_s},
        {u"ipRestriction.entries[1].memo"_s, u"x"_s, u"Not this."_s},
        {u"ipRestriction.entries[7].network"_s, u"x"_s, u"Out of range."_s},
    };
    child<QLineEdit>(u"search"_s)->setText(u"192.0.2.1"_s);
    const auto rest = m_page->showProblems(problems);
    QCOMPARE(rest, (QList{problems[0], problems[2]}));
    QCOMPARE(table().currentIndex(), table().model()->index(1, int(IpEntryColumn::Memo)));
    QCOMPARE(table().model()->index(1, int(IpEntryColumn::Remark)).data().toString(), u"Not this."_s);
    QVERIFY(m_page->showProblems({}).isEmpty());
    QCOMPARE(table().model()->index(1, int(IpEntryColumn::Remark)).data().toString(), QString());
}

void TestIpRestrictionPage::tellsHowTheAdministratorWouldBeMet_data()
{
    QTest::addColumn<Mode>("mode");
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<bool>("basic");
    QTest::addColumn<Tone>("tone");
    QTest::addColumn<QString>("part");
    const QStringList listed{u"192.0.2.1"_s, u"127.0.0.0/8 Office"_s};
    const QStringList others{u"192.0.2.1"_s};
    QTest::newRow("all") << Mode::AllowAll << others << false << Tone::Good << u"would get in"_s;
    QTest::newRow("listed") << Mode::AllowListed << listed << false << Tone::Good << u"entry 2, 127.0.0.0/8 “Office”"_s;
    QTest::newRow("not listed") << Mode::AllowListed << others << false << Tone::Error << u"would NOT get in"_s;
    QTest::newRow("not listed, Basic") << Mode::AllowListed << others << true << Tone::Warning << u"password"_s;
    QTest::newRow("none") << Mode::DenyAll << listed << false << Tone::Error << u"“Deny all”"_s;
    QTest::newRow("none, Basic") << Mode::DenyAll << listed << true << Tone::Warning << u"“Deny all”"_s;
}

void TestIpRestrictionPage::tellsHowTheAdministratorWouldBeMet()
{
    QFETCH(Mode, mode);
    QFETCH(QStringList, lines);
    QFETCH(bool, basic);
    QFETCH(QString, part);
    auto state = stateOf(restriction(mode, lines));
    state.settings.basicAuth.enabled = basic;
    m_page->load(state);
    QTRY_VERIFY2(outlook().text().contains(part), qPrintable(outlook().text()));
    QVERIFY(outlook().text().contains(u"127.0.0.1"_s));
    QTEST(outlook().tone(), "tone");
}

void TestIpRestrictionPage::tellsItAnewWithEveryEdit()
{
    load(restriction(Mode::AllowAll, {}));
    QTRY_COMPARE(outlook().tone(), Tone::Good);
    click(&mode(u"Allow listed"_s));
    QTRY_COMPARE(outlook().tone(), Tone::Error);
    policy::Settings whole;
    m_page->collect(whole);
    whole.basicAuth.enabled = true;
    m_page->showWhole(whole);
    QTRY_COMPARE(outlook().tone(), Tone::Warning);
    QTest::keyClicks(child<QLineEdit>(u"newNetwork"_s), u"127.0.0.1"_s);
    QTest::keyClick(child<QLineEdit>(u"newNetwork"_s), Qt::Key_Return);
    QTRY_COMPARE(outlook().tone(), Tone::Good);
}

void TestIpRestrictionPage::addsTheOwnAddress()
{
    load(restriction(Mode::AllowListed, {}));
    QTRY_COMPARE(outlook().tone(), Tone::Error);
    click(outlook().button());
    QVERIFY(written(collected()).first().startsWith(u"127.0.0.1 "_s));
    QTRY_COMPARE(outlook().tone(), Tone::Good);
    QVERIFY(!outlook().button()->isVisible());
}

void TestIpRestrictionPage::keepsWhatWasEditedWhileSaving()
{
    load(restriction(Mode::AllowAll, {}));
    click(&mode(u"Allow listed"_s));
    policy::Settings sent;
    m_page->collect(sent);
    m_page->applied(sent, stateOf(sent.ipRestriction));
    QVERIFY(!m_page->isChanged());
    click(&mode(u"Deny all"_s));
    m_page->applied(sent, stateOf(sent.ipRestriction));
    QVERIFY(m_page->isChanged());
    QCOMPARE(collected().mode, Mode::DenyAll);
    m_page->revert();
    QCOMPARE(collected().mode, Mode::AllowListed);
}

void TestIpRestrictionPage::letsAnAuditorOnlyLook()
{
    platform::Session session;
    session.role = platform::Role::Auditor;
    session.clientAddress = u"192.0.2.99"_s;
    m_page->setSession(session);
    load(restriction(Mode::AllowListed, {u"10.0.0.0/8"_s, u"10.1.2.3"_s}));
    for (const QRadioButton *button : m_page->findChildren<QRadioButton *>())
        QVERIFY(!button->isVisible());
    for (const QString &name : {u"delete"_s, u"paste"_s, u"import"_s, u"add"_s})
        QVERIFY2(!child<QPushButton>(name)->isVisible(), qPrintable(name));
    QVERIFY(child<QPushButton>(u"export"_s)->isVisible());
    QVERIFY(!child<QLineEdit>(u"newNetwork"_s)->isVisible());
    QVERIFY(child<Banner>(u"remarks"_s)->isVisible());
    QVERIFY(!child<Banner>(u"remarks"_s)->button()->isVisible());
    QTRY_COMPARE(outlook().tone(), Tone::Error);
    QVERIFY(!outlook().button()->isVisible());
    table().setCurrentIndex(table().model()->index(0, int(IpEntryColumn::Network)));
    table().setFocus();
    for (const int key : {Qt::Key_Delete, Qt::Key_Return, Qt::Key_F2})
        QTest::keyClick(&table(), Qt::Key(key));
    QVERIFY(!table().viewport()->findChild<QLineEdit *>());
    QVERIFY(!m_page->isChanged());
}

void TestIpRestrictionPage::fitsIntoASmallWindow()
{
    load(restriction(Mode::AllowListed, {u"10.0.0.0/8"_s, u"10.1.2.3"_s}));
    const QSize least = m_page->minimumSizeHint();
    QVERIFY2(
        least.width() <= 780 && least.height() <= 560, qPrintable(u"%1 x %2"_s.arg(least.width()).arg(least.height())));
}

void TestIpRestrictionPage::namesEverythingForScreenReaders()
{
    for (const QLineEdit *edit : m_page->findChildren<QLineEdit *>())
        QVERIFY2(!edit->accessibleName().isEmpty(), qPrintable(edit->objectName()));
    QVERIFY(!table().accessibleName().isEmpty());
    for (const QPushButton *button : m_page->findChildren<QPushButton *>())
        QVERIFY(!button->isVisible() || !button->text().isEmpty());
}

QTEST_MAIN(TestIpRestrictionPage)
#include "tst_iprestrictionpage.moc"
