// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "driver.h"
#include "fakeusers.h"
#include "pages/userdialog.h"
#include "pages/userimportdialog.h"
#include "pages/userpassworddialog.h"
#include "pages/userspage.h"
#include "readyanswers.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;
using items::UsersModel;

namespace {

platform::Session sessionOf(const QString &user, platform::Role role)
{
    platform::Session session;
    session.user = user;
    session.role = role;
    return session;
}

}

class TestUsersPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void showsTheUsersAndHowManyThereAre();
    void fetchesFurtherUsersWhileScrolling();
    void searchesOnThePlatformWhileTyping();
    void showsOnlyOneRole();
    void clearsAFilterThatNothingMatches();
    void saysWhyNothingCanBeShown();
    void keepsWhatItShowsWhenThePlatformFails();
    void letsAnAuditorOnlyLook();

    void addsAUserAndTellsOfWarnings();
    void marksWhatThePlatformRefuses();
    void editsTheChosenUserByKeyboard();
    void showsWhatSomebodyElseHasChanged();
    void fixesTheRoleOfTheLastAdministrator();
    void setsAGeneratedPassword();
    void warnsOfAPasswordThatThePolicyWouldRefuse();

    void deletesWithTheName();
    void doesNotDeleteWhereAPersonThinksBetter();
    void saysWhyOneselfCannotBeDeleted();
    void permitsCertificatesForMany();
    void saysForWhomItFailed();
    void signsOutEverywhere();

    void previewsAnImportBeforeItIsMade();
    void importsNothingWithAnErrorInIt();
    void refusesAFileThatIsTooLong();
    void exportsAllOrNothing();
    void leavesAFileWholeWhenTheExportFails();

private:
    void open(platform::Role role = platform::Role::Administrator);
    void choose(int row, Qt::KeyboardModifiers modifiers = {}) const;
    QTableView &table() const { return *m_page->findChild<QTableView *>(u"users"_s); }
    QString cell(int row, int column) const { return table().model()->index(row, column).data().toString(); }
    QPushButton &button(const QString &name) const { return *m_page->findChild<QPushButton *>(name); }
    QString count() const { return m_page->findChild<QLabel *>(u"count"_s)->text(); }
    Banner &news() const { return *m_page->findChild<Banner *>(u"news"_s, Qt::FindDirectChildrenOnly); }
    EmptyState &empty() const { return *m_page->findChild<EmptyState *>(); }
    QAction &inMenu(const QString &text) const;
    template<typename D>
    D *dialog() const
    {
        return driver::dialogOver<D>(m_page.get());
    }
    template<typename W>
    static W &in(const QWidget *dialog, const QString &name)
    {
        return *dialog->findChild<W *>(name);
    }
    const fake::SeenRequest &lastChange() const;
    QString fileOf(const QByteArray &bytes) const;

    crypto::KeyAndCertificate m_authority;
    QTemporaryDir m_folder;
    fake::Users m_users;
    ReadyAnswers m_answers;
    std::unique_ptr<fake::Platform> m_platform;
    std::unique_ptr<platform::Connection> m_connection;
    std::unique_ptr<platform::UsersClient> m_client;
    std::unique_ptr<UsersPage> m_page;
};

void TestUsersPage::initTestCase()
{
    m_authority = fake::authority();
}

void TestUsersPage::init()
{
    m_users = fake::Users::many(500);
    m_users.all.insert(1, fake::Users::user(2, u"sato"_s, u"Sato Hiroshi"_s, u"auditor"_s));
    m_answers = {};
    m_platform = std::make_unique<fake::Platform>([this](const fake::SeenRequest &request) {
        return m_users.answer(request).value_or(fake::problem(404, u"path.unknown"_s));
    });
    m_connection = std::make_unique<platform::Connection>(fake::listenWith(*m_platform, m_authority));
    m_client = std::make_unique<platform::UsersClient>(*m_connection);
    m_page = std::make_unique<UsersPage>(*m_client, m_answers);
}

void TestUsersPage::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_connection.reset();
    m_platform.reset();
}

void TestUsersPage::open(platform::Role role)
{
    m_page->setSession(sessionOf(u"mori"_s, role));
    m_page->load({});
    m_page->resize(1000, 640);
    m_page->show();
    QVERIFY(driver::waitForActive(m_page.get()));
    QTRY_COMPARE(table().model()->rowCount(), UsersModel::usersAtOnce);
    QTRY_VERIFY(count().startsWith(u"502"_s));
}

