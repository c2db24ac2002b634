// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/certificatespanel.h"

#include "controls/asker.h"
#include "controls/banner.h"
#include "controls/batchdialog.h"
#include "controls/emptystate.h"
#include "controls/themeicon.h"
#include "items/certificatewords.h"
#include "pages/certificatefiledialog.h"
#include "pages/certificatefilesdialog.h"
#include "pages/certificatestable.h"
#include "pages/certificatestools.h"
#include "pages/issuedialog.h"
#include "pages/permissiondialog.h"
#include "pages/revokedialog.h"

#include <QAction>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::CertificatesModel;
using platform::CertificateFilter;
using platform::CertificateHolder;
using platform::CertificatesClient;
using platform::CertificateState;

namespace {

/// Between the last letter and the question, so that not each of them is one.
constexpr std::chrono::milliseconds searchPause{200};

constexpr std::array states{CertificateState::Expiring, CertificateState::Valid, CertificateState::NotIssued,
    CertificateState::Expired, CertificateState::Revoked};

}

CertificatesPanel::CertificatesPanel(Asker &asker, const CertificatesClient &client, QWidget *parent)
    : QWidget(parent)
    , m_asker(asker)
    , m_client(client)
    , m_model(client, this)
    , m_tabs(new QTabBar(this))
    , m_order(new QComboBox(this))
    , m_search(new QLineEdit(this))
    , m_tools(new CertificatesTools(this))
    , m_failure(new Banner(this))
    , m_status(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_table(new CertificatesTable(m_model, this))
    , m_empty(new EmptyState(this))
    , m_selectAll(new QPushButton(themeIcon(u"edit-select-all"_s), tr("Select a&ll"), this))
    , m_news(new Banner(this))
{
    m_failure->setObjectName("failure"_L1);
    m_news->setObjectName("news"_L1);
    m_status->setObjectName("status"_L1);
    m_selectAll->setObjectName("selectAll"_L1);
    m_searchPause.setSingleShot(true);
    m_searchPause.setInterval(searchPause);
    setAcceptDrops(true);
    makeTabs();
    layOut();
    connectAll();
    addActions();
    showAll();
}

void CertificatesPanel::makeTabs()
{
    m_tabs->setObjectName("states"_L1);
    m_tabs->setAccessibleName(tr("Show only those whose certificate is"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->addTab(QString());
    for (const CertificateState state : states)
        m_tabs->setTabData(m_tabs->addTab(stateIcon(state), QString()), int(state));
    showTabs();
}

QWidget *CertificatesPanel::makeFilters()
{
    m_order->setObjectName("order"_L1);
    m_order->addItem(tr("End, the next first"), int(CertificateFilter::Order::End));
    m_order->addItem(tr("Login name"), int(CertificateFilter::Order::Name));
    auto *label = new QLabel(tr("Order &by:"), this);
    label->setBuddy(m_order);
    auto *filters = new QWidget(this);
    auto *layout = new QHBoxLayout(filters);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    layout->addStretch(1);
    layout->addWidget(label);
    layout->addWidget(m_order);
    return filters;
}

QWidget *CertificatesPanel::makeSearch()
{
    m_search->setObjectName("search"_L1);
    m_search->setPlaceholderText(tr("Search names"));
    m_search->setAccessibleName(tr("Search login names and names"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themeIcon(u"search"_s), QLineEdit::LeadingPosition);
    auto *line = new QWidget(this);
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_search, 1);
    layout->addWidget(m_tools);
    return line;
}

QWidget *CertificatesPanel::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *layout = new QHBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_status, 1);
    layout->addWidget(m_selectAll);
    return foot;
}

void CertificatesPanel::layOut()
{
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_stack->setMinimumHeight(150);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeFilters());
    layout->addWidget(makeSearch());
    layout->addWidget(m_failure);
    layout->addWidget(m_stack, 1);
    layout->addWidget(makeFoot());
    layout->addWidget(m_news);
    setTabOrder({m_failure->button(), m_table, m_empty->button(), m_selectAll, m_news->button()});
}

