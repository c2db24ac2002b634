// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/accesstablemodel.h"

#include "items/accesscasewords.h"

#include <QCoreApplication>

#include <algorithm>

namespace sekimori::items {

using policy::AccessCase;
using policy::Condition;

namespace {

/// Whose words these are, for the translators.
struct ColumnWords {
    Q_DECLARE_TR_FUNCTIONS(AccessTable)
};

struct Column {
    QString (*title)();
    QString (*text)(const AccessRow &row);
    AccessCase AccessRow::*told = nullptr; ///< the case whose verdict stands in it
};

const Column whoComes{
    .title = [] { return ColumnWords::tr("Who comes", "column"); },
    .text =
        [](const AccessRow &row) {
            return row.standsForAll ? ColumnWords::tr("With or without a certificate") : whoText(row.draft.situation);
        },
};
const Column fromWhere{
    .title = [] { return ColumnWords::tr("From where", "column"); },
    .text = [](const AccessRow &row) { return fromWhereText(row.draft.situation, row.ownAddress); },
};
const Column inForce{
    .title = [] { return ColumnWords::tr("In force now", "column"); },
    .text = [](const AccessRow &row) { return whatHappensText(row.saved); },
    .told = &AccessRow::saved,
};
const Column edited{
    .title = [] { return ColumnWords::tr("With your edits", "column"); },
    .text = [](const AccessRow &row) { return whatHappensText(row.draft); },
    .told = &AccessRow::draft,
};
const Column whatHappens{
    .title = [] { return ColumnWords::tr("What happens", "column"); },
    .text = edited.text,
    .told = &AccessRow::draft,
};
const Column why{
    .title = [] { return ColumnWords::tr("Why", "column"); },
    .text = [](const AccessRow &row) { return whyText(row.draft); },
};

const QList<Column> &columns(bool isComparing)
{
    static const QList<Column> comparing{whoComes, fromWhere, inForce, edited, why};
    static const QList<Column> plain{whoComes, fromWhere, whatHappens, why};
    return isComparing ? comparing : plain;
}

QVariant verdictIn(const Column &column, const AccessRow &row)
{
    if (!column.told || !(row.*column.told).decision)
        return {};
    return int((row.*column.told).decision->verdict);
}

bool isByClosedHost(const AccessCase &row)
{
    return row.decision && row.decision->decidedBy == Condition::CertificatesEnabled;
}

}

bool differInAccess(const policy::Settings &left, const policy::Settings &right)
{
    return left.ipRestriction != right.ipRestriction || left.basicAuth != right.basicAuth
        || left.clientCertificates != right.clientCertificates;
}

AccessComparison AccessComparison::of(
    const policy::Settings &saved, const policy::Settings &draft, const std::optional<IpAddress> &own)
{
    return {.saved = policy::accessTable(saved, own),
        .draft = policy::accessTable(draft, own),
        .isEdited = differInAccess(saved, draft),
        .ownAddress = own ? own->toString() : QString()};
}

qsizetype AccessComparison::changedCount() const
{
    qsizetype count = 0;
    for (qsizetype i = 0; i < saved.size(); ++i)
        count += saved.at(i).isMetAs(draft.at(i)) ? 0 : 1;
    return count;
}

AccessTableModel::AccessTableModel(policy::HostKind host, QObject *parent)
    : QAbstractTableModel(parent)
    , m_host(host)
{
}

void AccessTableModel::show(const AccessComparison &comparison)
{
    QList<AccessRow> rows;
    for (qsizetype i = 0; i < comparison.saved.size(); ++i) {
        if (hostOf(comparison.saved.at(i).situation) == m_host)
            rows.append({comparison.saved.at(i), comparison.draft.at(i), comparison.ownAddress});
    }
    const bool isClosed = !rows.isEmpty() && std::ranges::all_of(rows, [](const AccessRow &row) {
        return isByClosedHost(row.saved) && isByClosedHost(row.draft);
    });
    if (isClosed) {
        rows = {rows.last()};
        rows.first().standsForAll = true;
    }
    beginResetModel();
    m_rows = rows;
    m_isComparing = comparison.isEdited;
    endResetModel();
}

int AccessTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int AccessTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns(m_isComparing).size());
}

QVariant AccessTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const AccessRow &row = m_rows.at(index.row());
    const Column &column = columns(m_isComparing).at(index.column());
    const bool isNews = row.isChanged() && column.told == &AccessRow::draft;
    switch (role) {
    case Qt::DisplayRole:
        return column.text(row);
    case Qt::AccessibleTextRole:
        return isNews ? ColumnWords::tr("%1, a change from: %2").arg(column.text(row), inForce.text(row))
                      : column.text(row);
    case VerdictRole:
        return verdictIn(column, row);
    case IsChangedRole:
        return row.isChanged();
    case IsNewsRole:
        return isNews;
    default:
        return {};
    }
}

QVariant AccessTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(columns(m_isComparing).at(section).title()) : QVariant();
}

}
