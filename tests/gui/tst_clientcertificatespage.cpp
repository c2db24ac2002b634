// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/choicelist.h"
#include "controls/emptystate.h"
#include "crypto/clientauthority.h"
#include "crypto/pkcs12.h"
#include "driver.h"
#include "fakecertificates.h"
#include "items/certificatesmodel.h"
#include "pages/certificatefiledialog.h"
#include "pages/certificatefilesdialog.h"
#include "pages/clientcertificatespage.h"
#include "pages/issuedialog.h"
#include "pages/permissiondialog.h"
#include "pages/revokedialog.h"
#include "reach.h"
#include "readyanswers.h"

#include <QAction>
#include <QCheckBox>
#include <QDateEdit>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace sekimori;
using namespace sekimori::widgets;
using items::CertificatesModel;
using platform::CertificateState;

namespace {

platform::SettingsState settings(bool enabled = true)
{
    platform::SettingsState state;
    state.settings.clientCertificates.enabled = enabled;
    state.settings.subdomain.name = u"demo"_s;
    state.settings.tenant.timeZone = u"Asia/Tokyo"_s;
    return state;
}

QDate todayInTokyo()
{
    return QDateTime::currentDateTimeUtc().toTimeZone(QTimeZone("Asia/Tokyo")).date();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

class TestClientCertificatesPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void editsTheSection();
    void keepsWhatWasEditedSinceItWasSent();
    void tellsAuditorsAndLetsThemChangeNothing();
    void showsPeopleByStateWithCounts();
    void searchesOnThePlatform();
    void leadsToThoseInAState();
    void saysWhyNothingCanBeDone();
    void issuesToOnePerson();
    void givesAnotherInPlaceOfTheOldOne();
    void issuesToManyAndSavesAllFilesAtOnce();
    void stopsBetweenTwoBatches();
    void goesOnAfterALostAnswerAndDoesNothingTwice();
    void staysUntilWhatIsUnderWayIsAnswered();
    void revokesWithAReason();
    void saysWhyItIsNotKnownWhatToRevoke();
    void endsAndGivesThePermission();
    void savesFilesOnceOnly();
    void asksForNoFilesWhereTheyCannotBeWritten();
    void selectsAllThatAreFound();
    void keepsTheSelectionWhenRowsAreReadAnew();
    void showsTheAuthorityAndSavesItsFiles();
    void saysThatTheAuthorityIsMadeOnFirstUse();
    void readsAFileThatSomebodyBrings();
    void saysWhyNothingCanBeShown();
    void canBeUsedWithoutAMouse_data();
    void canBeUsedWithoutAMouse();

private:
    void open(platform::Role role = platform::Role::Administrator);
    void select(const QStringList &loginNames);
    template<typename D>
    D *dialog() const;
    QTableView &table() const { return *m_page->findChild<QTableView *>(u"certificates"_s); }
    QPushButton &button(const QString &name) const { return *m_page->findChild<QPushButton *>(name); }
    QString cell(const QString &loginName, int column) const;
    QString news() const { return m_page->findChild<Banner *>(u"news"_s)->text(); }
    /// The bodies that were sent to @p path.
    QList<QJsonObject> sent(const QByteArray &path) const;

    crypto::KeyAndCertificate m_server;
    fake::Certificates m_certificates;
    std::function<std::optional<fake::Reply>(const fake::SeenRequest &)> m_instead;
    ReadyAnswers m_answers;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::CertificatesClient> m_client;
    std::unique_ptr<QMainWindow> m_window;
    ClientCertificatesPage *m_page = nullptr;
};

void TestClientCertificatesPage::initTestCase()
{
    m_server = fake::authority();
}

void TestClientCertificatesPage::init()
{
    m_certificates = {};
    m_certificates.authorityPem = "-----BEGIN CERTIFICATE-----";
    m_certificates.add(u"sato"_s, CertificateState::Expiring, 12);
    m_certificates.add(u"mori"_s, CertificateState::Valid);
    m_certificates.add(u"abe"_s, CertificateState::NotIssued);
    m_certificates.add(u"kato"_s, CertificateState::Revoked);
    m_certificates.holder(u"abe"_s).isPermitted = false;
    m_instead = {};
    m_answers = {};
    m_folder = std::make_unique<QTemporaryDir>();
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        if (const auto reply = m_instead ? m_instead(request) : std::nullopt)
            return *reply;
        return m_certificates.answer(request).value_or(fake::problem(404, u"path.unknown"_s));
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_server));
    m_client = std::make_unique<platform::CertificatesClient>(*m_connection);
    m_window = std::make_unique<QMainWindow>();
    m_page = new ClientCertificatesPage({m_answers, *m_client, u"demo.example.org"_s});
    m_window->setCentralWidget(m_page);
}

