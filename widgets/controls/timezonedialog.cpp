// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/timezonedialog.h"

#include "controls/tone.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::widgets {

using items::TimeZonesModel;

TimeZoneDialog::TimeZoneDialog(const QString &chosen, QWidget *parent)
    : QDialog(parent)
    , m_before(chosen)
    , m_model(QDateTime::currentDateTimeUtc())
    , m_search(new QLineEdit(this))
    , m_table(new QTableView(this))
    , m_nothing(explanationLabel(tr("No time zone is called like that. Try the next large city or a country."), this))
    , m_choose(new QPushButton(tr("&Choose"), this))
{
    setWindowTitle(tr("Time zone"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_found.setSourceModel(&m_model);
    m_found.setFilterRole(TimeZonesModel::SearchRole);
    m_found.setFilterCaseSensitivity(Qt::CaseInsensitive);
    setUpTable();
    layOut();
    connect(m_search, &QLineEdit::textChanged, this, &TimeZoneDialog::search);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TimeZoneDialog::showWhyNot);
    connect(m_table, &QTableView::activated, this, &QDialog::accept);
    connect(&m_clock, &QTimer::timeout, this, [this] { m_model.setNow(QDateTime::currentDateTimeUtc()); });
    m_clock.start(5s);
    search({});
}

void TimeZoneDialog::setUpTable()
{
    m_table->setObjectName("zones"_L1);
    m_table->setAccessibleName(tr("Time zones"));
    m_table->setModel(&m_found);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    QHeaderView &header = *m_table->horizontalHeader();
    header.setHighlightSections(false);
    header.setStretchLastSection(true);
    const int character = fontMetrics().averageCharWidth();
    for (const auto &[section, characters] : {std::pair{0, 24}, {1, 24}, {2, 13}, {3, 9}})
        header.resizeSection(section, characters * character);
}

void TimeZoneDialog::layOut()
{
    m_search->setObjectName("search"_L1);
    m_search->setClearButtonEnabled(true);
    m_search->setPlaceholderText(tr("City, country, name or offset"));
    m_search->setAccessibleName(tr("Search for a time zone"));
    m_search->installEventFilter(this);
    m_choose->setObjectName("choose"_L1);
    auto *back = new QPushButton(tr("Ca&ncel"), this);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_choose, QDialogButtonBox::AcceptRole);
    buttons->addButton(back, QDialogButtonBox::RejectRole);
    m_choose->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(m_search);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_nothing);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(760, 520);
}

QString TimeZoneDialog::chosen() const
{
    return m_table->selectionModel()->hasSelection() ? m_table->currentIndex().data(TimeZonesModel::IdRole).toString()
                                                     : QString();
}

bool TimeZoneDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Down && key != Qt::Key_Up)
        return QDialog::eventFilter(watched, event);
    const int step = key == Qt::Key_Down ? 1 : -1;
    select(m_found.index(std::clamp(m_table->currentIndex().row() + step, 0, m_found.rowCount() - 1), 0));
    return true;
}

void TimeZoneDialog::search(const QString &text)
{
    m_found.setFilterFixedString(text.simplified());
    m_nothing->setVisible(m_found.rowCount() == 0);
    select(text.isEmpty() ? m_found.mapFromSource(m_model.indexOf(m_before)) : m_found.index(0, 0));
    showWhyNot();
}

void TimeZoneDialog::select(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void TimeZoneDialog::showWhyNot()
{
    const bool hasChosen = !chosen().isEmpty();
    m_choose->setEnabled(hasChosen);
    m_choose->setToolTip(hasChosen ? QString() : tr("Choose a time zone from the list."));
    m_choose->setAccessibleDescription(m_choose->toolTip());
}

}