void TestUsersPage::choose(int row, Qt::KeyboardModifiers modifiers) const
{
    const QRect rect = table().visualRect(table().model()->index(row, 0));
    QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers, rect.center());
}

QAction &TestUsersPage::inMenu(const QString &text) const
{
    const auto actions = button(u"more"_s).menu()->actions();
    for (QAction *action : actions) {
        if (action->text().remove(u'&').startsWith(text))
            return *action;
    }
    qFatal("There is no such action: %s", qPrintable(text));
}

const fake::SeenRequest &TestUsersPage::lastChange() const
{
    const auto &seen = m_platform->seen();
    for (qsizetype i = seen.size() - 1; i >= 0; --i) {
        if (seen.at(i).method != "GET")
            return seen.at(i);
    }
    qFatal("Nothing was changed.");
}

QString TestUsersPage::fileOf(const QByteArray &bytes) const
{
    QFile file(m_folder.filePath(u"users.csv"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("The file could not be written.");
    return file.fileName();
}

void TestUsersPage::showsTheUsersAndHowManyThereAre()
{
    open();
    QCOMPARE(cell(0, UsersModel::LoginColumn), u"mori"_s);
    QCOMPARE(cell(1, UsersModel::RoleColumn), u"Auditor"_s);
    QTRY_COMPARE(count(), u"502 users"_s);
    QVERIFY(!button(u"edit"_s).isEnabled());
    QCOMPARE(button(u"edit"_s).toolTip(), u"Select a user first."_s);
}

void TestUsersPage::fetchesFurtherUsersWhileScrolling()
{
    open();
    table().verticalScrollBar()->setValue(table().verticalScrollBar()->maximum());
    QTRY_COMPARE(table().model()->rowCount(), 2 * UsersModel::usersAtOnce);
    QTRY_COMPARE(count(), u"502 users"_s);
}

void TestUsersPage::searchesOnThePlatformWhileTyping()
{
    open();
    QTest::keyClicks(m_page->findChild<QLineEdit *>(u"search"_s), u"00499"_s);
    QTRY_COMPARE(table().model()->rowCount(), 1);
    QCOMPARE(cell(0, UsersModel::LoginColumn), u"user00499"_s);
    QTRY_COMPARE(count(), u"1 users found"_s);
    QVERIFY(m_platform->seen().size() < 30);
}

void TestUsersPage::showsOnlyOneRole()
{
    open();
    auto &role = *m_page->findChild<QComboBox *>(u"roleFilter"_s);
    role.setFocus();
    QTest::keyClick(&role, Qt::Key_Down);
    QTest::keyClick(&role, Qt::Key_Down);
    QTRY_COMPARE(table().model()->rowCount(), 1);
    QCOMPARE(cell(0, UsersModel::LoginColumn), u"sato"_s);
}

void TestUsersPage::clearsAFilterThatNothingMatches()
{
    open();
    QTest::keyClicks(m_page->findChild<QLineEdit *>(u"search"_s), u"zzz"_s);
    QTRY_COMPARE(empty().headline(), u"Nobody is found"_s);
    QVERIFY(!table().isVisible());
    driver::click(empty().button());
    QTRY_VERIFY(table().isVisible());
    QVERIFY(m_page->findChild<QLineEdit *>(u"search"_s)->text().isEmpty());
}

void TestUsersPage::saysWhyNothingCanBeShown()
{
    m_users.instead = [](const fake::SeenRequest &) { return fake::problem(503, u"internal"_s); };
    m_page->show();
    QTRY_COMPARE(empty().headline(), u"The users could not be read"_s);
    m_users.instead = nullptr;
    driver::click(empty().button());
    QTRY_VERIFY(table().isVisible());
}

void TestUsersPage::keepsWhatItShowsWhenThePlatformFails()
{
    open();
    m_users.instead = [](const fake::SeenRequest &) { return fake::problem(503, u"internal"_s); };
    m_page->refresh();
    auto &failure = *m_page->findChild<Banner *>(u"failure"_s, Qt::FindDirectChildrenOnly);
    QTRY_VERIFY(failure.isVisible());
    QVERIFY(table().isVisible());
    m_users.instead = nullptr;
    driver::click(failure.button());
    QTRY_VERIFY(!failure.isVisible());
}

void TestUsersPage::letsAnAuditorOnlyLook()
{
    open(platform::Role::Auditor);
    choose(1);
    for (const QString &name : {u"add"_s, u"edit"_s, u"setPassword"_s, u"delete"_s, u"more"_s, u"import"_s})
        QVERIFY2(!button(name).isVisible(), qPrintable(name));
    QVERIFY(button(u"export"_s).isVisible());
    const auto actions = table().actions();
    for (const QAction *action : actions)
        QVERIFY2(!action->isVisible(), qPrintable(action->text()));
    QTest::keyClick(&table(), Qt::Key_Return);
    QTest::keyClick(&table(), Qt::Key_Delete);
    QVERIFY(!dialog<QDialog>());
    QVERIFY(m_answers.questions.isEmpty());
}

void TestUsersPage::addsAUserAndTellsOfWarnings()
{
    open();
    m_users.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.method != "POST")
            return std::nullopt;
        QJsonObject added = fake::Users::user(9, request.json()[u"loginName"].toString());
        added.insert(u"warnings"_s,
            QJsonArray{QJsonObject{{u"field"_s, u"password"_s}, {u"code"_s, u"x"_s}, {u"message"_s, u"Too short."_s}}});
        return fake::json(201, added);
    };
    driver::click(&button(u"add"_s));
    const auto *form = dialog<UserDialog>();
    QVERIFY(form);
    auto &save = in<QPushButton>(form, u"save"_s);
    QVERIFY(!save.isEnabled());
    QCOMPARE(save.toolTip(), u"Enter a login name first."_s);
    QTest::keyClicks(&in<QLineEdit>(form, u"loginName"_s), u" ito.s "_s);
    QCOMPARE(save.toolTip(), u"Enter or generate a password first."_s);
    QTest::keyClicks(&in<QLineEdit>(form, u"password"_s), u"abc"_s);
    QVERIFY(in<Banner>(form, u"passwordNews"_s).isVisible());
    in<QComboBox>(form, u"role"_s).setCurrentIndex(1);
    driver::tick(&in<QCheckBox>(form, u"certificatePermitted"_s));
    driver::click(&save);
    QTRY_VERIFY(!dialog<UserDialog>());
    QCOMPARE(lastChange().json(),
        (QJsonObject{{u"loginName"_s, u"ito.s"_s}, {u"displayName"_s, QString()}, {u"role"_s, u"auditor"_s},
            {u"certificatePermitted"_s, true}, {u"password"_s, u"abc"_s}}));
    QCOMPARE(news().tone(), Tone::Warning);
    QCOMPARE(news().text(), u"ito.s was added.\nToo short."_s);
    driver::click(news().button());
    QCOMPARE(m_page->findChild<QLineEdit *>(u"search"_s)->text(), u"ito.s"_s);
}

