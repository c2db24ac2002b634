// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/ipentryrow.h"

#include "error/messages.h"
#include "policy/fieldvalidation.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

/// Whose words these are, for the translators.
struct ColumnWords {
    Q_DECLARE_TR_FUNCTIONS(IpEntries)
};

std::strong_ordering byNetwork(const IpEntryRow &left, const IpEntryRow &right)
{
    if (left.networkFault || right.networkFault)
        return left.networkFault.has_value() == right.networkFault.has_value()
            ? caseless(left.network, right.network)
            : right.networkFault.has_value() <=> left.networkFault.has_value();
    return left.entry.network <=> right.entry.network;
}

std::strong_ordering byRemark(const IpEntryRow &left, const IpEntryRow &right)
{
    const auto severities = right.severity() <=> left.severity();
    return severities != 0 ? severities : left.firstRemark().compare(right.firstRemark()) <=> 0;
}

}

IpEntryRow IpEntryRow::of(const policy::IpEntry &entry)
{
    IpEntryRow row;
    row.entry.network = entry.network;
    row.network = entry.network.toString();
    row.setMemo(entry.memo);
    return row;
}

void IpEntryRow::setMemo(const QString &memo)
{
    entry.memo = memo;
    Errors errors;
    policy::validate(entry, errors);
    memoFault = errors.isEmpty() ? std::nullopt : std::optional(errors.first());
}

Severity IpEntryRow::severity() const
{
    if (isFaulty() || !told.isEmpty())
        return Severity::Fault;
    return hints.isEmpty() ? Severity::None : Severity::Hint;
}

QStringList IpEntryRow::remarks() const
{
    QStringList all;
    for (const auto &fault : {networkFault, memoFault}) {
        if (fault)
            all += renderMessage(*fault);
    }
    return all + told + hints;
}

/// Asked for again and again while a long list is sorted.
QString IpEntryRow::firstRemark() const
{
    if (isFaulty())
        return renderMessage(networkFault ? *networkFault : *memoFault);
    return told.isEmpty() ? hints.value(0) : told.first();
}

const QList<Column<IpEntryRow>> &ipEntryColumns()
{
    static const QList<Column<IpEntryRow>> columns{
        {
            .title = [] { return ColumnWords::tr("No.", "column: place of an entry in the list"); },
            .text = [](const IpEntryRow &row) { return QLocale().toString(row.place + 1); },
            .order = [](const IpEntryRow &left, const IpEntryRow &right) { return left.place <=> right.place; },
            .alignment = Qt::AlignCenter,
        },
        {
            .title = [] { return ColumnWords::tr("Address or network", "column"); },
            .text = [](const IpEntryRow &row) { return row.network; },
            .order = byNetwork,
        },
        {
            .title = [] { return ColumnWords::tr("Memo", "column"); },
            .text = [](const IpEntryRow &row) { return row.entry.memo; },
            .order = [](const IpEntryRow &left,
                         const IpEntryRow &right) { return caseless(left.entry.memo, right.entry.memo); },
        },
        {
            .title = [] { return ColumnWords::tr("Remark", "column: what is odd about an entry"); },
            .text = [](const IpEntryRow &row) { return row.firstRemark(); },
            .order = byRemark,
        },
    };
    return columns;
}

}
