// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/deliverylogpage.h"

#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/refreshrow.h"
#include "controls/rowtable.h"
#include "controls/themeicon.h"
#include "pages/deliverydelegate.h"
#include "pages/deliverydetails.h"
#include "pages/deliveryfilterbar.h"
#include "pages/sendagaindialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShowEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::DeliveriesModel;
using platform::DeliveryState;
using platform::MailRoute;

DeliveryLogPage::DeliveryLogPage(const Needs &needs, QWidget *parent)
    : Page(parent)
    , m_needs(needs)
    , m_deliveries(needs.client, this)
    , m_standing(needs.client)
    , m_filters(new DeliveryFilterBar(this))
    , m_tools(new RefreshRow(this))
    , m_folder(new QPushButton(themeIcon(u"document-open-folder"_s), tr("&Open the folder with the mails"), this))
    , m_route(new Banner(this))
    , m_failure(new Banner(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_table(new QTableView(this))
    , m_details(new DeliveryDetails(this))
{
    m_folder->setObjectName("folder"_L1);
    m_route->setObjectName("route"_L1);
    m_failure->setObjectName("failure"_L1);
    m_timer.setInterval(usualPace);
    m_deliveries.setZone(m_tools->zone());
    makeTable();
    layOut();
    connectAll();
    showState();
}

void DeliveryLogPage::layOut()
{
    m_content = makeContent();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(m_filters);
    layout->addWidget(m_tools);
    auto *route = new QHBoxLayout;
    route->addWidget(m_route, 1);
    route->addWidget(m_folder, 0, Qt::AlignRight);
    layout->addLayout(route);
    layout->addWidget(m_failure);
    layout->addWidget(m_stack, 1);
}

QWidget *DeliveryLogPage::makeContent()
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    m_table->setMinimumHeight(120);
    m_details->setMinimumHeight(150);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({260, 240});
    return splitter;
}

void DeliveryLogPage::makeTable()
{
    m_table->setObjectName("deliveries"_L1);
    m_table->setModel(&m_deliveries);
    m_table->setItemDelegate(new DeliveryDelegate(m_table));
    m_table->setAccessibleName(tr("Mails, newest first"));
    makeRowTable(*m_table);
    setColumnWidths(*m_table, {26, 20, 38, 24, 32, 11, 22});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
}

void DeliveryLogPage::connectAll()
{
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_deliveries.isFetching() && !window()->isMinimized())
            m_deliveries.refresh();
    });
    connect(m_filters, &DeliveryFilterBar::changed, this, [this] { m_deliveries.setFilter(m_filters->filter()); });
    connect(&m_standing, &items::MailStanding::changed, this, [this] {
        if (m_standing.summary())
            m_filters->setFormerTopics(m_standing.summary()->topics);
    });
    connect(m_tools, &RefreshRow::refreshWanted, this, &DeliveryLogPage::refresh);
    connect(m_folder, &QPushButton::clicked, this, &DeliveryLogPage::openFolder);
    connect(m_failure, &Banner::acted, this, &DeliveryLogPage::tryAgain);
    connect(m_empty, &EmptyState::acted, this, [this] {
        if (m_isClearable)
            m_filters->clear();
        else
            refresh();
    });
    connect(&m_deliveries, &DeliveriesModel::stateChanged, this, &DeliveryLogPage::showState);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DeliveryLogPage::showCurrent);
    connect(m_tools, &RefreshRow::zoneChosen, this, [this](const QTimeZone &zone) {
        m_deliveries.setZone(zone);
        if (m_shown > 0)
            ask(m_shown);
        showState();
    });
    connect(m_details, &DeliveryDetails::eventsWanted, this,
        [this](qint64 number) { emit pageWanted(u"auditLog"_s, QString::number(number)); });
    connect(m_details, &DeliveryDetails::tryNowWanted, this, &DeliveryLogPage::tryNow);
    connect(m_details, &DeliveryDetails::sendAgainWanted, this, &DeliveryLogPage::sendAgain);
    connect(m_details, &DeliveryDetails::retryWanted, this, [this] { ask(m_shown); });
}

