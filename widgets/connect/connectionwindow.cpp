// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/connectionwindow.h"

#include "connect/connectside.h"
#include "connect/localpanel.h"
#include "connect/profiledialog.h"
#include "connect/profilelist.h"
#include "connect/profilepanel.h"
#include "controls/banner.h"
#include "error/messages.h"
#include "items/seenlogkeys.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr auto lastUsedKey = "connections/lastUsed/"_L1;
constexpr auto lastIdKey = "connections/last"_L1;
/// Stands for the empty id of the local platform, which cannot be part of a key.
constexpr auto localKey = "local"_L1;

QString keyOf(const QString &id)
{
    return id.isEmpty() ? QString(localKey) : id;
}

}

ConnectionWindow::ConnectionWindow(const Needs &needs)
    : m_needs(needs)
    , m_entering(new Entering(this, needs.local, needs.limits))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    make();
    connectEntering();
    loadProfiles();
    const QString last = m_needs.settings.value(lastIdKey).toString();
    m_list->select(last == localKey ? QString() : last);
    showSelected(m_list->selectedId());
    resize(860, 540);
}

void ConnectionWindow::make()
{
    setWindowTitle(tr("Sekimori – connect"));
    m_content = new QWidget(this);
    m_side = new ConnectSide(m_needs.preferences, m_needs.logs, m_content);
    m_list = &m_side->list();
    m_banner = new Banner(m_content);
    m_panels = new QStackedWidget(m_content);
    m_localPanel = new LocalPanel;
    m_profilePanel = new ProfilePanel;
    m_panels->addWidget(m_localPanel);
    m_panels->addWidget(m_profilePanel);
    auto *main = new QWidget(m_content);
    auto *mainLayout = new QVBoxLayout(main);
    mainLayout->setContentsMargins(28, 24, 28, 20);
    mainLayout->setSpacing(14);
    mainLayout->addWidget(m_banner);
    mainLayout->addWidget(m_panels, 1);
    auto *content = new QHBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addWidget(m_side);
    content->addWidget(main, 1);
    layout()->addWidget(m_content);
    connectPanels();
}

void ConnectionWindow::changeEvent(QEvent *event)
{
    // Not from within the menu in which the language was chosen.
    if (event->type() == QEvent::LanguageChange)
        QMetaObject::invokeMethod(this, &ConnectionWindow::makeAnew, Qt::QueuedConnection);
    QWidget::changeEvent(event);
}

void ConnectionWindow::makeAnew()
{
    if (m_language == QLocale())
        return; // One change of language brings several events.
    m_language = QLocale();
    const QString id = m_list->selectedId();
    const std::unique_ptr<QWidget> before(m_content);
    const ProfilePanel &panelBefore = *m_profilePanel;
    make();
    m_list->setProfiles(m_profiles, lastUsed());
    m_list->select(id);
    showSelected(m_list->selectedId());
    m_profilePanel->takeOver(panelBefore);
    showStep(m_entering->step());
    if (m_trouble)
        tell(*m_trouble);
    m_side->focusOnPreferences();
}

void ConnectionWindow::connectPanels()
{
    connect(m_side, &ConnectSide::addWanted, this, [this] { editProfile(platform::ConnectionProfile::fresh()); });
    connect(m_list, &ProfileList::selected, this, &ConnectionWindow::showSelected);
    connect(m_list, &ProfileList::activatedId, this, &ConnectionWindow::enterSelected);
    connect(m_localPanel, &LocalPanel::wanted, this, &ConnectionWindow::enterSelected);
    connect(m_localPanel, &LocalPanel::cancelled, m_entering, &Entering::cancel);
    connect(m_profilePanel, &ProfilePanel::wanted, this, &ConnectionWindow::enterSelected);
    connect(m_profilePanel, &ProfilePanel::cancelled, m_entering, &Entering::cancel);
    connect(m_profilePanel, &ProfilePanel::editWanted, this, [this] { editProfile(m_profilePanel->profile()); });
    connect(m_profilePanel, &ProfilePanel::removeWanted, this, &ConnectionWindow::removeSelected);
    connect(m_profilePanel, &ProfilePanel::rememberingToggled, this, &ConnectionWindow::probeKeyring);
}

