// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/userspage.h"

#include "controls/asker.h"
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/themeicon.h"
#include "items/userwords.h"
#include "pages/userdialog.h"
#include "pages/userpassworddialog.h"
#include "pages/userquestions.h"
#include "pages/usersfilterbar.h"
#include "pages/usersstatus.h"
#include "pages/usersview.h"

#include <QAction>
#include <QLineEdit>
#include <QShortcut>
#include <QShowEvent>
#include <QStackedWidget>
#include <QUuid>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

using items::UsersModel;
using items::UsersRound;
using platform::User;

constexpr qsizetype mostNamed = 10;

QByteArray newKey()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

}

UsersPage::UsersPage(platform::UsersClient &client, Asker &asker, QWidget *parent)
    : Page(parent)
    , m_client(client)
    , m_asker(asker)
    , m_users(client, this)
    , m_round(this)
    , m_files(client, asker, this)
    , m_filter(new UsersFilterBar(this))
    , m_tools(new UsersTools(this))
    , m_failure(new Banner(this))
    , m_stack(new QStackedWidget(this))
    , m_view(new UsersView(m_users, this))
    , m_empty(new EmptyState(this))
    , m_status(new UsersStatus(this))
    , m_news(new Banner(this))
{
    m_failure->setObjectName("failure"_L1);
    m_news->setObjectName("news"_L1);
    layOut();
    connectAll();
    showState();
}

void UsersPage::layOut()
{
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(m_filter);
    layout->addWidget(m_tools);
    layout->addWidget(m_failure);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_status);
    layout->addWidget(m_news);
}

void UsersPage::connectAll()
{
    connect(m_filter, &UsersFilterBar::changed, this, [this] { m_users.setFilter(m_filter->filter()); });
    connect(m_tools, &UsersTools::wanted, this, &UsersPage::act);
    connect(m_view, &UsersView::chosenChanged, this, &UsersPage::showTools);
    connect(m_view, &QTableView::activated, m_tools->action(Act::Edit), &QAction::trigger);
    connect(&m_users, &UsersModel::stateChanged, this, &UsersPage::showState);
    connect(&m_users, &QAbstractItemModel::modelReset, &m_users, &UsersModel::countAdministrators);
    connect(&m_users, &QAbstractItemModel::rowsRemoved, &m_users, &UsersModel::countAdministrators);
    connect(&m_round, &UsersRound::progressed, this, &UsersPage::showState);
    connect(&m_round, &UsersRound::finished, this, &UsersPage::tellOfRound);
    connect(&m_files, &UsersFiles::exportingChanged, this, &UsersPage::showState);
    connect(&m_files, &UsersFiles::imported, this, &UsersPage::refresh);
    connect(&m_files, &UsersFiles::told, this, [this](Tone tone, const QString &text) { m_news->tell(tone, text); });
    connect(m_failure, &Banner::acted, this, &UsersPage::tryAgain);
    connect(m_empty, &EmptyState::acted, this, [this] {
        if (m_isClearable)
            m_filter->clear();
        else
            tryAgain();
    });
    connect(m_news, &Banner::acted, this, [this] {
        m_filter->setSearch(m_newsName); // which may be called as one of the places here is
        m_view->setFocus(Qt::OtherFocusReason);
    });
    connect(m_status, &UsersStatus::stopWanted, this, [this] {
        m_round.stop();
        m_files.stop();
    });
    m_view->addActions(m_tools->actionsOnChosen());
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *remove = new QShortcut(QKeySequence::Delete, m_view);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, m_tools->action(Act::Delete), &QAction::trigger);
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] { focusOn(u"search"_s); });
}

QString UsersPage::title() const
{
    return tr("Users");
}

bool UsersPage::isBusy() const
{
    return m_round.isUnderWay() || m_files.isExporting();
}

void UsersPage::setSession(const platform::Session &session)
{
    m_session = session;
    showState();
}

void UsersPage::load(const platform::SettingsState &state)
{
    m_policy = state.settings.passwordPolicy;
}

void UsersPage::applied(const policy::Settings &, const platform::SettingsState &now)
{
    m_policy = now.settings.passwordPolicy;
}

void UsersPage::refresh()
{
    m_users.refresh();
}

