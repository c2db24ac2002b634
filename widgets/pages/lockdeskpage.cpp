// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/lockdeskpage.h"

#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/refreshrow.h"
#include "controls/rowtable.h"
#include "controls/themeicon.h"
#include "pages/unlockdialog.h"

#include <QPushButton>
#include <QShowEvent>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::LocksModel;

LockDeskPage::LockDeskPage(platform::LockClient &client, std::chrono::milliseconds pace, QWidget *parent)
    : Page(parent)
    , m_client(client)
    , m_locks(client, this)
    , m_tools(new RefreshRow(this))
    , m_failure(new Banner(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_table(new QTableView(this))
    , m_unlock(new QPushButton(themeIcon(u"object-unlocked"_s), tr("&Unlock…"), this))
{
    m_failure->setObjectName("failure"_L1);
    m_table->setObjectName("locks"_L1);
    m_unlock->setObjectName("unlock"_L1);
    m_timer.setInterval(pace);
    m_locks.setZone(m_tools->zone());
    makeTable();
    m_content = makeContent();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(m_tools);
    layout->addWidget(m_failure);
    layout->addWidget(m_stack, 1);
    connectAll();
    showState();
}

QWidget *LockDeskPage::makeContent()
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_unlock, 0, Qt::AlignLeft);
    return content;
}

void LockDeskPage::makeTable()
{
    m_table->setModel(&m_locks);
    m_table->setAccessibleName(tr("Locked accounts, the latest first"));
    makeRowTable(*m_table);
    setColumnWidths(*m_table, {24, 13, 28, 26, 17});
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
}

void LockDeskPage::connectAll()
{
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_locks.isAsking() && !window()->isMinimized())
            refresh();
    });
    connect(m_tools, &RefreshRow::refreshWanted, this, &LockDeskPage::refresh);
    connect(m_failure, &Banner::acted, this, &LockDeskPage::refresh);
    connect(m_empty, &EmptyState::acted, this, &LockDeskPage::refresh);
    connect(m_unlock, &QPushButton::clicked, this, &LockDeskPage::unlockSelected);
    connect(m_table, &QTableView::activated, this, &LockDeskPage::unlockSelected);
    connect(&m_locks, &LocksModel::stateChanged, this, &LockDeskPage::showState);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LockDeskPage::showWhyNot);
    connect(m_tools, &RefreshRow::zoneChosen, this, [this](const QTimeZone &zone) {
        m_locks.setZone(zone);
        showStatus();
    });
}

QString LockDeskPage::title() const
{
    return tr("Lock desk");
}

void LockDeskPage::setSession(const platform::Session &session)
{
    m_mayUnlock = session.role == platform::Role::Administrator;
    m_unlock->setVisible(m_mayUnlock);
    showWhyNot();
}

void LockDeskPage::takeOver(Page &before)
{
    m_tools->takeOver(*static_cast<const LockDeskPage &>(before).m_tools);
}

void LockDeskPage::refresh()
{
    m_locks.refresh();
}

void LockDeskPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_timer.start();
    if (!event->spontaneous() && !m_locks.isAsking())
        refresh();
}

void LockDeskPage::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    Page::hideEvent(event);
}

void LockDeskPage::showState()
{
    const auto &failure = m_locks.failure();
    const bool isRead = m_locks.readAt().isValid();
    m_tools->setAsking(m_locks.isAsking());
    if (failure && isRead && !m_locks.isAsking())
        m_failure->tell(Tone::Error, platform::toText(*failure), tr("&Try again"));
    else if (!failure)
        m_failure->clear();
    showStatus();
    showEmpty();
    showWhyNot();
    m_stack->setCurrentWidget(m_locks.rowCount() == 0 ? m_empty : m_content);
}

void LockDeskPage::showStatus()
{
    if (!m_locks.readAt().isValid())
        return m_tools->setStatus({});
    const QDateTime readAt = m_locks.readAt().toTimeZone(m_tools->zone());
    QString text = tr("%Ln accounts are locked, as of %1. Asked anew every 30 seconds.", nullptr, m_locks.total())
                       .arg(readAt.toString(u"HH:mm:ss"_s));
    if (m_locks.total() > m_locks.rowCount())
        text += u' ' + tr("The latest %Ln are listed.", nullptr, m_locks.rowCount());
    m_tools->setStatus(text);
}

void LockDeskPage::showEmpty()
{
    const auto &failure = m_locks.failure();
    if (m_locks.readAt().isValid())
        m_empty->tell(toneIcon(Tone::Good), tr("Nobody is locked out"),
            tr("Whoever is locked by wrong passwords will be listed here, with since when, from which addresses and "
               "until when."));
    else if (failure && !m_locks.isAsking())
        m_empty->tell(toneIcon(Tone::Error), tr("It could not be read who is locked"), platform::toText(*failure),
            tr("&Try again"));
    else
        m_empty->tell({}, tr("Reading who is locked…"), {});
}

void LockDeskPage::showWhyNot()
{
    const bool isChosen = m_table->selectionModel()->hasSelection();
    m_unlock->setEnabled(isChosen);
    m_unlock->setToolTip(isChosen ? tr("Asks for a reason, and lets the selected people sign in again")
                                  : tr("Select one or many first"));
    m_unlock->setAccessibleDescription(m_unlock->toolTip());
}

void LockDeskPage::unlockSelected()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (!m_mayUnlock || rows.isEmpty())
        return;
    QList<platform::Person> people;
    for (const QModelIndex &row : rows)
        people << m_locks.lockAt(row.row()).user;
    auto *dialog = new UnlockDialog(m_client, people, this);
    connect(dialog, &UnlockDialog::unlocked, this, &LockDeskPage::refresh);
    dialog->open();
}

}