void ConnectionWindow::connectEntering()
{
    connect(m_entering, &Entering::stepChanged, this, &ConnectionWindow::showStep);
    connect(m_entering, &Entering::entered, this, &ConnectionWindow::take);
    connect(m_entering, &Entering::failed, this, &ConnectionWindow::meetFailure);
    connect(m_entering, &Entering::pinned, this, [this](const QString &id, const QByteArray &authority) {
        const auto found = std::ranges::find(m_profiles, id, &platform::ConnectionProfile::id);
        if (found == m_profiles.end())
            return;
        platform::ConnectionProfile profile = *found;
        profile.pinnedAuthority = authority;
        put(profile);
    });
    connect(m_entering, &Entering::passwordChanged, this,
        [this](const QString &password) { m_profilePanel->setPassword(password); });
    new QShortcut(QKeySequence(Qt::Key_Escape), this, m_entering, &Entering::cancel);
}

void ConnectionWindow::showStep(Entering::Step step)
{
    m_list->setEnabled(step == Entering::Step::Idle);
    m_localPanel->showStep(step);
    m_profilePanel->showStep(step);
}

void ConnectionWindow::tell(const Trouble &trouble)
{
    m_trouble = trouble;
    m_banner->tell(trouble.tone, trouble.text());
}

void ConnectionWindow::enterLocal()
{
    m_list->select({});
    m_entering->enterLocal();
}

void ConnectionWindow::closeEvent(QCloseEvent *event)
{
    // Whoever closes the window does not want to see another one open later.
    m_entering->cancel();
    QWidget::closeEvent(event);
    emit closed();
}

void ConnectionWindow::loadProfiles()
{
    const auto profiles = m_needs.profiles.load();
    if (!profiles)
        tell({Tone::Error, [error = profiles.error()] { return renderMessage(error); }});
    m_profiles = profiles.value_or(QList<platform::ConnectionProfile>());
    m_list->setProfiles(m_profiles, lastUsed());
}

void ConnectionWindow::showSelected(const QString &id)
{
    const auto found = std::ranges::find(m_profiles, id, &platform::ConnectionProfile::id);
    if (found == m_profiles.end()) {
        m_panels->setCurrentWidget(m_localPanel);
        return;
    }
    m_profilePanel->setProfile(*found);
    m_panels->setCurrentWidget(m_profilePanel);
    if (found->rememberPassword && m_profilePanel->password().isEmpty())
        fetchPassword();
}

void ConnectionWindow::fetchPassword()
{
    const QString id = m_profilePanel->profile().id;
    m_needs.keyring.read(id, this, [this, id](const platform::PasswordKeeper::Read &read) {
        if (m_profilePanel->profile().id != id || !m_profilePanel->password().isEmpty())
            return;
        if (!read)
            m_profilePanel->showError(toText(read.error()));
        else if (*read)
            m_profilePanel->setPassword(**read);
    });
}

void ConnectionWindow::enterSelected()
{
    if (m_entering->step() != Entering::Step::Idle)
        return;
    if (m_panels->currentWidget() == m_localPanel)
        m_entering->enterLocal();
    else if (m_profilePanel->password().isEmpty())
        m_profilePanel->focusPassword();
    else
        m_entering->enter(m_profilePanel->profile(), m_profilePanel->password());
}

void ConnectionWindow::take(const std::shared_ptr<Entrance> &entrance)
{
    const bool isLocal = bool(entrance->lease);
    const QString id = isLocal ? QString() : entrance->connection->profile().id;
    m_needs.settings.setValue(lastUsedKey + keyOf(id), QDateTime::currentDateTimeUtc());
    m_needs.settings.setValue(lastIdKey, keyOf(id));
    if (!isLocal) {
        platform::ConnectionProfile profile = m_profilePanel->profile();
        const auto meetKeyring = [this](const platform::PasswordKeeper::Done &done) {
            if (!done)
                emit passwordNotKept(toText(done.error()));
        };
        if (m_profilePanel->remembers())
            m_needs.keyring.keep(id, m_profilePanel->password(), this, meetKeyring);
        else if (profile.rememberPassword)
            m_needs.keyring.forget(id, this, meetKeyring);
        profile.rememberPassword = m_profilePanel->remembers();
        put(profile);
        m_profilePanel->setPassword({});
    }
    m_list->setProfiles(m_profiles, lastUsed());
    emit entered(entrance);
}