void TestClientCertificatesPage::cleanup()
{
    m_window.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestClientCertificatesPage::open(platform::Role role)
{
    platform::Session session;
    session.role = role;
    m_page->setSession(session);
    m_page->load(settings());
    m_window->resize(1100, 720);
    m_window->show();
    QVERIFY(driver::waitForActive(m_window.get()));
    QTRY_VERIFY(table().model()->rowCount() > 0 || m_certificates.holders.isEmpty());
}

void TestClientCertificatesPage::select(const QStringList &loginNames)
{
    Qt::KeyboardModifiers keys = Qt::NoModifier;
    for (const QString &name : loginNames) {
        const auto found = table().model()->match(table().model()->index(0, 0), Qt::DisplayRole, name);
        QVERIFY(!found.isEmpty());
        table().scrollTo(found.first());
        QTest::mouseClick(table().viewport(), Qt::LeftButton, keys, table().visualRect(found.first()).center());
        keys = Qt::ControlModifier;
    }
}

template<typename D>
D *TestClientCertificatesPage::dialog() const
{
    D *found = nullptr;
    driver::waitFor([&] { return (found = driver::dialogOver<D>(m_window.get())) != nullptr; });
    return found;
}

QString TestClientCertificatesPage::cell(const QString &loginName, int column) const
{
    const auto found
        = table().model()->match(table().model()->index(0, 0), Qt::DisplayRole, loginName, 1, Qt::MatchExactly);
    return found.isEmpty() ? QString() : found.first().siblingAtColumn(column).data().toString();
}

QList<QJsonObject> TestClientCertificatesPage::sent(const QByteArray &path) const
{
    QList<QJsonObject> bodies;
    for (const fake::SeenRequest &request : m_platform->seen()) {
        if (request.method == "POST" && request.target == "/api/v1" + path)
            bodies.append(request.json());
    }
    return bodies;
}

void TestClientCertificatesPage::editsTheSection()
{
    open();
    QVERIFY(!m_page->isChanged());
    QSignalSpy changed(m_page, &Page::changed);
    driver::tick(m_page->findChild<QCheckBox *>(u"allowOtherUser"_s));
    QCOMPARE(changed.size(), 1);
    QVERIFY(m_page->isChanged());
    policy::Settings draft;
    m_page->collect(draft);
    QVERIFY(draft.clientCertificates.enabled && draft.clientCertificates.allowOtherUser);
    m_page->revert();
    QVERIFY(!m_page->isChanged());
    QTest::keyClick(m_page->findChild<QCheckBox *>(u"enabled"_s), Qt::Key_Space);
    QVERIFY(m_page->isChanged());
    QVERIFY(m_page->findChild<Banner *>(u"secureAccessEffect"_s)
            ->text()
            .startsWith(u"demo.s.example.org lets nobody in."_s));
}

void TestClientCertificatesPage::keepsWhatWasEditedSinceItWasSent()
{
    open();
    driver::tick(m_page->findChild<QCheckBox *>(u"selfService"_s));
    policy::Settings sent;
    m_page->collect(sent);
    driver::tick(m_page->findChild<QCheckBox *>(u"allowOtherUser"_s));
    auto now = settings();
    now.settings.clientCertificates = sent.clientCertificates;
    m_page->applied(sent, now);
    QVERIFY(m_page->isChanged());
    driver::tick(m_page->findChild<QCheckBox *>(u"allowOtherUser"_s));
    QVERIFY(!m_page->isChanged());
}

void TestClientCertificatesPage::tellsAuditorsAndLetsThemChangeNothing()
{
    open(platform::Role::Auditor);
    for (const QString &name : {u"issue"_s, u"revoke"_s, u"save"_s, u"permission"_s, u"selectAll"_s})
        QVERIFY2(!button(name).isVisible(), qPrintable(name));
    for (const QString &name : {u"enabled"_s, u"allowOtherUser"_s, u"selfService"_s})
        QVERIFY2(!m_page->findChild<QCheckBox *>(name)->isVisible(), qPrintable(name));
    QVERIFY(m_page->findChild<QLabel *>(u"secureAccessState"_s)->text().contains(u"let in by client certificate"_s));
    for (const QAction *action : table().actions())
        QVERIFY(!action->isVisible());
    QVERIFY(button(u"readFile"_s).isEnabled());
    QTRY_VERIFY(button(u"saveReminders"_s).isEnabled());
}

void TestClientCertificatesPage::showsPeopleByStateWithCounts()
{
    open();
    auto *tabs = m_page->findChild<QTabBar *>(u"states"_s);
    QCOMPARE(tabs->tabText(0), u"All 4"_s);
    QCOMPARE(tabs->tabText(1), u"Expiring 1"_s);
    QCOMPARE(cell(u"sato"_s, CertificatesModel::StateColumn), u"Expires in 12 days"_s);
    tabs->setFocus();
    QTest::keyClick(tabs, Qt::Key_Right);
    QTRY_COMPARE(table().model()->rowCount(), 1);
    QVERIFY(std::ranges::any_of(m_platform->seen(),
        [](const fake::SeenRequest &request) { return request.target.contains("state=expiring"); }));
    QCOMPARE(m_page->findChild<QLabel *>(u"status"_s)->text(), u"All 1 people"_s);
}

void TestClientCertificatesPage::searchesOnThePlatform()
{
    open();
    auto *search = m_page->findChild<QLineEdit *>(u"search"_s);
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(search->hasFocus());
    driver::type(search, u"ATO"_s);
    QTRY_COMPARE(table().model()->rowCount(), 2);
    driver::type(search, u"nobody is called so"_s);
    auto *empty = m_page->findChild<EmptyState *>();
    QTRY_VERIFY(empty->isVisible());
    QCOMPARE(empty->headline(), u"Nobody is in this list"_s);
    driver::click(empty->button());
    QTRY_COMPARE(table().model()->rowCount(), 4);
}

void TestClientCertificatesPage::leadsToThoseInAState()
{
    open();
    m_page->focusOn(u"expiring"_s);
    QTRY_COMPARE(table().model()->rowCount(), 1);
    QCOMPARE(cell(u"sato"_s, 0), u"sato"_s);
    m_page->focusOn(u"selfService"_s);
    QVERIFY(m_page->findChild<QCheckBox *>(u"selfService"_s)->hasFocus());
}

void TestClientCertificatesPage::saysWhyNothingCanBeDone()
{
    open();
    for (const QString &name : {u"issue"_s, u"revoke"_s, u"save"_s, u"permission"_s}) {
        QVERIFY2(!button(name).isEnabled(), qPrintable(name));
        QCOMPARE(button(name).toolTip(), u"Select one or more people first"_s);
    }
    select({u"abe"_s});
    QVERIFY(button(u"issue"_s).isEnabled());
    QVERIFY(!button(u"revoke"_s).isEnabled());
    QCOMPARE(button(u"revoke"_s).toolTip(), u"None of those selected was given a certificate"_s);
    QVERIFY(!button(u"save"_s).isEnabled());
    QVERIFY(!m_page->findChild<QAction *>(u"endPermission"_s)->isEnabled());
}

void TestClientCertificatesPage::issuesToOnePerson()
{
    open();
    select({u"abe"_s});
    driver::click(&button(u"issue"_s));
    auto *issuing = dialog<IssueDialog>();
    QVERIFY(issuing);
    QCOMPARE(issuing->findChild<QLabel *>(u"summary"_s)->text(), u"For Abe Taro (abe)."_s);
    auto *day = issuing->findChild<QDateEdit *>(u"endsOn"_s);
    QCOMPARE(day->date(), todayInTokyo().addYears(1));
    QCOMPARE(day->maximumDate(), todayInTokyo().addYears(3));
    QVERIFY(!issuing->findChild<ChoiceList *>(u"previous"_s)->isVisible());
    QVERIFY(issuing->findChild<QCheckBox *>(u"permit"_s)->isVisible());
    day->setDate(todayInTokyo().addYears(2));
    QTest::keyClick(issuing, Qt::Key_Return);
    QTRY_VERIFY(driver::find<QPushButton>(issuing, u"saveFiles"_s));
    QCOMPARE(sent("/certificates/permission").size(), 1);
    QCOMPARE(sent("/certificates").first(),
        (QJsonObject{{u"users"_s, QJsonArray{3}}, {u"endsOn"_s, todayInTokyo().addYears(2).toString(Qt::ISODate)},
            {u"profile"_s, u"modern"_s}, {u"previous"_s, u"keep"_s}}));
    QTRY_COMPARE(cell(u"abe"_s, CertificatesModel::StateColumn), u"Valid"_s);
    QCOMPARE(cell(u"abe"_s, CertificatesModel::PermissionColumn), u"Permitted"_s);
    driver::click(driver::find<QPushButton>(issuing, u"leave"_s));
    QTRY_VERIFY(!driver::dialogOver<IssueDialog>(m_window.get()));
    QVERIFY(news().startsWith(u"1 of 1 certificates"_s));
}

void TestClientCertificatesPage::givesAnotherInPlaceOfTheOldOne()
{
    open();
    select({u"mori"_s, u"sato"_s});
    driver::click(&button(u"issue"_s));
    auto *issuing = dialog<IssueDialog>();
    QVERIFY(issuing);
    QCOMPARE(
        issuing->findChild<QLabel *>(u"summary"_s)->text(), u"For 2 people, of whom 2 have a valid certificate."_s);
    QVERIFY(!issuing->findChild<QCheckBox *>(u"permit"_s)->isVisible());
    driver::tick(issuing->findChild<ChoiceList *>(u"previous"_s)->findChildren<QRadioButton *>().at(1));
    driver::tick(issuing->findChild<ChoiceList *>(u"profile"_s)->findChildren<QRadioButton *>().at(1));
    driver::click(driver::find<QPushButton>(issuing, u"accept"_s));
    QTRY_VERIFY(driver::find<QPushButton>(issuing, u"saveFiles"_s));
    const QJsonObject order = sent("/certificates").first();
    QCOMPARE(order[u"previous"].toString(), u"revoke"_s);
    QCOMPARE(order[u"profile"].toString(), u"compatible"_s);
    issuing->reject();
}

void TestClientCertificatesPage::issuesToManyAndSavesAllFilesAtOnce()
{
    m_certificates.addMany(120);
    open();
    QTest::keyClick(&table(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(table().selectionModel()->selectedRows().size(), 124);
    driver::click(&button(u"issue"_s));
    auto *issuing = dialog<IssueDialog>();
    QVERIFY(issuing);
    driver::click(driver::find<QPushButton>(issuing, u"accept"_s));
    QTRY_VERIFY(driver::find<QPushButton>(issuing, u"saveFiles"_s));
    QList<qsizetype> sizes;
    for (const QJsonObject &body : sent("/certificates"))
        sizes.append(body[u"users"].toArray().size());
    QCOMPARE(sizes, (QList<qsizetype>{50, 50, 24}));
    m_answers.path = m_folder->filePath(u"all.zip"_s);
    driver::click(driver::find<QPushButton>(issuing, u"saveFiles"_s));
    QTRY_COMPARE(contentOf(m_folder->filePath(u"all.zip"_s)), m_certificates.zip);
    QCOMPARE(sent("/certificates/files").size(), 1);
    QCOMPARE(sent("/certificates/files").first()[u"serials"].toArray().size(), 124);
    QTRY_VERIFY(!driver::find<QPushButton>(issuing, u"saveFiles"_s)->isEnabled());
    QCOMPARE(m_answers.fileQuestions.last().suggestedName, u"certificates.zip"_s);
    issuing->reject();
}

void TestClientCertificatesPage::stopsBetweenTwoBatches()
{
    m_certificates.addMany(120);
    open();
    QTest::keyClick(&table(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(table().selectionModel()->selectedRows().size(), 124);
    driver::click(&button(u"issue"_s));
    QPointer<IssueDialog> issuing = dialog<IssueDialog>();
    m_instead = [&](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.method == "POST" && request.target == "/api/v1/certificates")
            QMetaObject::invokeMethod(issuing, [&] {
                if (auto *stop = driver::find<QPushButton>(issuing, u"stop"_s); stop && stop->isEnabled())
                    driver::click(stop);
            });
        return std::nullopt;
    };
    driver::tick(issuing->findChild<QCheckBox *>(u"permit"_s)); // Whoever is not permitted is left out.
    driver::click(driver::find<QPushButton>(issuing, u"accept"_s));
    QTRY_VERIFY(driver::find<QPushButton>(issuing, u"goOn"_s));
    QCOMPARE(issuing->findChild<QLabel *>(u"progressText"_s)->text(), u"50 of 123 certificates are issued."_s);
    QCOMPARE(m_certificates.changes, 1);
    m_instead = {};
    const auto save = [&](const QString &name) {
        m_answers.path = m_folder->filePath(name);
        driver::click(driver::find<QPushButton>(issuing, u"saveFiles"_s));
        QTRY_COMPARE(contentOf(m_folder->filePath(name)), m_certificates.zip);
    };
    const auto serials
        = [this](qsizetype request) { return sent("/certificates/files").at(request)[u"serials"].toArray().size(); };
    save(u"first.zip"_s);
    auto *goOn = driver::find<QPushButton>(issuing, u"goOn"_s);
    QTRY_VERIFY(goOn->isEnabled());
    driver::click(goOn);
    QTRY_COMPARE(m_certificates.changes, 3);
    QTRY_COMPARE(issuing->findChild<QLabel *>(u"progressText"_s)->text(), u"123 of 123 certificates are issued."_s);
    // The first files were handed out, which is done once only: now come the others.
    QTRY_VERIFY(driver::find<QPushButton>(issuing, u"saveFiles"_s)->isEnabled());
    save(u"rest.zip"_s);
    QCOMPARE(serials(0), 50);
    QCOMPARE(serials(1), 73);
    QTRY_VERIFY(!driver::find<QPushButton>(issuing, u"saveFiles"_s)->isEnabled());
    issuing->reject();
}

void TestClientCertificatesPage::goesOnAfterALostAnswerAndDoesNothingTwice()
{
    m_certificates.addMany(60);
    open();
    QTest::keyClick(&table(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(table().selectionModel()->selectedRows().size(), 64);
    driver::click(&button(u"issue"_s));
    QPointer<IssueDialog> issuing = dialog<IssueDialog>();
    driver::tick(issuing->findChild<QCheckBox *>(u"permit"_s));
    m_instead = [&](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.method != "POST" || m_certificates.changes == 0)
            return std::nullopt;
        m_certificates.answer(request); // It is done, and nobody hears of it.
        return fake::Reply{.way = fake::Reply::Way::HangUp};
    };
    driver::click(driver::find<QPushButton>(issuing, u"accept"_s));
    QTRY_VERIFY(driver::find<QPushButton>(issuing, u"goOn"_s));
    QCOMPARE(issuing->findChild<QLabel *>(u"progressText"_s)->text(), u"50 of 63 certificates are issued."_s);
    QVERIFY(driver::find<Banner>(issuing, u"end"_s)->text().contains(u"cannot be reached"_s));
    QCOMPARE(m_certificates.changes, 2);
    m_instead = {};
    driver::click(driver::find<QPushButton>(issuing, u"goOn"_s));
    QTRY_COMPARE(issuing->findChild<QLabel *>(u"progressText"_s)->text(), u"63 of 63 certificates are issued."_s);
    QCOMPARE(m_certificates.changes, 2);
    issuing->reject();
}

void TestClientCertificatesPage::staysUntilWhatIsUnderWayIsAnswered()
{
    open();
    select({u"mori"_s});
    driver::click(&button(u"issue"_s));
    QPointer<IssueDialog> issuing = dialog<IssueDialog>();
    m_instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        return request.method == "POST" ? std::optional(fake::Reply{.way = fake::Reply::Way::Never}) : std::nullopt;
    };
    driver::click(driver::find<QPushButton>(issuing, u"accept"_s));
    QTRY_COMPARE(sent("/certificates").size(), 1);
    QTest::keyClick(issuing, Qt::Key_Escape);
    QVERIFY(issuing->isVisible());
    auto *stop = driver::find<QPushButton>(issuing, u"stop"_s);
    QVERIFY(!stop->isEnabled());
    QCOMPARE(stop->toolTip(), u"The platform’s answer to what is under way is waited for"_s);
    m_platform->close();
    QTRY_VERIFY(driver::find<QPushButton>(issuing, u"goOn"_s));
    issuing->reject();
    QTRY_VERIFY(!issuing);
}

void TestClientCertificatesPage::revokesWithAReason()
{
    const auto end = QDateTime::currentDateTimeUtc().addDays(30);
    m_certificates.older.insert(2, {.serial = u"01"_s, .issuedAt = end.addDays(-365), .endsAt = end});
    m_certificates.older.insert(2, {.serial = u"02"_s, .issuedAt = end.addDays(-900), .endsAt = end.addDays(-500)});
    m_certificates.older.insert(
        2, {.serial = u"03"_s, .issuedAt = end.addDays(-90), .endsAt = end, .revokedAt = end.addDays(-60)});
    open();
    select({u"mori"_s, u"abe"_s});
    driver::click(&button(u"revoke"_s));
    auto *revoking = dialog<RevokeDialog>();
    QVERIFY(revoking);
    auto *accept = driver::find<QPushButton>(revoking, u"accept"_s);
    QTRY_VERIFY(accept->isEnabled());
    QCOMPARE(revoking->findChild<QLabel *>(u"summary"_s)->text(), u"2 valid certificates of 1 people."_s);
    QVERIFY(driver::find<Banner>(revoking, u"finality"_s)->text().contains(u"at once and for good"_s));
    QVERIFY(driver::find<QPushButton>(revoking, u"leave"_s)->isDefault());
    driver::tick(revoking->findChild<ChoiceList *>(u"reason"_s)->findChildren<QRadioButton *>().at(1));
    driver::click(accept);
    QTRY_COMPARE(cell(u"mori"_s, CertificatesModel::StateColumn), u"Revoked: not needed any more"_s);
    const QJsonObject order = sent("/certificates/revoke").first();
    QCOMPARE(order[u"reason"].toString(), u"cessationOfOperation"_s);
    QCOMPARE(order[u"serials"].toArray(), (QJsonArray{m_certificates.holder(u"mori"_s).certificate->serial, u"01"_s}));
    QTRY_COMPARE(news(), u"2 of 2 certificates are revoked."_s);
}

void TestClientCertificatesPage::saysWhyItIsNotKnownWhatToRevoke()
{
    open();
    select({u"mori"_s, u"kato"_s});
    m_instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        return request.target.contains("/of/4") ? std::optional(fake::problem(503, u"internal"_s)) : std::nullopt;
    };
    driver::click(&button(u"revoke"_s));
    auto *revoking = dialog<RevokeDialog>();
    QTRY_VERIFY(driver::find<Banner>(revoking, u"notFound"_s));
    auto *accept = driver::find<QPushButton>(revoking, u"accept"_s);
    QVERIFY(!accept->isEnabled());
    QCOMPARE(accept->toolTip(), u"It is not known yet which certificates these are"_s);
    m_instead = {};
    driver::click(driver::find<Banner>(revoking, u"notFound"_s)->button());
    QTRY_VERIFY(accept->isEnabled());
    QCOMPARE(accept->text(), u"&Revoke 1 certificates"_s);
    revoking->reject();
}

void TestClientCertificatesPage::endsAndGivesThePermission()
{
    open();
    select({u"mori"_s, u"abe"_s});
    m_page->findChild<QAction *>(u"endPermission"_s)->trigger();
    auto *ending = dialog<PermissionDialog>();
    QVERIFY(ending);
    QVERIFY(ending->findChild<QLabel *>(u"summary"_s)->text().startsWith(u"Mori Taro (mori) may not"_s));
    driver::click(driver::find<QPushButton>(ending, u"accept"_s));
    QTRY_COMPARE(cell(u"mori"_s, CertificatesModel::PermissionColumn), u"Not permitted"_s);
    QCOMPARE(sent("/certificates/permission").first()[u"users"].toArray(), QJsonArray{2});
    QTRY_VERIFY(!driver::dialogOver<PermissionDialog>(m_window.get()));
    m_page->findChild<QAction *>(u"permit"_s)->trigger();
    driver::click(driver::find<QPushButton>(dialog<PermissionDialog>(), u"accept"_s));
    QTRY_COMPARE(cell(u"abe"_s, CertificatesModel::PermissionColumn), u"Permitted"_s);
    QTRY_COMPARE(news(), u"2 of 2 people are permitted."_s);
}

void TestClientCertificatesPage::savesFilesOnceOnly()
{
    m_certificates.holder(u"mori"_s).certificate->fetchedAt = {};
    m_certificates.holder(u"mori"_s).certificate->fileUntil = QDateTime::currentDateTimeUtc().addDays(3);
    open();
    select({u"mori"_s, u"sato"_s});
    driver::click(&button(u"save"_s));
    auto *saving = dialog<CertificateFilesDialog>();
    QVERIFY(saving);
    m_answers.path = m_folder->filePath(u"mori.zip"_s);
    driver::click(driver::find<QPushButton>(saving, u"saveFiles"_s));
    QTRY_COMPARE(contentOf(m_folder->filePath(u"mori.zip"_s)), m_certificates.zip);
    QCOMPARE(sent("/certificates/files").first()[u"serials"].toArray().size(), 1);
    QCOMPARE(m_answers.fileQuestions.last().suggestedName, u"certificate-mori.zip"_s);
    QVERIFY(!(QFile::permissions(m_folder->filePath(u"mori.zip"_s)) & QFile::ReadOther));
    QTRY_VERIFY(cell(u"mori"_s, CertificatesModel::FileColumn).startsWith(u"Fetched on"_s));
    saving->reject();
    QTRY_VERIFY(!button(u"save"_s).isEnabled());
}

void TestClientCertificatesPage::asksForNoFilesWhereTheyCannotBeWritten()
{
    m_certificates.holder(u"mori"_s).certificate->fetchedAt = {};
    m_certificates.holder(u"mori"_s).certificate->fileUntil = QDateTime::currentDateTimeUtc().addDays(3);
    open();
    select({u"mori"_s});
    driver::click(&button(u"save"_s));
    auto *saving = dialog<CertificateFilesDialog>();
    m_answers.path = m_folder->filePath(u"no/such/folder/mori.zip"_s);
    driver::click(driver::find<QPushButton>(saving, u"saveFiles"_s));
    QTRY_VERIFY(driver::find<Banner>(saving, u"filesNews"_s)
        && driver::find<Banner>(saving, u"filesNews"_s)->tone() == Tone::Error);
    QVERIFY(sent("/certificates/files").isEmpty());
    QVERIFY(driver::find<QPushButton>(saving, u"saveFiles"_s)->isEnabled());
    saving->reject();
}

void TestClientCertificatesPage::selectsAllThatAreFound()
{
    m_certificates.addMany(450);
    open();
    QCOMPARE(table().model()->rowCount(), 200);
    driver::click(&button(u"selectAll"_s));
    QTRY_COMPARE(table().selectionModel()->selectedRows().size(), 454);
    QCOMPARE(m_page->findChild<QLabel *>(u"status"_s)->text(), u"All 454 people — 454 selected"_s);
}

void TestClientCertificatesPage::keepsTheSelectionWhenRowsAreReadAnew()
{
    open();
    select({u"mori"_s, u"kato"_s});
    m_certificates.holders.move(1, 3);
    m_page->refresh();
    QTRY_COMPARE(table().model()->index(3, 0).data().toString(), u"mori"_s);
    QCOMPARE(table().selectionModel()->selectedRows().size(), 2);
    QVERIFY(table().selectionModel()->isRowSelected(3));
}

void TestClientCertificatesPage::showsTheAuthorityAndSavesItsFiles()
{
    m_certificates.authorityEndsAt = QDateTime::currentDateTimeUtc().addDays(20);
    open();
    auto *end = m_page->findChild<QLabel *>(u"authorityEnd"_s);
    QTRY_VERIFY2(end->text().endsWith(u"(UTC+09:00): in 20 days"_s), qPrintable(end->text()));
    QVERIFY(m_page->findChild<QLabel *>(u"revocationList"_s)->text().startsWith(u"No. 12, 1 revoked"_s));
    m_answers.path = m_folder->filePath(u"authority.pem"_s);
    driver::click(&button(u"saveAuthority"_s));
    QTRY_COMPARE(contentOf(m_folder->filePath(u"authority.pem"_s)), m_certificates.authorityPem);
    m_answers.path = m_folder->filePath(u"ends.ics"_s);
    QTRY_VERIFY(button(u"saveReminders"_s).isEnabled());
    driver::click(&button(u"saveReminders"_s));
    QTRY_COMPARE(contentOf(m_folder->filePath(u"ends.ics"_s)), QByteArray("BEGIN:VCALENDAR"));
    QTRY_COMPARE(m_page->findChild<Banner *>(u"authorityNews"_s)->tone(), Tone::Good);
}

void TestClientCertificatesPage::saysThatTheAuthorityIsMadeOnFirstUse()
{
    m_certificates.authorityPem.clear();
    open();
    auto *none = m_page->findChild<QLabel *>(u"noAuthority"_s);
    QTRY_VERIFY(none->text().startsWith(u"It is made when the first certificate is issued"_s));
    QVERIFY(!button(u"saveAuthority"_s).isEnabled());
    QVERIFY(button(u"saveAuthority"_s).toolTip().startsWith(u"There is no authority yet"_s));
}

void TestClientCertificatesPage::readsAFileThatSomebodyBrings()
{
    const auto dayAfter = [](int days) { return floor<seconds>(system_clock::now()) + std::chrono::days(days); };
    const auto authority
        = crypto::makeClientAuthority(u"Demo authority"_s, u"Demo"_s, dayAfter(-9), dayAfter(900)).value();
    const auto issued
        = crypto::issueClientCertificate(authority, {u"mori"_s, u"Demo"_s}, dayAfter(-1), dayAfter(300)).value();
    QFile file(m_folder->filePath(u"mori.p12"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(crypto::makePkcs12(
        issued.pair, authority.certificatePem, u"mori"_s, u"secret"_s, crypto::Pkcs12Profile::Compatible)
            .value());
    file.close();
    m_certificates.authorityPem = authority.certificatePem;
    m_certificates.holder(u"mori"_s).certificate->serial = issued.serial;
    open();
    m_answers.path = file.fileName();
    driver::click(&button(u"readFile"_s));
    auto *reading = dialog<CertificateFileDialog>();
    QVERIFY(reading);
    auto *password = driver::find<QLineEdit>(reading, u"password"_s);
    QTRY_VERIFY(driver::find<QPushButton>(reading, u"open"_s)->isEnabled());
    QTest::keyClicks(password, u"wrong"_s);
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_VERIFY(driver::find<Banner>(reading, u"fileTrouble"_s));
    QVERIFY(driver::find<Banner>(reading, u"fileTrouble"_s)->text().contains(u"password"_s));
    const QStringList faultsAsking = reach::all(*reading);
    QVERIFY2(faultsAsking.isEmpty(), qPrintable(faultsAsking.join(u'\n')));
    driver::type(password, u"secret"_s);
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_VERIFY(driver::find<Banner>(reading, u"standing"_s)
        && driver::find<Banner>(reading, u"standing"_s)->tone() == Tone::Good);
    QCOMPARE(driver::find<Banner>(reading, u"standing"_s)->text(),
        u"This tenant has issued it to Mori Taro (mori), and it is valid."_s);
    const QStringList faults = reach::all(*reading);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    reading->reject();
}

void TestClientCertificatesPage::saysWhyNothingCanBeShown()
{
    m_certificates.holders.clear();
    m_instead = [](const fake::SeenRequest &) { return fake::problem(503, u"internal"_s); };
    open();
    auto *empty = m_page->findChild<EmptyState *>();
    QTRY_COMPARE(empty->headline(), u"The certificates could not be read"_s);
    m_instead = {};
    driver::click(empty->button());
    QTRY_COMPARE(empty->headline(), u"There is nobody yet"_s);
}

void TestClientCertificatesPage::canBeUsedWithoutAMouse_data()
{
    QTest::addColumn<QString>("which");
    QTest::newRow("issue") << u"issue"_s;
    QTest::newRow("revoke") << u"revoke"_s;
    QTest::newRow("save") << u"save"_s;
}

void TestClientCertificatesPage::canBeUsedWithoutAMouse()
{
    QFETCH(QString, which);
    m_certificates.holder(u"mori"_s).certificate->fetchedAt = {};
    m_certificates.holder(u"mori"_s).certificate->fileUntil = QDateTime::currentDateTimeUtc().addDays(3);
    open();
    const QStringList pageFaults = reach::all(*m_window);
    QVERIFY2(pageFaults.isEmpty(), qPrintable(pageFaults.join(u'\n')));
    select({u"mori"_s, u"abe"_s});
    button(which).setFocus();
    QTest::keyClick(&button(which), Qt::Key_Space);
    auto *opened = dialog<QDialog>();
    QVERIFY(opened);
    QVERIFY(driver::waitForActive(opened));
    const QStringList faults = reach::all(*opened);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    QTest::keyClick(opened, Qt::Key_Escape);
    QTRY_VERIFY(!driver::dialogOver<QDialog>(m_window.get()));
}

QTEST_MAIN(TestClientCertificatesPage)
#include "tst_clientcertificatespage.moc"