void CertificatesPanel::connectAll()
{
    connect(m_tabs, &QTabBar::currentChanged, this, &CertificatesPanel::applyFilter);
    connect(m_order, &QComboBox::activated, this, &CertificatesPanel::applyFilter);
    connect(m_search, &QLineEdit::textChanged, &m_searchPause, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, &CertificatesPanel::applyFilter);
    connect(&m_searchPause, &QTimer::timeout, this, &CertificatesPanel::applyFilter);
    connect(m_tools, &CertificatesTools::issueWanted, this, &CertificatesPanel::issue);
    connect(m_tools, &CertificatesTools::revokeWanted, this, &CertificatesPanel::revoke);
    connect(m_tools, &CertificatesTools::saveWanted, this, &CertificatesPanel::saveFiles);
    connect(m_tools, &CertificatesTools::permissionWanted, this, &CertificatesPanel::permit);
    connect(m_tools, &CertificatesTools::readWanted, this, &CertificatesPanel::askForFile);
    connect(m_selectAll, &QPushButton::clicked, this, &CertificatesPanel::selectAll);
    connect(m_failure, &Banner::acted, this, [this] {
        if (m_model.isRead())
            m_model.fetchFurther();
        refresh();
    });
    connect(m_empty, &EmptyState::acted, this, [this] {
        if (m_isClearable)
            clearFilter();
        else
            refresh();
    });
    connect(&m_model, &CertificatesModel::stateChanged, this, &CertificatesPanel::showAll);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        showTools();
        showFoot();
    });
}

/// The same for the keyboard: in the table's menu, and by keys while the focus is in it.
void CertificatesPanel::addActions()
{
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_search, qOverload<>(&QLineEdit::setFocus));
    m_tools->addActionsTo(*m_table);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *all = new QAction(tr("Select all"), m_table);
    all->setShortcut(QKeySequence::SelectAll);
    all->setShortcutContext(Qt::WidgetShortcut);
    connect(all, &QAction::triggered, this, &CertificatesPanel::selectAll);
    m_table->addAction(all);
}

void CertificatesPanel::setEditable(bool editable)
{
    m_editable = editable;
    m_tools->setEditable(editable);
    m_selectAll->setVisible(editable);
    const auto actions = m_table->actions();
    for (QAction *action : actions)
        action->setVisible(editable);
    m_table->setSelectionMode(editable ? QAbstractItemView::ExtendedSelection : QAbstractItemView::SingleSelection);
    showAll();
}

void CertificatesPanel::setZone(const QTimeZone &zone)
{
    m_model.setZone(zone);
}

void CertificatesPanel::refresh()
{
    m_model.refresh();
}

bool CertificatesPanel::showState(const QString &name)
{
    const auto state = policy::namedValue<CertificateState>(name);
    for (int tab = 1; state && tab < m_tabs->count(); ++tab) {
        if (m_tabs->tabData(tab).toInt() != int(*state))
            continue;
        m_search->clear();
        m_tabs->setCurrentIndex(tab);
        m_tabs->setFocus(Qt::ShortcutFocusReason);
        return true;
    }
    return false;
}

void CertificatesPanel::takeOver(const CertificatesPanel &before)
{
    m_search->setText(before.m_search->text());
    m_order->setCurrentIndex(before.m_order->currentIndex());
    m_tabs->setCurrentIndex(before.m_tabs->currentIndex());
    applyFilter();
}

void CertificatesPanel::applyFilter()
{
    m_searchPause.stop();
    m_selectsAll = false;
    const QVariant state = m_tabs->tabData(m_tabs->currentIndex());
    m_model.setFilter({.state = state.isValid() ? std::optional(CertificateState(state.toInt())) : std::nullopt,
        .search = m_search->text().trimmed(),
        .order = CertificateFilter::Order(m_order->currentData().toInt())});
}

void CertificatesPanel::clearFilter()
{
    m_search->clear();
    m_tabs->setCurrentIndex(0);
    applyFilter();
    m_search->setFocus();
}

void CertificatesPanel::selectAll()
{
    m_selectsAll = true;
    m_model.fetchUpTo(CertificatesClient::mostFiles);
    showAll();
}

void CertificatesPanel::issue()
{
    const QDate today = m_model.now().toTimeZone(m_model.zone()).date();
    open(new IssueDialog({m_asker, m_client, m_model.zone(), today}, m_table->chosen(), this));
}

void CertificatesPanel::revoke()
{
    open(new RevokeDialog(m_client, m_table->chosen(), this));
}

void CertificatesPanel::permit(bool isPermitted)
{
    open(new PermissionDialog(m_client, m_table->chosen(), isPermitted, this));
}

void CertificatesPanel::open(BatchDialog *dialog)
{
    m_news->clear();
    connect(dialog, &BatchDialog::changedSomething, this, [this] {
        refresh();
        emit changedSomething();
    });
    connect(dialog, &QDialog::finished, this, [this, dialog] {
        if (dialog->count() > 0)
            m_news->tell(Tone::Good, dialog->doneText());
        m_table->setFocus();
    });
    dialog->open();
}