void ConnectionWindow::keepPassword(const QString &profileId, const QString &password)
{
    const auto found = std::ranges::find(m_profiles, profileId, &platform::ConnectionProfile::id);
    if (found == m_profiles.end() || !found->rememberPassword)
        return;
    m_needs.keyring.keep(profileId, password, this, [this](const platform::PasswordKeeper::Done &done) {
        if (!done)
            emit passwordNotKept(toText(done.error()));
    });
}

void ConnectionWindow::follow(const platform::ConnectionProfile &moved)
{
    const auto found = std::ranges::find(m_profiles, moved.id, &platform::ConnectionProfile::id);
    if (found == m_profiles.end())
        return; // The platform of this computer has no profile, and one may have been removed meanwhile.
    platform::ConnectionProfile profile = *found;
    profile.hostName = moved.hostName;
    profile.address = moved.address;
    put(profile);
}

void ConnectionWindow::meetFailure(const QString &text, bool credentialsAreWrong)
{
    if (m_panels->currentWidget() == m_localPanel)
        m_localPanel->showError(text);
    else
        m_profilePanel->showError(text, credentialsAreWrong);
}

void ConnectionWindow::probeKeyring(bool remember)
{
    if (!remember)
        return;
    // Whether there is a keyring at all is said now, not after the password was typed.
    m_needs.keyring.read(m_profilePanel->profile().id, this, [this](const platform::PasswordKeeper::Read &read) {
        if (!read)
            m_profilePanel->refuseRemembering(toText(read.error()));
    });
}

void ConnectionWindow::editProfile(const platform::ConnectionProfile &profile)
{
    auto *dialog = new ProfileDialog(profile, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const platform::ConnectionProfile edited = dialog->profile();
        if (!put(edited))
            return;
        m_list->select(edited.id);
        showSelected(edited.id);
        m_profilePanel->focusPassword();
    });
    dialog->open();
}

void ConnectionWindow::removeSelected()
{
    const platform::ConnectionProfile profile = m_profilePanel->profile();
    m_needs.asker.ask(this,
        {.weight = Question::Weight::Question,
            .title = tr("Remove connection"),
            .text = tr("Remove “%1” from the list?").arg(profile.name),
            .explanation = tr("The tenant itself is not touched. A password that is remembered for it is forgotten, "
                              "and so is the key of its log."),
            .choices = {tr("&Remove"), tr("Cancel")},
            .preferred = 0,
            .harmless = 1},
        [this, id = profile.id](int choice) {
            if (choice == 0)
                removeProfile(id);
        });
}

void ConnectionWindow::removeProfile(const QString &id)
{
    QList<platform::ConnectionProfile> profiles = m_profiles;
    profiles.removeIf([&](const platform::ConnectionProfile &each) { return each.id == id; });
    if (!save(profiles))
        return;
    m_needs.settings.remove(lastUsedKey + id);
    items::SeenLogKeys(m_needs.settings).forget(id);
    m_needs.keyring.forget(id, this, [this](const platform::PasswordKeeper::Done &done) {
        if (!done && done.error().kind != platform::KeyringFailure::Kind::NoKeyring)
            tell({Tone::Warning, [failure = done.error()] { return toText(failure); }});
    });
    showSelected(m_list->selectedId());
}

bool ConnectionWindow::put(const platform::ConnectionProfile &profile)
{
    QList<platform::ConnectionProfile> profiles = m_profiles;
    const auto found = std::ranges::find(profiles, profile.id, &platform::ConnectionProfile::id);
    if (found == profiles.end())
        profiles.append(profile);
    else if (*found == profile)
        return true;
    else
        *found = profile;
    if (!save(profiles))
        return false;
    if (m_profilePanel->profile().id == profile.id)
        m_profilePanel->setProfile(profile);
    return true;
}

bool ConnectionWindow::save(const QList<platform::ConnectionProfile> &profiles)
{
    const auto saved = m_needs.profiles.save(profiles);
    if (!saved) {
        tell({Tone::Error, [error = saved.error()] { return renderMessage(error); }});
        return false;
    }
    m_trouble.reset();
    m_banner->clear();
    m_profiles = profiles;
    m_list->setProfiles(m_profiles, lastUsed());
    return true;
}

QMap<QString, QDateTime> ConnectionWindow::lastUsed() const
{
    QMap<QString, QDateTime> times;
    times.insert({}, m_needs.settings.value(lastUsedKey + localKey).toDateTime());
    for (const platform::ConnectionProfile &profile : m_profiles)
        times.insert(profile.id, m_needs.settings.value(lastUsedKey + profile.id).toDateTime());
    return times;
}

}