void TestUsersPage::marksWhatThePlatformRefuses()
{
    open();
    m_users.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (request.method != "POST")
            return std::nullopt;
        fake::Reply reply = fake::json(409,
            {{u"errors"_s,
                QJsonArray{QJsonObject{
                    {u"field"_s, u"loginName"_s}, {u"code"_s, u"user.taken"_s}, {u"message"_s, u"Taken."_s}}}}});
        reply.contentType = "application/problem+json";
        return reply;
    };
    driver::click(&button(u"add"_s));
    const auto *form = dialog<UserDialog>();
    QTest::keyClicks(&in<QLineEdit>(form, u"loginName"_s), u"sato"_s);
    QTest::keyClicks(&in<QLineEdit>(form, u"password"_s), u"a long password 1"_s);
    QVERIFY(!in<Banner>(form, u"passwordNews"_s).isVisible());
    QTest::keyClick(&in<QLineEdit>(form, u"password"_s), Qt::Key_Return);
    QTRY_VERIFY(in<QLineEdit>(form, u"loginName"_s).hasFocus());
    QVERIFY(in<QLineEdit>(form, u"loginName"_s).accessibleDescription().startsWith(u"Taken."_s));
    QVERIFY(!in<Banner>(form, u"news"_s).isVisible());
    QTest::keyClick(&in<QLineEdit>(form, u"loginName"_s), Qt::Key_Escape);
    QTRY_VERIFY(!dialog<UserDialog>());
}