QString DeliveryLogPage::title() const
{
    return tr("Delivery log");
}

void DeliveryLogPage::setSession(const platform::Session &session)
{
    m_details->setEditable(session.role == platform::Role::Administrator);
}

void DeliveryLogPage::load(const platform::SettingsState &state)
{
    m_filters->setRules(state.settings.auditAlerts.rules);
}

void DeliveryLogPage::applied(const policy::Settings &, const platform::SettingsState &now)
{
    m_filters->setRules(now.settings.auditAlerts.rules);
}

void DeliveryLogPage::focusOn(const QString &place)
{
    if (const auto state = policy::namedValue<DeliveryState>(place)) {
        m_filters->clear();
        m_filters->choose(*state);
        return m_table->setFocus(Qt::OtherFocusReason);
    }
    const qint64 mail = place.toLongLong();
    if (mail <= 0)
        return Page::focusOn(place);
    m_filters->clear();
    m_isWanted = true;
    m_details->show({}, m_tools->zone()); // Nothing that is done to the one before may concern this one.
    ask(mail);
    chooseWanted();
}

void DeliveryLogPage::takeOver(Page &before)
{
    const auto &page = static_cast<const DeliveryLogPage &>(before);
    m_tools->takeOver(*page.m_tools);
    m_filters->takeOver(*page.m_filters);
    if (page.m_shown > 0)
        focusOn(QString::number(page.m_shown));
}

void DeliveryLogPage::refresh()
{
    m_deliveries.refresh();
    m_standing.refresh();
}

void DeliveryLogPage::tryAgain()
{
    if (m_deliveries.isRead() && !m_deliveries.isComplete())
        m_deliveries.fetchFurther();
    refresh();
}

void DeliveryLogPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_timer.start();
    if (!event->spontaneous())
        refresh();
}

void DeliveryLogPage::hideEvent(QHideEvent *event)
{
    if (!event->spontaneous())
        m_timer.stop();
    Page::hideEvent(event);
}

void DeliveryLogPage::showState()
{
    const auto &failure = m_deliveries.failure();
    const bool isFetching = m_deliveries.isFetching();
    if (failure && !isFetching && m_deliveries.isRead())
        m_failure->tell(Tone::Error, platform::toText(*failure), tr("&Try again"));
    else if (!failure)
        m_failure->clear();
    m_tools->setStatus(statusText());
    showRoute();
    showEmpty();
    m_stack->setCurrentWidget(m_deliveries.rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_content);
    chooseWanted();
    // What has changed about the mail that is shown is told with all of its attempts.
    const int row = m_deliveries.rowOf(m_shown);
    const bool isAsked = isFetching || m_asking.isUnderWay();
    if (!isAsked && row >= 0 && m_known && m_deliveries.deliveryAt(row) != *m_known)
        ask(m_shown);
}

void DeliveryLogPage::showRoute()
{
    const MailRoute route = m_deliveries.route();
    m_folder->setVisible(route == MailRoute::Folder && !m_needs.folder.isEmpty());
    m_folder->setToolTip(m_needs.folder);
    if (route == MailRoute::None && m_deliveries.rowCount() > 0)
        m_route->tell(Tone::Warning,
            tr("The platform’s operator has set no mail server. Mails wait until there is one, for 3 days."));
    else if (route == MailRoute::Folder && m_deliveries.rowCount() > 0)
        m_route->tell(Tone::Neutral, tr("This platform sends nothing: it puts its mails into a folder."));
    else
        m_route->clear();
}

