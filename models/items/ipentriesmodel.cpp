// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/ipentriesmodel.h"

#include "address/iprange.h"
#include "items/tooltiptext.h"
#include "policy/ipentryproblems.h"

#include <algorithm>
#include <numeric>
#include <set>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

constexpr qsizetype mostToUndo = 20;
constexpr size_t mostSingleRemovals = 20; ///< beyond, a view is quicker with a reset

QList<IpEntryRow> rowsOf(const QList<policy::IpEntry> &entries)
{
    QList<IpEntryRow> rows;
    rows.reserve(entries.size());
    for (const policy::IpEntry &entry : entries)
        rows.append(IpEntryRow::of(entry));
    return rows;
}

}

IpEntriesModel::IpEntriesModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_inspecting([this](const IpEntryInspection &inspection) { takeInspection(inspection); })
    , m_cleaning([this](const Cleaned &cleaned) { takeCleaned(cleaned); })
{
}

QList<policy::IpEntry> IpEntriesModel::entries() const
{
    QList<policy::IpEntry> entries;
    entries.reserve(m_rows.size());
    for (const IpEntryRow &row : m_rows)
        entries.append(row.entry);
    return entries;
}

bool IpEntriesModel::hasFaults() const
{
    return std::ranges::any_of(m_rows, &IpEntryRow::isFaulty);
}

Errors IpEntriesModel::faults() const
{
    Errors errors;
    for (const IpEntryRow &row : m_rows) {
        const QString parent = u"entries[%1]"_s.arg(row.place);
        if (row.networkFault)
            errors.append(row.networkFault->under(u"network"_s).under(parent));
        if (row.memoFault)
            errors.append(row.memoFault->under(parent));
    }
    return errors;
}

void IpEntriesModel::load(const QList<policy::IpEntry> &entries)
{
    m_before.clear();
    reset(rowsOf(entries));
}

void IpEntriesModel::takeOver(const IpEntriesModel &before)
{
    m_before = before.m_before;
    m_search = before.m_search;
    QList<IpEntryRow> rows = before.m_rows;
    for (IpEntryRow &row : rows)
        row.hints.clear(); // In the language before; they come anew.
    reset(std::move(rows));
}

void IpEntriesModel::replaceAll(const QList<policy::IpEntry> &entries)
{
    remember();
    reset(rowsOf(entries));
    emit edited();
}

QModelIndex IpEntriesModel::append(const QList<policy::IpEntry> &entries)
{
    if (entries.isEmpty())
        return {};
    remember();
    const qsizetype place = m_rows.size();
    insertAfter(place - 1, entries);
    rearrange();
    tellEdited();
    return indexOf(place, IpEntryColumn::Network);
}

void IpEntriesModel::remove(const QModelIndexList &indexes)
{
    std::set<qsizetype> places;
    for (const QModelIndex &index : indexes)
        places.insert(rowAt(index).place);
    if (places.empty())
        return;
    remember();
    removePlaces({places.begin(), places.end()});
    tellEdited();
}

void IpEntriesModel::cleanUp()
{
    m_cleaning.ask([edition = m_edition, all = entries()] { return Cleaned{edition, rowsOf(policy::cleanedUp(all))}; });
}

void IpEntriesModel::takeCleaned(const Cleaned &cleaned)
{
    if (cleaned.edition != m_edition)
        return;
    const qsizetype gone = m_rows.size() - cleaned.rows.size();
    const qsizetype rewritten = m_inspection.hostBits;
    remember();
    reset(cleaned.rows);
    emit edited();
    emit cleanedUp(gone, rewritten);
}

void IpEntriesModel::undo()
{
    if (m_before.isEmpty())
        return;
    reset(m_before.takeLast());
    emit edited();
}

void IpEntriesModel::setSearch(const QString &text)
{
    if (text == m_search)
        return;
    m_search = text;
    beginResetModel();
    m_shown = searched();
    endResetModel();
}

void IpEntriesModel::setEditable(bool editable)
{
    m_editable = editable;
}

void IpEntriesModel::mark(const QHash<qsizetype, QStringList> &told)
{
    for (IpEntryRow &row : m_rows)
        row.told = told.value(row.place);
    remarksChanged();
}

