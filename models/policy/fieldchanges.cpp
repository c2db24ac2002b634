// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/fieldchanges.h"

#include "error/excerpt.h"

#include <QHash>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::policy {
namespace {

constexpr std::array kindNames{
    std::pair{FieldChange::Kind::Value, "value"_L1},
    std::pair{FieldChange::Kind::Secret, "secret"_L1},
    std::pair{FieldChange::Kind::List, "list"_L1},
};

void keep(QJsonArray &rows, const QJsonValue &row)
{
    if (rows.size() < maxListedChanges)
        rows.append(row);
}

/// Of one value; the history keeps longer ones whole.
constexpr qsizetype longestDescribed = 1'000;

/// Text stands bare unless something in it could be taken for the line's own signs; then it is quoted as in JSON.
QString plainText(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return u"none"_s;
    const QString text = value.toString();
    const auto misleads = [](QChar c) { return breaksLines(c) || QStringView(u"\"(),;>").contains(c); };
    if (!text.isEmpty() && std::ranges::none_of(text, misleads))
        return excerpt(text, longestDescribed);
    const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return excerpt(QString::fromUtf8(wrapped.sliced(1, wrapped.size() - 2)), longestDescribed);
}

/// `10.0.0.0/8 (office)`: what identifies the element, and its other fields in brackets where they say something.
QString itemText(const QJsonValue &item, const QString &identityField)
{
    const QJsonObject object = item.toObject();
    QStringList rest;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() != identityField && it.value() != QString())
            rest << plainText(it.value());
    }
    const QString identity = plainText(object.value(identityField));
    return rest.isEmpty() ? identity : u"%1 (%2)"_s.arg(identity, rest.join(u", "));
}

void describeRows(QStringList &parts, QChar sign, const QJsonArray &rows, qsizetype count, const QString &identityField)
{
    for (const QJsonValue &row : rows)
        parts << sign + itemText(row, identityField);
    if (count > rows.size())
        parts << u"%1%2 more"_s.arg(sign).arg(count - rows.size());
}

QString describeList(const ListChange &list)
{
    QStringList parts;
    describeRows(parts, u'+', list.added, list.addedCount, list.identityField);
    describeRows(parts, u'-', list.removed, list.removedCount, list.identityField);
    for (qsizetype i = 0; i < list.changedAfter.size(); ++i)
        parts << itemText(list.changedBefore.at(i), list.identityField) + u" -> "_s
                + itemText(list.changedAfter.at(i), list.identityField);
    if (list.changedCount > list.changedAfter.size())
        parts << u"%1 more changed"_s.arg(list.changedCount - list.changedAfter.size());
    return parts.join(u", ");
}

}

namespace detail {

ListChange compareLists(const QString &identityField, const QJsonArray &before, const QJsonArray &after)
{
    const auto identity
        = [&](const QJsonValue &item) { return item.toObject().value(identityField).toVariant().toString(); };
    // Elements that are there twice are paired in order, so that only the surplus counts as added or removed.
    QMultiHash<QString, QJsonValue> left;
    for (qsizetype i = before.size() - 1; i >= 0; --i)
        left.insert(identity(before.at(i)), before.at(i));

    ListChange change;
    change.identityField = identityField;
    for (const QJsonValue &item : after) {
        const auto old = left.find(identity(item));
        if (old == left.end()) {
            ++change.addedCount;
            keep(change.added, item);
            continue;
        }
        if (*old != item) {
            ++change.changedCount;
            keep(change.changedBefore, *old);
            keep(change.changedAfter, item);
        }
        left.erase(old);
    }
    for (const QJsonValue &item : before) {
        const auto gone = left.find(identity(item));
        if (gone == left.end())
            continue;
        ++change.removedCount;
        keep(change.removed, *gone);
        left.erase(gone);
    }
    return change;
}

void compare(const QString &field, const Secret &before, const Secret &after, FieldChanges &changes)
{
    const bool changed = after.entered.has_value() || before.sealed != after.sealed || before.isSet != after.isSet
        || before.changedAt != after.changedAt;
    if (changed)
        changes.append({.field = field, .kind = FieldChange::Kind::Secret, .before = {}, .after = {}, .list = {}});
}

void compareValues(const QString &field, const QJsonValue &before, const QJsonValue &after, FieldChanges &changes)
{
    if (before != after)
        changes.append(
            {.field = field, .kind = FieldChange::Kind::Value, .before = before, .after = after, .list = {}});
}

}

QJsonArray toJson(const FieldChanges &changes)
{
    QJsonArray array;
    for (const FieldChange &change : changes) {
        QJsonObject object{{u"field"_s, change.field}};
        for (const auto &[kind, name] : kindNames) {
            if (kind == change.kind)
                object.insert(u"kind"_s, QString(name));
        }
        if (change.kind == FieldChange::Kind::Value) {
            object.insert(u"before"_s, change.before);
            object.insert(u"after"_s, change.after);
        } else if (change.kind == FieldChange::Kind::List) {
            object.insert(u"identityField"_s, change.list.identityField);
            object.insert(u"added"_s, change.list.added);
            object.insert(u"removed"_s, change.list.removed);
            object.insert(u"changedBefore"_s, change.list.changedBefore);
            object.insert(u"changedAfter"_s, change.list.changedAfter);
            object.insert(u"addedCount"_s, change.list.addedCount);
            object.insert(u"removedCount"_s, change.list.removedCount);
            object.insert(u"changedCount"_s, change.list.changedCount);
        }
        array.append(object);
    }
    return array;
}

FieldChanges fieldChangesFromJson(const QJsonArray &json)
{
    FieldChanges changes;
    for (const QJsonValue &row : json) {
        const QJsonObject object = row.toObject();
        FieldChange change;
        change.field = object.value("field"_L1).toString();
        for (const auto &[kind, name] : kindNames) {
            if (object.value("kind"_L1).toString() == name)
                change.kind = kind;
        }
        if (change.kind == FieldChange::Kind::Value) {
            change.before = object.value("before"_L1);
            change.after = object.value("after"_L1);
        } else if (change.kind == FieldChange::Kind::List) {
            change.list = {.identityField = object.value("identityField"_L1).toString(),
                .added = object.value("added"_L1).toArray(),
                .removed = object.value("removed"_L1).toArray(),
                .changedBefore = object.value("changedBefore"_L1).toArray(),
                .changedAfter = object.value("changedAfter"_L1).toArray(),
                .addedCount = object.value("addedCount"_L1).toInteger(),
                .removedCount = object.value("removedCount"_L1).toInteger(),
                .changedCount = object.value("changedCount"_L1).toInteger()};
        }
        changes.append(change);
    }
    return changes;
}

QString describe(const FieldChanges &changes)
{
    QStringList parts;
    for (const FieldChange &change : changes) {
        switch (change.kind) {
        case FieldChange::Kind::Value:
            parts << u"%1: %2 -> %3"_s.arg(change.field, plainText(change.before), plainText(change.after));
            break;
        case FieldChange::Kind::Secret:
            parts << u"%1: changed"_s.arg(change.field);
            break;
        case FieldChange::Kind::List:
            parts << u"%1: %2"_s.arg(change.field, describeList(change.list));
            break;
        }
    }
    return parts.join(u"; ");
}

}