void DeliveryLogPage::showEmpty()
{
    const auto &failure = m_deliveries.failure();
    m_isClearable = m_deliveries.isRead() && !m_deliveries.filter().isEmpty();
    if (!m_deliveries.isRead() && failure && !m_deliveries.isFetching())
        m_empty->tell(toneIcon(Tone::Error), tr("The delivery log could not be read"), platform::toText(*failure),
            tr("&Try again"));
    else if (!m_deliveries.isRead())
        m_empty->tell({}, tr("Reading the delivery log…"), {});
    else if (m_isClearable)
        m_empty->tell(themeIcon(u"mail-message"_s), tr("Nothing matches the filter"),
            tr("There is no mail of this kind, level or rule in this state."), tr("C&lear filter"));
    else if (m_deliveries.route() == MailRoute::None)
        m_empty->tell(toneIcon(Tone::Warning), tr("No mail yet, and no mail server"),
            tr("The platform’s operator has set no mail server. What is to be sent waits until there is one, for 3 "
               "days, and is listed here."));
    else
        m_empty->tell(themeIcon(u"mail-message"_s), tr("No mail was sent yet"),
            tr("Alerts, reminders, checkpoints and test mails will be listed here, newest first, with every attempt "
               "to deliver them and what the mail server said."));
}

QString DeliveryLogPage::statusText() const
{
    if (!m_deliveries.isRead())
        return m_deliveries.isFetching() ? tr("Reading…") : QString();
    const int count = m_deliveries.rowCount();
    const QString at = m_deliveries.readAt().toTimeZone(m_tools->zone()).toString(u"HH:mm:ss"_s);
    return (m_deliveries.isComplete() ? tr("All %Ln mails, as of %1", nullptr, count)
                                      : tr("Newest %Ln mails, as of %1", nullptr, count))
        .arg(at);
}

void DeliveryLogPage::showCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return; // A refresh may have removed it; what is told of it stays.
    m_isWanted = false;
    const platform::Delivery &delivery = m_deliveries.deliveryAt(current.row());
    m_details->show(delivery, m_tools->zone());
    ask(delivery.id);
}

/// A link may come before the list does, and lead to a mail that is further down than the list goes.
void DeliveryLogPage::chooseWanted()
{
    const int row = m_deliveries.rowOf(m_shown);
    if (!m_isWanted || row < 0)
        return;
    m_isWanted = false;
    m_table->setCurrentIndex(m_deliveries.index(row, 0));
    m_table->setFocus(Qt::OtherFocusReason);
}

void DeliveryLogPage::ask(qint64 mail)
{
    if (mail != m_shown)
        m_known.reset();
    m_shown = mail;
    m_asking = m_needs.client.delivery(mail, [this](const auto &answer) { takeDetails(answer); });
}

void DeliveryLogPage::takeDetails(const platform::Answer<platform::DeliveryDetails> &answer)
{
    m_asking = {};
    if (!answer)
        return m_details->showFailure(platform::toText(answer.error()));
    m_known = answer->delivery;
    m_details->show(m_known, m_tools->zone());
    m_details->showAll(*answer);
    m_deliveries.put(*m_known);
}

void DeliveryLogPage::tryNow()
{
    m_details->setTrying(true);
    m_needs.client.tryNow(m_shown, this, [this, mail = m_shown](const platform::Answer<void> &answer) {
        m_details->setTrying(false);
        if (mail != m_shown)
            return;
        if (!answer)
            return m_details->showNotTried(platform::toText(answer.error()));
        ask(mail);
    });
}

void DeliveryLogPage::sendAgain()
{
    const int row = m_deliveries.rowOf(m_shown);
    if (!m_known && row < 0)
        return;
    auto *dialog = new SendAgainDialog(m_needs.client, m_known ? *m_known : m_deliveries.deliveryAt(row), this);
    connect(dialog, &SendAgainDialog::sent, this, &DeliveryLogPage::refresh);
    dialog->open();
}

void DeliveryLogPage::openFolder()
{
    if (!m_needs.openFolder(m_needs.folder))
        m_failure->tell(
            Tone::Warning, tr("The folder could not be opened. It is %1", "path of the folder").arg(m_needs.folder));
}

}