void TestUsersPage::editsTheChosenUserByKeyboard()
{
    open();
    choose(1);
    QTest::keyClick(&table(), Qt::Key_Return);
    const auto *form = dialog<UserDialog>();
    QVERIFY(form);
    QCOMPARE(form->windowTitle(), u"Edit Sato Hiroshi (sato)"_s);
    QVERIFY(!in<QPushButton>(form, u"save"_s).isEnabled());
    driver::type(&in<QLineEdit>(form, u"displayName"_s), u"Sato Hiro"_s);
    QTest::keyClick(&in<QLineEdit>(form, u"displayName"_s), Qt::Key_Return);
    QTRY_VERIFY(!dialog<UserDialog>());
    QCOMPARE(lastChange().method, "PUT");
    QCOMPARE(lastChange().headers.value("if-match"), "\"1\"");
    QCOMPARE(cell(1, UsersModel::NameColumn), u"Sato Hiro"_s);
    QVERIFY(news().text().startsWith(u"Sato Hiro (sato) was changed"_s));
}

void TestUsersPage::showsWhatSomebodyElseHasChanged()
{
    open();
    choose(1);
    QJsonObject &sato = *m_users.find(2);
    sato.insert(u"role"_s, u"administrator"_s);
    sato.insert(u"revision"_s, 5);
    driver::click(&button(u"edit"_s));
    const auto *form = dialog<UserDialog>();
    driver::type(&in<QLineEdit>(form, u"displayName"_s), u"Sato Hiro"_s);
    driver::click(&in<QPushButton>(form, u"save"_s));
    auto &told = in<Banner>(form, u"news"_s);
    QTRY_VERIFY2(told.text().contains(u"Role: Auditor → Administrator"_s), qPrintable(told.text()));
    QVERIFY(told.text().contains(u"Display name: Sato Hiroshi → Sato Hiro"_s));
    QCOMPARE(in<QComboBox>(form, u"role"_s).currentText(), u"Administrator"_s); // His change stays.
    driver::click(&in<QPushButton>(form, u"save"_s));
    QTRY_VERIFY(!dialog<UserDialog>());
    QCOMPARE(m_users.find(2)->value("role"_L1).toString(), u"administrator"_s);
    QCOMPARE(m_users.find(2)->value("displayName"_L1).toString(), u"Sato Hiro"_s);
}

void TestUsersPage::fixesTheRoleOfTheLastAdministrator()
{
    open();
    choose(0);
    QTRY_VERIFY(button(u"delete"_s).toolTip().startsWith(u"Without an administrator"_s));
    QVERIFY(!button(u"delete"_s).isEnabled());
    driver::click(&button(u"edit"_s));
    const auto &role = in<QComboBox>(dialog<UserDialog>(), u"role"_s);
    QVERIFY(!role.isEnabled());
    QVERIFY(role.toolTip().startsWith(u"This is the last administrator"_s));
}

void TestUsersPage::setsAGeneratedPassword()
{
    open();
    choose(1);
    driver::click(&button(u"setPassword"_s));
    const auto *form = dialog<UserPasswordDialog>();
    QVERIFY(form);
    QVERIFY(!in<QPushButton>(form, u"save"_s).isEnabled());
    const auto buttons = form->findChildren<QPushButton *>();
    for (QPushButton *each : buttons) {
        if (each->text() == "Generate"_L1)
            driver::click(each);
    }
    const QString generated = in<QLineEdit>(form, u"password"_s).text();
    QCOMPARE(generated.size(), 20);
    QVERIFY(!in<Banner>(form, u"passwordNews"_s).isVisible());
    driver::click(&in<QPushButton>(form, u"save"_s));
    QTRY_VERIFY(!dialog<UserPasswordDialog>());
    QCOMPARE(lastChange().target, "/api/v1/users/2/password");
    QCOMPARE(lastChange().json(), (QJsonObject{{u"password"_s, generated}}));
    QVERIFY(news().text().startsWith(u"Sato Hiroshi (sato) has another password now."_s));
    QVERIFY(!news().text().contains(generated));
}

void TestUsersPage::warnsOfAPasswordThatThePolicyWouldRefuse()
{
    open();
    choose(1);
    driver::click(&button(u"setPassword"_s));
    const auto *form = dialog<UserPasswordDialog>();
    QTest::keyClicks(&in<QLineEdit>(form, u"password"_s), u"sato"_s);
    QCOMPARE(in<Banner>(form, u"passwordNews"_s).tone(), Tone::Warning);
    QVERIFY(in<QPushButton>(form, u"save"_s).isEnabled());
    driver::type(&in<QLineEdit>(form, u"password"_s), u"long enough 2026"_s);
    QVERIFY(!in<Banner>(form, u"passwordNews"_s).isVisible());
}