QModelIndex IpEntriesModel::indexOf(qsizetype place, IpEntryColumn column) const
{
    const auto found = std::ranges::find(m_shown, place);
    return found == m_shown.end() ? QModelIndex() : index(int(found - m_shown.begin()), int(column));
}

int IpEntriesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int IpEntriesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ipEntryColumns().size());
}

QVariant IpEntriesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const IpEntryRow &row = rowAt(index);
    const auto &column = ipEntryColumns().at(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return column.text(row);
    case Qt::TextAlignmentRole:
        return int(column.alignment);
    case Qt::ToolTipRole:
        return toolTipText(row.remarks().join(u'\n'));
    case SeverityRole:
        return QVariant::fromValue(row.severity());
    default:
        return {};
    }
}

QVariant IpEntriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto &column = ipEntryColumns().at(section);
    if (role == Qt::TextAlignmentRole)
        return int(column.alignment);
    return role == Qt::DisplayRole ? QVariant(column.title()) : QVariant();
}

Qt::ItemFlags IpEntriesModel::flags(const QModelIndex &index) const
{
    const auto flags = QAbstractTableModel::flags(index);
    const bool canBeEdited
        = index.column() == int(IpEntryColumn::Network) || index.column() == int(IpEntryColumn::Memo);
    return m_editable && index.isValid() && canBeEdited ? flags | Qt::ItemIsEditable : flags;
}

bool IpEntriesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const QString text = value.toString().trimmed();
    if (text == data(index).toString())
        return true; // An editor that was opened and left is no edit.
    if (index.column() == int(IpEntryColumn::Network))
        return setNetwork(index, text);
    remember();
    IpEntryRow &row = m_rows[m_shown.at(size_t(index.row()))];
    row.setMemo(text);
    row.told.clear();
    emit dataChanged(index.siblingAtColumn(0), index.siblingAtColumn(columnCount() - 1));
    rearrange();
    tellEdited();
    return true;
}

bool IpEntriesModel::setNetwork(const QModelIndex &index, const QString &text)
{
    remember();
    const auto networks = parseNetworks(text);
    IpEntryRow &row = m_rows[m_shown.at(size_t(index.row()))];
    const qsizetype place = row.place;
    row.told.clear();
    row.hints.clear();
    row.networkFault = networks ? std::nullopt : std::optional(networks.error());
    row.network = networks ? networks->first().toString() : text;
    if (networks)
        row.entry.network = networks->first();
    emit dataChanged(index.siblingAtColumn(0), index.siblingAtColumn(columnCount() - 1));
    if (networks && networks->size() > 1) {
        QList<policy::IpEntry> rest;
        for (const IpNetwork &network : networks->sliced(1))
            rest.append({network, m_rows.at(place).entry.memo});
        insertAfter(place, rest);
    }
    rearrange();
    tellEdited();
    return true;
}

void IpEntriesModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    rearrange();
}

void IpEntriesModel::remember()
{
    ++m_edition;
    m_before.append(m_rows);
    if (m_before.size() > mostToUndo)
        m_before.removeFirst();
}

void IpEntriesModel::reset(QList<IpEntryRow> rows)
{
    ++m_edition;
    beginResetModel();
    m_rows = std::move(rows);
    for (qsizetype place = 0; place < m_rows.size(); ++place)
        m_rows[place].place = place;
    m_shown = searched();
    endResetModel();
    m_inspecting.ask([rows = m_rows] { return inspected(rows); });
}

void IpEntriesModel::numberPlaces()
{
    for (qsizetype place = 0; place < m_rows.size(); ++place)
        m_rows[place].place = place;
    const int column = int(IpEntryColumn::Place);
    if (rowCount() > 0)
        emit dataChanged(index(0, column), index(rowCount() - 1, column), {Qt::DisplayRole});
}

