// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/opensessionspanel.h"

#include "controls/banner.h"
#include "controls/refreshrow.h"
#include "controls/rowtable.h"
#include "items/personwords.h"

#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::OpenSessionsModel;

namespace {

constexpr int shortestTable = 150;

}

OpenSessionsPanel::OpenSessionsPanel(Asker &asker, platform::OpenSessionsClient &client, QWidget *parent)
    : Card(tr("Open sessions"), parent)
    , m_asker(asker)
    , m_client(client)
    , m_sessions(client, this)
    , m_tools(new RefreshRow(this))
    , m_banner(new Banner(this))
    , m_table(new QTableView(this))
    , m_endSelected(new QPushButton(tr("Sign out &everywhere…"), this))
    , m_endOwn(new QPushButton(tr("Sign out my &other sessions…"), this))
{
    m_banner->setObjectName("sessionsBanner"_L1);
    m_table->setObjectName("sessions"_L1);
    m_endSelected->setObjectName("endSelected"_L1);
    m_endOwn->setObjectName("endOwn"_L1);
    m_sessions.setZone(m_tools->zone());
    makeTable();
    auto *inside = new QVBoxLayout; // Below the heading, and not left of it.
    inside->setContentsMargins(8, 0, 8, 4);
    inside->setSpacing(10);
    inside->addWidget(m_tools);
    inside->addWidget(m_banner);
    inside->addWidget(m_table, 1);
    inside->addWidget(makeButtons());
    body()->addLayout(inside);
    connectAll();
    showState();
}

QWidget *OpenSessionsPanel::makeButtons()
{
    auto *buttons = new QWidget(this);
    auto *layout = new QHBoxLayout(buttons);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_endSelected);
    layout->addWidget(m_endOwn);
    layout->addStretch(1);
    return buttons;
}

void OpenSessionsPanel::makeTable()
{
    m_table->setModel(&m_sessions);
    m_table->setAccessibleName(tr("Open sessions"));
    makeRowTable(*m_table);
    setColumnWidths(*m_table, {26, 22, 20, 30});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setMinimumHeight(shortestTable);
}

void OpenSessionsPanel::connectAll()
{
    connect(m_tools, &RefreshRow::refreshWanted, this, &OpenSessionsPanel::refresh);
    connect(m_banner, &Banner::acted, this, [this] {
        if (m_sessions.isRead() && !m_sessions.isComplete())
            m_sessions.fetchFurther();
        else
            refresh();
    });
    connect(m_endSelected, &QPushButton::clicked, this, &OpenSessionsPanel::askAboutSelected);
    connect(m_endOwn, &QPushButton::clicked, this, &OpenSessionsPanel::askAboutOwn);
    connect(&m_sessions, &OpenSessionsModel::stateChanged, this, &OpenSessionsPanel::showState);
    connect(&m_sessions, &QAbstractItemModel::modelReset, this, &OpenSessionsPanel::showWhyNot);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OpenSessionsPanel::showWhyNot);
    connect(m_tools, &RefreshRow::zoneChosen, this, [this](const QTimeZone &zone) {
        m_sessions.setZone(zone);
        showState();
    });
}

void OpenSessionsPanel::setEditable(bool editable)
{
    m_editable = editable;
    m_endSelected->setVisible(editable);
}

void OpenSessionsPanel::takeOver(const OpenSessionsPanel &before)
{
    m_tools->takeOver(*before.m_tools);
}

void OpenSessionsPanel::showState()
{
    const bool isFetching = m_sessions.isFetching();
    m_tools->setAsking(isFetching);
    if (const auto &failure = m_sessions.failure(); failure && !isFetching)
        m_banner->tell(Tone::Error, platform::toText(*failure), tr("&Try again"));
    else if (!failure && m_banner->tone() == Tone::Error)
        m_banner->clear();
    m_tools->setStatus(statusText());
    showWhyNot();
}

QString OpenSessionsPanel::statusText() const
{
    if (!m_sessions.isRead())
        return m_sessions.isFetching() ? tr("Reading…") : QString();
    const QString at = m_sessions.readAt().toTimeZone(m_tools->zone()).toString(u"HH:mm:ss"_s);
    const int count = m_sessions.rowCount();
    return m_sessions.isComplete() ? tr("All %Ln sessions, as of %1", nullptr, count).arg(at)
                                   : tr("The first %Ln sessions, as of %1", nullptr, count).arg(at);
}

void OpenSessionsPanel::showWhyNot()
{
    const bool isChosen = m_table->selectionModel()->hasSelection();
    m_endSelected->setEnabled(isChosen && !m_isEnding);
    m_endOwn->setEnabled(!m_isEnding);
    const QString busy = tr("The platform is being asked.");
    m_endSelected->setToolTip(m_isEnding ? busy
            : isChosen                   ? tr("Ends every session of the selected person, automatic sign-ins too")
                                         : tr("Select a session of the person first"));
    m_endOwn->setToolTip(m_isEnding ? busy : tr("Ends every session of yours but this one, automatic sign-ins too"));
    for (QPushButton *button : {m_endSelected, m_endOwn})
        button->setAccessibleDescription(button->toolTip());
}

void OpenSessionsPanel::askAboutSelected()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    const platform::Person person = m_sessions.sessionAt(rows.first().row()).user;
    const QString name = items::personText(person);
    m_asker.ask(this,
        {.weight = Question::Weight::Warning,
            .title = tr("Sign out everywhere"),
            .text = tr("Sign %1 out everywhere?").arg(name),
            .explanation = tr("Every session ends at once, in browsers and consoles, and every automatic sign-in. What "
                              "is not saved there is lost. The password stays as it is."),
            .choices = {tr("&Sign out"), tr("Cancel")},
            .preferred = 1,
            .harmless = 1},
        [this, person, name](int choice) {
            if (choice != 0)
                return;
            m_isEnding = true;
            showWhyNot();
            m_client.endAllOf(person.id, this,
                [this, name](const auto &answer) { take(answer, tr("%1 is signed out everywhere.").arg(name)); });
        });
}

void OpenSessionsPanel::askAboutOwn()
{
    m_asker.ask(this,
        {.weight = Question::Weight::Question,
            .title = tr("Sign out my other sessions"),
            .text = tr("Sign yourself out everywhere but here?"),
            .explanation = tr("This window stays signed in. Sessions in browsers and other consoles end at once, and "
                              "every automatic sign-in."),
            .choices = {tr("&Sign out"), tr("Cancel")},
            .preferred = 0,
            .harmless = 1},
        [this](int choice) {
            if (choice != 0)
                return;
            m_isEnding = true;
            showWhyNot();
            m_client.endMyOthers(
                this, [this](const auto &answer) { take(answer, tr("You are signed out everywhere but here.")); });
        });
}

void OpenSessionsPanel::take(const platform::Answer<void> &answer, const QString &done)
{
    m_isEnding = false;
    showWhyNot();
    if (!answer)
        return m_banner->tell(Tone::Warning, platform::toText(answer.error()));
    m_banner->tell(Tone::Good, done);
    refresh();
}

}
