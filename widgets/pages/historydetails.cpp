// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/historydetails.h"

#include "controls/themeicon.h"
#include "controls/tone.h"
#include "items/changewords.h"
#include "items/settingwords.h"
#include "items/zonedtime.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using platform::HistoryEntry;

namespace {

/// Whose words these are, for the translators.
struct HistoryWords {
    Q_DECLARE_TR_FUNCTIONS(HistoryDetails)
};

QString titleOf(const HistoryEntry &entry)
{
    return HistoryWords::tr("%1, revision %2", "section").arg(items::sectionTitle(entry.section)).arg(entry.revision);
}

QString whoOf(const HistoryEntry &entry, const QTimeZone &zone)
{
    const QString at = items::exactText(entry.at, zone);
    return entry.address.isEmpty()
        ? HistoryWords::tr("Changed by %1 at %2", "person, time").arg(entry.by, at)
        : HistoryWords::tr("Changed by %1 from %2 at %3", "person, address, time").arg(entry.by, entry.address, at);
}

QString reasonOf(const HistoryEntry &entry)
{
    return entry.reason.isEmpty() ? QString() : HistoryWords::tr("Reason: %1").arg(entry.reason);
}

QLabel *selectableLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

}

QString toText(const HistoryEntry &entry, const QTimeZone &zone)
{
    QStringList lines{titleOf(entry), whoOf(entry, zone)};
    if (const QString reason = reasonOf(entry); !reason.isEmpty())
        lines << reason;
    for (const auto rows = items::changeRows(entry.section, entry.changes, zone); const items::ChangeRow &row : rows) {
        QStringList sides{row.before, row.after};
        sides.removeAll(QString());
        lines << u"%1: %2"_s.arg(row.field, sides.join(u" → "));
    }
    return lines.join(u'\n');
}

HistoryDetails::HistoryDetails(QWidget *parent)
    : QWidget(parent)
    , m_hint(explanationLabel(tr("Choose a change to see all of it."), this))
    , m_content(new QWidget(this))
    , m_title(selectableLabel(m_content))
    , m_who(selectableLabel(m_content))
    , m_reason(selectableLabel(m_content))
    , m_changes(new QTableWidget(0, 3, m_content))
    , m_events(new QPushButton(themeIcon(u"view-list-details"_s), tr("&Events around it"), m_content))
    , m_copy(new QPushButton(themeIcon(u"edit-copy"_s), tr("&Copy change"), m_content))
{
    m_hint->setAlignment(Qt::AlignCenter);
    m_title->setObjectName("changeTitle"_L1);
    m_who->setObjectName("changeWho"_L1);
    m_reason->setObjectName("changeReason"_L1);
    m_changes->setObjectName("changes"_L1);
    m_events->setObjectName("eventsAround"_L1);
    m_changes->setHorizontalHeaderLabels({tr("Field"), tr("Before"), tr("After")});
    m_changes->setAccessibleName(tr("What was changed, before and after"));
    m_changes->verticalHeader()->hide();
    m_changes->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_changes->setSelectionMode(QAbstractItemView::SingleSelection);
    m_changes->setTabKeyNavigation(false);
    m_changes->setWordWrap(true);
    m_changes->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_changes->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_changes->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_changes->horizontalHeader()->setHighlightSections(false);
    layOut();
    connect(m_events, &QPushButton::clicked, this, &HistoryDetails::eventsWanted);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_asText); });
    show({}, QTimeZone::utc());
}

void HistoryDetails::layOut()
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    auto *head = new QVBoxLayout;
    head->setSpacing(3);
    head->addWidget(m_title);
    head->addWidget(m_who);
    head->addWidget(m_reason);
    auto *top = new QHBoxLayout;
    top->addLayout(head, 1);
    top->addWidget(m_events, 0, Qt::AlignTop);
    top->addWidget(m_copy, 0, Qt::AlignTop);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 10, 0, 0);
    content->setSpacing(8);
    content->addLayout(top);
    content->addWidget(m_changes, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_content, 1);
}

void HistoryDetails::show(const std::optional<HistoryEntry> &entry, const QTimeZone &zone)
{
    m_hint->setVisible(!entry);
    m_content->setVisible(entry.has_value());
    if (!entry)
        return;
    m_title->setText(titleOf(*entry));
    m_who->setText(whoOf(*entry, zone));
    m_reason->setText(reasonOf(*entry));
    m_reason->setVisible(!entry->reason.isEmpty());
    const bool isKnown = entry->event > 0;
    m_events->setEnabled(isKnown);
    m_events->setToolTip(isKnown ? tr("Goes to this change in the audit log (Enter)")
                                 : tr("It is not known any more which event of the audit log tells of this change."));
    m_events->setAccessibleDescription(m_events->toolTip());
    fillTable(*entry, zone);
    m_asText = toText(*entry, zone);
}

void HistoryDetails::fillTable(const HistoryEntry &entry, const QTimeZone &zone)
{
    auto rows = items::changeRows(entry.section, entry.changes, zone);
    if (rows.isEmpty())
        rows.append({items::changeSummary(entry.section, entry.changes, zone), {}, {}});
    m_changes->clearContents();
    m_changes->setRowCount(int(rows.size()));
    for (int i = 0; i < int(rows.size()); ++i) {
        const items::ChangeRow &row = rows.at(i);
        m_changes->setItem(i, 0, new QTableWidgetItem(row.field));
        m_changes->setItem(i, 1, new QTableWidgetItem(row.before));
        m_changes->setItem(i, 2, new QTableWidgetItem(row.after));
    }
    m_changes->resizeRowsToContents();
    m_changes->scrollToTop();
}

}