void UsersPage::focusOn(const QString &place)
{
    using Named = std::pair<QLatin1StringView, Act>;
    constexpr std::array acts{
        Named{"add"_L1, Act::Add}, Named{"import"_L1, Act::Import}, Named{"export"_L1, Act::Export}};
    for (const auto &[name, act] : acts) {
        if (place == name && m_tools->action(act)->isVisible())
            return m_tools->action(act)->trigger();
    }
    if (!place.isEmpty() && !findChild<QWidget *>(place))
        m_filter->setSearch(place);
    Page::focusOn(place);
}

void UsersPage::takeOver(Page &before)
{
    m_filter->takeOver(*static_cast<const UsersPage &>(before).m_filter);
}

void UsersPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!event->spontaneous() && !m_users.isFetching())
        refresh();
}

void UsersPage::tryAgain()
{
    if (m_users.isRead() && !m_users.isComplete() && m_users.rowCount() > 0)
        m_users.fetchFurther();
    else
        refresh();
}

void UsersPage::showState()
{
    const auto &failure = m_users.failure();
    if (failure && !m_users.isFetching() && m_users.rowCount() > 0)
        m_failure->tell(Tone::Error, toText(*failure), tr("&Try again"));
    else if (!failure)
        m_failure->clear();
    if (m_files.isExporting())
        m_status->showProgress(tr("Exporting…"), 0, 0);
    else if (m_round.isUnderWay())
        m_status->showProgress(m_roundText, m_round.count() - m_round.left(), m_round.count());
    else
        m_status->showText(countText());
    showEmpty();
    m_stack->setCurrentWidget(m_users.rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_view);
    showTools();
}

void UsersPage::showEmpty()
{
    const auto &failure = m_users.failure();
    m_isClearable = m_users.isRead() && !failure && !m_users.filter().isEmpty();
    if (failure && !m_users.isFetching())
        m_empty->tell(toneIcon(Tone::Error), tr("The users could not be read"), toText(*failure), tr("&Try again"));
    else if (!m_users.isRead() || m_users.isFetching())
        m_empty->tell({}, tr("Reading the users…"), {});
    else if (m_isClearable)
        m_empty->tell(themeIcon(u"search"_s), tr("Nobody is found"),
            tr("There is no user with such a name, in this role, in this state."), tr("Clear the &filter"));
    else
        m_empty->tell(themeIcon(u"system-users"_s), tr("There is nobody yet"),
            tr("Users are listed here once they are added or imported."));
}

void UsersPage::showTools()
{
    QString busyWith;
    if (m_round.isUnderWay())
        busyWith = tr("Wait until what is under way is done, or stop it.");
    else if (m_files.isExporting())
        busyWith = tr("Wait until the export is done, or stop it.");
    m_tools->show({.chosen = m_view->chosen(),
        .self = m_session.user,
        .administrators = m_users.administrators(),
        .isEditable = m_session.role == platform::Role::Administrator,
        .isExportable = m_session.role == platform::Role::Administrator || m_session.role == platform::Role::Auditor,
        .busyWith = busyWith});
}

QString UsersPage::countText() const
{
    if (m_users.isFetching())
        return tr("Reading…");
    if (!m_users.isRead())
        return {};
    return m_users.filter().isEmpty() ? tr("%Ln users", nullptr, int(m_users.total()))
                                      : tr("%Ln users found", nullptr, int(m_users.total()));
}

void UsersPage::act(Act act)
{
    m_news->clear();
    switch (act) {
    case Act::Add:
        return add();
    case Act::Edit:
        return editChosen();
    case Act::SetPassword:
        return setPassword();
    case Act::Delete:
        return askToDelete();
    case Act::RequireChange:
        return changeChosen(&platform::UserValues::mustChangePassword, true, tr("Asking for other passwords:"));
    case Act::Permit:
        return changeChosen(&platform::UserValues::isCertificatePermitted, true, tr("Permitting certificates:"));
    case Act::Forbid:
        return changeChosen(&platform::UserValues::isCertificatePermitted, false, tr("Withdrawing permissions:"));
    case Act::SignOut:
        return askToSignOut();
    case Act::Import:
        return m_files.askForImport();
    case Act::Export:
        return m_files.askForExport();
    }
}

void UsersPage::add()
{
    auto *dialog = new UserDialog(m_client, m_policy, this);
    connect(dialog, &UserDialog::saved, this, [this](const User &user, const auto &warnings) {
        refresh();
        tellOfWarnings(tr("%1 was added.").arg(items::personText(user.values)), warnings);
        m_newsName = user.values.loginName;
        m_news->tell(m_news->tone(), m_news->text(), tr("&Go to this user"));
    });
    dialog->open();
}

