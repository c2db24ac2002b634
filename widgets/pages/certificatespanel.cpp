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
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>

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
    , m_issue(makeTool(u"issue"_s, u"view-certificate-add"_s, tr("&Issue…")))
    , m_revoke(makeTool(u"revoke"_s, u"dialog-cancel"_s, tr("R&evoke…")))
    , m_save(makeTool(u"save"_s, u"document-save"_s, tr("&Save files…")))
    , m_permission(makeTool(u"permission"_s, u"object-unlocked"_s, tr("&Permission")))
    , m_read(makeTool(u"readFile"_s, u"document-open"_s, tr("Rea&d a file…")))
    , m_selectAll(makeTool(u"selectAll"_s, u"edit-select-all"_s, tr("Select a&ll")))
    , m_status(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_table(new CertificatesTable(m_model, this))
    , m_empty(new EmptyState(this))
    , m_failure(new Banner(this))
    , m_news(new Banner(this))
{
    m_failure->setObjectName("failure"_L1);
    m_news->setObjectName("news"_L1);
    m_status->setObjectName("status"_L1);
    m_searchPause.setSingleShot(true);
    m_searchPause.setInterval(searchPause);
    setAcceptDrops(true);
    makeTabs();
    makePermissions();
    layOut();
    connectAll();
    addActions();
    showAll();
}

QPushButton *CertificatesPanel::makeTool(const QString &name, const QString &icon, const QString &text)
{
    auto *button = new QPushButton(themeIcon(icon), text, this);
    button->setObjectName(name);
    return button;
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

void CertificatesPanel::makePermissions()
{
    auto *menu = new QMenu(tr("&Permission"), m_permission);
    menu->setToolTipsVisible(true);
    m_permit = menu->addAction(tr("&Permit coming in by certificate…"));
    m_end = menu->addAction(tr("&End the permission…"));
    m_permit->setObjectName("permit"_L1);
    m_end->setObjectName("endPermission"_L1);
    m_permission->setMenu(menu);
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

QWidget *CertificatesPanel::makeTools()
{
    m_search->setObjectName("search"_L1);
    m_search->setPlaceholderText(tr("Search names"));
    m_search->setAccessibleName(tr("Search login names and names"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themeIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_read->setToolTip(tr("Shows whose certificate is in a file, and how it stands here"));
    auto *tools = new QWidget(this);
    auto *layout = new QHBoxLayout(tools);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_search, 1);
    for (QPushButton *button : {m_issue, m_revoke, m_save, m_permission, m_read})
        layout->addWidget(button);
    return tools;
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
    layout->addWidget(makeTools());
    layout->addWidget(m_failure);
    layout->addWidget(m_stack, 1);
    layout->addWidget(makeFoot());
    layout->addWidget(m_news);
    setTabOrder({m_read, m_failure->button(), m_table, m_empty->button(), m_selectAll, m_news->button()});
}

void CertificatesPanel::connectAll()
{
    connect(m_tabs, &QTabBar::currentChanged, this, &CertificatesPanel::applyFilter);
    connect(m_order, &QComboBox::activated, this, &CertificatesPanel::applyFilter);
    connect(m_search, &QLineEdit::textChanged, &m_searchPause, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, &CertificatesPanel::applyFilter);
    connect(&m_searchPause, &QTimer::timeout, this, &CertificatesPanel::applyFilter);
    connect(m_issue, &QPushButton::clicked, this, &CertificatesPanel::issue);
    connect(m_revoke, &QPushButton::clicked, this, &CertificatesPanel::revoke);
    connect(m_save, &QPushButton::clicked, this, &CertificatesPanel::saveFiles);
    connect(m_permit, &QAction::triggered, this, [this] { permit(true); });
    connect(m_end, &QAction::triggered, this, [this] { permit(false); });
    connect(m_read, &QPushButton::clicked, this, &CertificatesPanel::askForFile);
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
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, &CertificatesPanel::keepSelection);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &CertificatesPanel::restoreSelection);
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
    for (QPushButton *button : {m_issue, m_revoke, m_save}) {
        auto *action = new QAction(button->icon(), button->text(), m_table);
        connect(action, &QAction::triggered, button, &QPushButton::click);
        m_table->addAction(action);
    }
    m_table->addActions({m_permit, m_end});
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
    for (QPushButton *button : {m_issue, m_revoke, m_save, m_permission, m_selectAll})
        button->setVisible(editable);
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

QList<CertificateHolder> CertificatesPanel::selected() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QList<CertificateHolder> holders;
    holders.reserve(rows.size());
    for (const QModelIndex &row : std::as_const(rows))
        holders.append(m_model.holderAt(row));
    return holders;
}

void CertificatesPanel::keepSelection()
{
    const auto holders = selected();
    for (const CertificateHolder &holder : holders)
        m_kept.insert(holder.id);
}

void CertificatesPanel::restoreSelection()
{
    const QSet<qint64> kept = std::exchange(m_kept, {});
    QItemSelection selection;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex index = m_model.index(row, 0);
        if (kept.contains(index.data(CertificatesModel::UserRole).toLongLong()))
            selection.select(index, index);
    }
    m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void CertificatesPanel::issue()
{
    const QDate today = m_model.now().toTimeZone(m_model.zone()).date();
    open(new IssueDialog({m_asker, m_client, m_model.zone(), today}, selected(), this));
}

void CertificatesPanel::revoke()
{
    open(new RevokeDialog(m_client, selected(), this));
}

void CertificatesPanel::permit(bool isPermitted)
{
    open(new PermissionDialog(m_client, selected(), isPermitted, this));
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
    QList<CertificateHolder> holders = selected();
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
        : m_model.isComplete()          ? tr("All %n people", nullptr, count)
                                        : tr("The first %n people", nullptr, count);
    if (chosen > 0 && m_editable)
        text = tr("%1 — %2 selected", "what is shown; number").arg(text, locale.toString(chosen));
    m_status->setText(text);
    m_selectAll->setEnabled(count > 0 && !m_selectsAll);
    m_selectAll->setToolTip(count == 0 ? tr("There is nobody to select")
            : m_selectsAll             ? tr("The rest of the list is being read")
                           : tr("Everybody whom the filter lets through, at most %n people (Ctrl+A)", nullptr,
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
    const auto chosen = selected();
    const QDateTime now = m_model.now();
    const QString none = chosen.isEmpty() ? tr("Select one or more people first") : QString();
    const auto unless = [&](bool isPossible, const QString &whyNot) {
        return !none.isEmpty() ? none : isPossible ? QString() : whyNot;
    };
    const bool hasPermitted = std::ranges::any_of(chosen, &CertificateHolder::isPermitted);
    const bool hasOthers = std::ranges::any_of(chosen, std::logical_not(), &CertificateHolder::isPermitted);
    const bool hasFiles
        = std::ranges::any_of(chosen, [&](const CertificateHolder &holder) { return holder.hasFileAt(now); });
    allow(m_issue, none, tr("Gives each of those selected a certificate, the first or another"));
    // Whose newest has ended or is revoked may have another that was kept.
    const bool hasAny = std::ranges::any_of(
        chosen, [](const CertificateHolder &holder) { return holder.state != CertificateState::NotIssued; });
    allow(m_revoke, unless(hasAny, tr("None of those selected was given a certificate")),
        tr("Takes all certificates of those selected out of force, at once and for good"));
    allow(m_save,
        unless(hasFiles,
            tr("The platform keeps no file of those selected: it hands each out once, and forgets it 7 days after it "
               "was issued. Issue another certificate.")),
        tr("One ZIP with the certificates, passwords and instructions"));
    allow(m_permission, none, tr("Whether those selected may come in by certificate"));
    m_permit->setEnabled(hasOthers);
    m_permit->setToolTip(hasOthers ? QString() : tr("All of those selected are permitted"));
    m_end->setEnabled(hasPermitted);
    m_end->setToolTip(hasPermitted ? QString() : tr("None of those selected is permitted"));
}

void CertificatesPanel::allow(QPushButton *button, const QString &whyNot, const QString &what)
{
    button->setEnabled(whyNot.isEmpty());
    button->setToolTip(whyNot.isEmpty() ? what : whyNot);
}

}