void CertificatesPanel::saveFiles()
{
    QList<CertificateHolder> holders = m_table->chosen();
    holders.removeIf([now = m_model.now()](const CertificateHolder &holder) { return !holder.hasFileAt(now); });
    auto *dialog = new CertificateFilesDialog(m_asker, m_client, holders, this);
    connect(dialog, &CertificateFilesDialog::handedOut, this, &CertificatesPanel::refresh);
    dialog->open();
}

void CertificatesPanel::askForFile()
{
    m_asker.askForFileToRead(this,
        {.title = tr("Read a certificate’s file"),
            .suggestedName = {},
            .filters = {tr("Certificates with their key (*.p12 *.pfx)"), tr("All files (*)")}},
        [this](const QString &path) { readFile(path); });
}

void CertificatesPanel::readFile(const QString &path)
{
    (new CertificateFileDialog(m_client, path, m_model.zone(), this))->open();
}

void CertificatesPanel::dragEnterEvent(QDragEnterEvent *event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void CertificatesPanel::dropEvent(QDropEvent *event)
{
    readFile(event->mimeData()->urls().first().toLocalFile());
    event->acceptProposedAction();
}

void CertificatesPanel::showAll()
{
    const auto &failure = m_model.failure();
    if (failure && !m_model.isFetching() && m_model.rowCount() > 0)
        m_failure->tell(Tone::Error, platform::toText(*failure), tr("&Try again"));
    else if (!failure)
        m_failure->clear();
    if (m_selectsAll && !m_model.isFetching()) {
        m_selectsAll = false;
        m_table->selectAll();
    }
    showTabs();
    showEmpty();
    m_stack->setCurrentWidget(m_model.rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_table);
    showTools();
    showFoot();
}

void CertificatesPanel::showTabs()
{
    const QLocale locale;
    const auto &counts = m_model.counts();
    const auto told = [&](const QString &name, qint64 count) {
        return counts ? tr("%1 %2", "state, how many").arg(name, locale.toString(count)) : name;
    };
    m_tabs->setTabText(0, told(tr("All", "people, whatever their certificate"), counts ? counts->all() : 0));
    for (int tab = 1; tab < m_tabs->count(); ++tab) {
        const auto state = CertificateState(m_tabs->tabData(tab).toInt());
        m_tabs->setTabText(tab, told(items::stateName(state), counts ? counts->of(state) : 0));
    }
}

void CertificatesPanel::showFoot()
{
    const QLocale locale;
    const int count = m_model.rowCount();
    const auto chosen = int(m_table->selectionModel()->selectedRows().size());
    QString text = m_model.isFetching() ? tr("Reading…")
        : count == 0                    ? QString()
        : m_model.isComplete()          ? tr("All %Ln people", nullptr, count)
                                        : tr("The first %Ln people", nullptr, count);
    if (chosen > 0 && m_editable)
        text = tr("%1 — %2 selected", "what is shown; number").arg(text, locale.toString(chosen));
    m_status->setText(text);
    m_selectAll->setEnabled(count > 0 && !m_selectsAll);
    m_selectAll->setToolTip(count == 0 ? tr("There is nobody to select")
            : m_selectsAll             ? tr("The rest of the list is being read")
                           : tr("Everybody whom the filter lets through, at most %Ln people (Ctrl+A)", nullptr,
                                 CertificatesClient::mostFiles));
}

void CertificatesPanel::showEmpty()
{
    const auto &failure = m_model.failure();
    m_isClearable = m_model.isRead() && m_model.filter().isNarrow();
    if (failure && !m_model.isFetching())
        m_empty->tell(toneIcon(Tone::Error), tr("The certificates could not be read"), platform::toText(*failure),
            tr("&Try again"));
    else if (!m_model.isRead())
        m_empty->tell({}, tr("Reading the certificates…"), {});
    else if (m_isClearable)
        m_empty->tell(themeIcon(u"search"_s), tr("Nobody is in this list"),
            tr("Nobody’s certificate is in this state, or nobody’s name has what is searched for in it."),
            tr("Sho&w everybody"));
    else
        m_empty->tell(themeIcon(u"system-users"_s), tr("There is nobody yet"),
            tr("Everybody who is added to the users can be given a certificate here."));
}

void CertificatesPanel::showTools()
{
    m_tools->showFor(m_table->chosen(), m_model.now());
}

}