void UsersPage::editChosen()
{
    const User user = m_view->chosen().constFirst();
    auto *dialog = new UserDialog(m_client, user, m_tools->whyRoleIsFixed(), this);
    connect(dialog, &UserDialog::saved, this, [this](const User &now) {
        m_users.replace(now);
        m_users.countAdministrators();
        m_news->tell(Tone::Good, tr("%1 was changed, and it holds from now on.").arg(items::personText(now.values)));
    });
    dialog->open();
}

void UsersPage::setPassword()
{
    const User user = m_view->chosen().constFirst();
    auto *dialog = new UserPasswordDialog(m_client, user, m_policy, this);
    connect(dialog, &UserPasswordDialog::saved, this, [this, user](const auto &warnings) {
        refresh();
        tellOfWarnings(
            tr("%1 has another password now. All that was open has ended.").arg(items::personText(user.values)),
            warnings);
    });
    dialog->open();
}

void UsersPage::tellOfWarnings(const QString &text, const QList<platform::FieldProblem> &warnings)
{
    if (warnings.isEmpty())
        return m_news->tell(Tone::Good, text);
    QStringList sentences{text};
    for (const platform::FieldProblem &warning : warnings)
        sentences << warning.message;
    m_news->tell(Tone::Warning, sentences.join(u'\n'));
}

void UsersPage::askToDelete()
{
    const QList<User> users = m_view->chosen();
    m_asker.ask(this, deletionOf(users), [this, users](int choice) {
        if (choice != 0)
            return;
        const auto step = [this](const User &user, const UsersRound::Done &done) {
            m_client.remove(user.id, this, [this, user, done](const platform::Answer<void> &answer) {
                if (answer)
                    m_users.remove(user.id);
                done(answer ? std::nullopt : std::optional(answer.error()));
            });
        };
        beginRound(users, step, tr("Deleting:"));
    });
}

void UsersPage::askToSignOut()
{
    const QList<User> users = m_view->chosen();
    m_asker.ask(this, signOutOf(users), [this, users](int choice) {
        if (choice != 0)
            return;
        const auto step = [this](const User &user, const UsersRound::Done &done) {
            m_client.endSessions(user.id, this, [done](const platform::Answer<void> &answer) {
                done(answer ? std::nullopt : std::optional(answer.error()));
            });
        };
        beginRound(users, step, tr("Signing out:"));
    });
}

void UsersPage::changeChosen(bool platform::UserValues::*member, bool value, const QString &underWay)
{
    QList<User> others = m_view->chosen();
    others.removeIf([&](const User &user) { return user.values.*member == value; });
    if (others.isEmpty())
        return m_news->tell(Tone::Hint, tr("That is so already. Nothing was changed."));
    beginRound(
        others,
        [this, member, value](const User &user, const UsersRound::Done &done) {
            platform::UserValues values = user.values;
            values.*member = value;
            m_client.change(user, values, newKey(), this, [this, done](const platform::Answer<User> &answer) {
                if (answer)
                    m_users.replace(*answer);
                done(answer ? std::nullopt : std::optional(answer.error()));
            });
        },
        underWay);
}

void UsersPage::beginRound(const QList<User> &users, UsersRound::Step step, const QString &underWay)
{
    m_roundText = underWay;
    m_round.begin(users, std::move(step));
}

void UsersPage::tellOfRound()
{
    showState();
    const auto &failed = m_round.failed();
    const QString done = tr("Done for %Ln users.", nullptr, int(m_round.succeeded()));
    if (failed.isEmpty() && m_round.left() == 0)
        return m_news->tell(Tone::Good, done);
    QStringList sentences;
    if (m_round.succeeded() > 0)
        sentences << done;
    for (const UsersRound::Failed &each : failed.first(std::min(failed.size(), mostNamed))) {
        const bool isStale = each.failure.kind == platform::Failure::Kind::Stale;
        sentences << tr("%1: %2", "user; why it failed")
                         .arg(items::personText(each.user.values),
                             isStale ? tr("Somebody else has changed this user meanwhile. Refresh, then try again.")
                                     : toText(each.failure));
    }
    if (failed.size() > mostNamed)
        sentences << tr("It failed for %Ln users in all.", nullptr, int(failed.size()));
    if (m_round.left() > 0)
        sentences << tr("%Ln users were not come to.", nullptr, int(m_round.left()));
    m_news->tell(failed.isEmpty() ? Tone::Hint : Tone::Error, sentences.join(u'\n'));
}

}