std::vector<qsizetype> IpEntriesModel::searched() const
{
    std::vector<qsizetype> shown;
    shown.reserve(size_t(m_rows.size()));
    const auto address = IpAddress::parse(m_search.trimmed());
    for (const IpEntryRow &row : m_rows) {
        if (matches(row) || (address && !row.networkFault && row.entry.network.contains(*address)))
            shown.push_back(row.place);
    }
    arrange(shown);
    return shown;
}

bool IpEntriesModel::matches(const IpEntryRow &row) const
{
    const QStringView text = QStringView(m_search).trimmed();
    return row.network.contains(text, Qt::CaseInsensitive) || row.entry.memo.contains(text, Qt::CaseInsensitive);
}

void IpEntriesModel::arrange(std::vector<qsizetype> &shown) const
{
    if (m_sortColumn < 0) {
        std::ranges::sort(shown);
        return;
    }
    const auto order = ipEntryColumns().at(m_sortColumn).order;
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    std::ranges::stable_sort(shown, [&](qsizetype left, qsizetype right) {
        const auto result = order(m_rows.at(left), m_rows.at(right));
        return descending ? result > 0 : result < 0;
    });
}

void IpEntriesModel::rearrange()
{
    std::vector<qsizetype> arranged = m_shown;
    arrange(arranged);
    if (arranged == m_shown)
        return;
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    std::vector<int> viewRowOf(size_t(m_rows.size()), -1);
    for (size_t row = 0; row < arranged.size(); ++row)
        viewRowOf.at(size_t(arranged.at(row))) = int(row);
    const auto from = persistentIndexList();
    QModelIndexList to;
    for (const QModelIndex &persistent : from)
        to.append(index(viewRowOf.at(size_t(m_shown.at(size_t(persistent.row())))), persistent.column()));
    m_shown = std::move(arranged);
    changePersistentIndexList(from, to);
    emit layoutChanged({}, VerticalSortHint);
}

void IpEntriesModel::insertAfter(qsizetype place, const QList<policy::IpEntry> &entries)
{
    const auto added = entries.size();
    const int first = rowCount();
    beginInsertRows({}, first, first + int(added) - 1);
    m_rows = m_rows.first(place + 1) + rowsOf(entries) + m_rows.sliced(place + 1);
    for (qsizetype &shown : m_shown)
        shown += shown > place ? added : 0;
    for (qsizetype i = 1; i <= added; ++i)
        m_shown.push_back(place + i);
    endInsertRows();
    numberPlaces();
}

void IpEntriesModel::removePlaces(const QList<qsizetype> &places)
{
    const std::set<qsizetype> gone(places.begin(), places.end());
    const auto isGone = [&](qsizetype place) { return gone.contains(place); };
    if (gone.size() > mostSingleRemovals) {
        QList<IpEntryRow> kept;
        std::ranges::copy_if(
            m_rows, std::back_inserter(kept), [&](const IpEntryRow &row) { return !isGone(row.place); });
        reset(std::move(kept));
        return;
    }
    for (int row = rowCount() - 1; row >= 0; --row) {
        // Rows carry the place that they had before until all of them are gone.
        const qsizetype place = m_shown.at(size_t(row));
        if (!isGone(m_rows.at(place).place))
            continue;
        beginRemoveRows({}, row, row);
        m_shown.erase(m_shown.begin() + row);
        m_rows.removeAt(place);
        for (qsizetype &shown : m_shown)
            shown -= shown > place ? 1 : 0;
        endRemoveRows();
    }
    numberPlaces();
}

void IpEntriesModel::tellEdited()
{
    m_inspecting.ask([rows = m_rows] { return inspected(rows); });
    emit edited();
}

void IpEntriesModel::takeInspection(const IpEntryInspection &inspection)
{
    m_inspection = inspection;
    bool isDifferent = false;
    for (qsizetype place = 0; place < m_rows.size(); ++place) {
        const QStringList hints = inspection.hints.value(place);
        if (hints == m_rows.at(place).hints)
            continue;
        m_rows[place].hints = hints;
        isDifferent = true;
    }
    if (isDifferent)
        remarksChanged();
    emit inspectionChanged();
}

void IpEntriesModel::remarksChanged()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole, SeverityRole});
    if (m_sortColumn == int(IpEntryColumn::Remark))
        rearrange();
}

}
