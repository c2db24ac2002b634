// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldchanges.h"

#include <QString>
#include <QTimeZone>

/// What a change made, in the words of settingwords.h.
namespace sekimori::items {

/// One thing that a change did: a field, or an element of a list, before and after. What was not there is empty.
struct ChangeRow {
    QString field;
    QString before;
    QString after;

    bool operator==(const ChangeRow &) const = default;
};

/// Everything that is known of a change of the section called @p key.
QList<ChangeRow> changeRows(const QString &key, const policy::FieldChanges &changes, const QTimeZone &zone);
/// The same in one line: `Mode: Allow all → Deny all · Listed addresses: 2 added`.
QString changeSummary(const QString &key, const policy::FieldChanges &changes, const QTimeZone &zone);

/// What a change made of its field: the value after it, or what was added to, removed from and changed in a list, at
/// most @p rows of each. Of a secret only that it was changed.
QString changeText(const QString &key, const policy::FieldChange &change, qsizetype rows = 6);
/// What stood there before the change.
QString beforeText(const QString &key, const policy::FieldChange &change);

/// `14:03:22.123 (JST)`, with the day in front when it is not today.
QString momentText(const QDateTime &time, const QTimeZone &zone = QTimeZone::systemTimeZone());

}