void TestUsersPage::deletesWithTheName()
{
    open();
    choose(1);
    m_answers.choice = 0;
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Delete);
    QCOMPARE(m_answers.questions.size(), 1);
    QCOMPARE(m_answers.questions.first().text, u"Delete Sato Hiroshi (sato)?"_s);
    QVERIFY(m_answers.questions.first().explanation.contains(u"client certificates"_s));
    QTRY_COMPARE(cell(1, UsersModel::LoginColumn), u"user00001"_s);
    QVERIFY(!m_users.find(2));
    QTRY_COMPARE(news().text(), u"Done for 1 users."_s);
    QTRY_COMPARE(count(), u"501 users"_s);
}

void TestUsersPage::doesNotDeleteWhereAPersonThinksBetter()
{
    open();
    choose(1);
    driver::click(&button(u"delete"_s));
    QCOMPARE(m_answers.questions.size(), 1);
    QVERIFY(m_users.find(2));
    QCOMPARE(table().model()->rowCount(), UsersModel::usersAtOnce);
}

void TestUsersPage::saysWhyOneselfCannotBeDeleted()
{
    m_users.all << fake::Users::user(900, u"zen"_s, {}, u"administrator"_s);
    m_page->setSession(sessionOf(u"Mori"_s, platform::Role::Administrator));
    m_page->show();
    QTRY_COMPARE(table().model()->rowCount(), UsersModel::usersAtOnce);
    choose(0);
    QTRY_VERIFY(button(u"delete"_s).toolTip().startsWith(u"You cannot delete yourself"_s));
    QVERIFY(!button(u"delete"_s).isEnabled());
    QVERIFY(button(u"edit"_s).isEnabled());
}

void TestUsersPage::permitsCertificatesForMany()
{
    open();
    choose(1);
    choose(4, Qt::ShiftModifier);
    QVERIFY(!button(u"edit"_s).isEnabled());
    QCOMPARE(button(u"edit"_s).toolTip(), u"Select one user only."_s);
    m_users.find(101)->insert(u"certificatePermitted"_s, true);
    inMenu(u"Permit"_s).trigger();
    QTRY_VERIFY(news().text().startsWith(u"Done for"_s));
    for (const int row : {1, 3, 4})
        QCOMPARE(cell(row, UsersModel::CertificateColumn), u"Permitted"_s);
    QCOMPARE(cell(5, UsersModel::CertificateColumn), u"Not permitted"_s);
    inMenu(u"Permit"_s).trigger();
    QCOMPARE(news().text(), u"That is so already. Nothing was changed."_s);
}

void TestUsersPage::saysForWhomItFailed()
{
    open();
    choose(1);
    choose(2, Qt::ControlModifier);
    m_users.find(2)->insert(u"revision"_s, 8);
    inMenu(u"Must change"_s).trigger();
    QTRY_COMPARE(news().tone(), Tone::Error);
    QVERIFY2(news().text().contains(u"Sato Hiroshi (sato): Somebody else has changed"_s), qPrintable(news().text()));
    QVERIFY(news().text().startsWith(u"Done for 1 users."_s));
    QCOMPARE(cell(2, UsersModel::PasswordColumn), u"Must be changed"_s);
}

void TestUsersPage::signsOutEverywhere()
{
    open();
    choose(1);
    m_answers.choice = 0;
    inMenu(u"Sign out"_s).trigger();
    QCOMPARE(m_answers.questions.first().text, u"Sign out Sato Hiroshi (sato) everywhere?"_s);
    QTRY_COMPARE(news().text(), u"Done for 1 users."_s);
    QCOMPARE(lastChange().method, "DELETE");
    QCOMPARE(lastChange().target, "/api/v1/users/2/sessions");
}

