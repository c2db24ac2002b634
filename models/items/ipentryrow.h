// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "items/column.h"
#include "policy/ipentry.h"

#include <QList>

#include <optional>

namespace sekimori::items {

/// How much a row's remark matters.
enum class Severity {
    None,
    Hint, ///< does no harm but is hardly meant
    Fault, ///< cannot be saved
};

/// An entry while it is being edited, with what there is to say about it.
struct IpEntryRow {
    qsizetype place = 0; ///< in the list, from 0
    policy::IpEntry entry;
    QString network; ///< as it is shown: what was typed, while that is no network
    std::optional<Error> networkFault;
    std::optional<Error> memoFault;
    QStringList told; ///< by the platform
    QStringList hints;

    static IpEntryRow of(const policy::IpEntry &entry);

    void setMemo(const QString &memo);
    bool isFaulty() const { return networkFault || memoFault; }
    Severity severity() const;
    /// Everything there is to say, what matters most first.
    QStringList remarks() const;
    QString firstRemark() const;
};

enum class IpEntryColumn { Place, Network, Memo, Remark };

const QList<Column<IpEntryRow>> &ipEntryColumns();

}