void TestUsersPage::previewsAnImportBeforeItIsMade()
{
    open();
    m_users.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (!request.target.contains("/import"))
            return std::nullopt;
        return fake::json(200,
            {{u"added"_s, 2}, {u"changed"_s, 1}, {u"unchanged"_s, 7}, {u"errors"_s, QJsonArray()},
                {u"warnings"_s, QJsonArray()}});
    };
    m_answers.path = fileOf("Login Name\r\nsato\r\n");
    driver::click(&button(u"import"_s));
    QTRY_VERIFY(dialog<UserImportDialog>());
    const auto *preview = dialog<UserImportDialog>();
    QTRY_VERIFY(in<QPushButton>(preview, u"import"_s).isEnabled());
    QCOMPARE(in<QPushButton>(preview, u"import"_s).text(), u"&Import 3 users"_s);
    QVERIFY2(in<Banner>(preview, u"verdict"_s)
                 .text()
                 .startsWith(u"2 users will be added, 1 will be changed, 7 stay as they are."_s),
        qPrintable(in<Banner>(preview, u"verdict"_s).text()));
    QVERIFY(lastChange().target.endsWith("apply=false"));
    driver::click(&in<QPushButton>(preview, u"import"_s));
    QTRY_VERIFY(!dialog<UserImportDialog>());
    QVERIFY(lastChange().target.endsWith("apply=true"));
    QCOMPARE(lastChange().body, "Login Name\r\nsato\r\n");
    QCOMPARE(news().text(), u"2 users were added, 1 were changed."_s);
}

void TestUsersPage::importsNothingWithAnErrorInIt()
{
    open();
    m_users.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (!request.target.contains("/import"))
            return std::nullopt;
        return fake::json(200,
            {{u"added"_s, 2}, {u"changed"_s, 1}, {u"unchanged"_s, 7}, {u"warnings"_s, QJsonArray()},
                {u"errors"_s,
                    QJsonArray{QJsonObject{
                        {u"line"_s, 3}, {u"field"_s, u"role"_s}, {u"message"_s, u"There is no such role."_s}}}}});
    };
    m_answers.path = fileOf("Login Name\r\nsato\r\n");
    driver::click(&button(u"import"_s));
    QTRY_VERIFY(dialog<UserImportDialog>());
    const auto *preview = dialog<UserImportDialog>();
    const auto &remarks = in<QTableView>(preview, u"remarks"_s);
    QTRY_VERIFY(remarks.isVisible());
    QCOMPARE(remarks.model()->index(0, 0).data().toString(), u"3"_s);
    QCOMPARE(remarks.model()->index(0, 1).data().toString(), u"Role"_s);
    QCOMPARE(remarks.model()->index(0, 2).data().toString(), u"There is no such role."_s);
    QVERIFY(!in<QPushButton>(preview, u"import"_s).isEnabled());
    QCOMPARE(in<QPushButton>(preview, u"import"_s).toolTip(), u"There are errors in the file."_s);
    QTest::keyClick(dialog<UserImportDialog>(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog<UserImportDialog>());
    QVERIFY(lastChange().target.endsWith("apply=false"));
}

void TestUsersPage::refusesAFileThatIsTooLong()
{
    open();
    m_answers.path = fileOf(QByteArray(platform::UsersClient::mostFileBytes + 1, 'a'));
    driver::click(&button(u"import"_s));
    QTRY_VERIFY(news().text().contains(u"longer than the 32 MB"_s));
    QVERIFY(!dialog<UserImportDialog>());
}

void TestUsersPage::exportsAllOrNothing()
{
    open();
    m_users.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (!request.target.contains("/export"))
            return std::nullopt;
        return fake::Reply{.body = "Login Name\r\nmori\r\n", .contentType = "text/csv"};
    };
    m_answers.path = m_folder.filePath(u"out.csv"_s);
    driver::click(&button(u"export"_s));
    QTRY_VERIFY(news().text().startsWith(u"All users were written"_s));
    QFile file(m_folder.filePath(u"out.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "Login Name\r\nmori\r\n");
}

void TestUsersPage::leavesAFileWholeWhenTheExportFails()
{
    open();
    m_users.instead = [](const fake::SeenRequest &request) -> std::optional<fake::Reply> {
        if (!request.target.contains("/export"))
            return std::nullopt;
        return fake::Reply{.body = "Login Name\r\nmori\r\n", .contentType = "text/csv", .way = fake::Reply::Way::Half};
    };
    m_answers.path = fileOf("what was there");
    driver::click(&button(u"export"_s));
    QTRY_VERIFY(news().text().startsWith(u"Nothing was exported"_s));
    QFile file(m_folder.filePath(u"users.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "what was there");
}

QTEST_MAIN(TestUsersPage)
#include "tst_userspage.moc"
