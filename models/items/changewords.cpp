// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/changewords.h"

#include "items/settingwords.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using policy::FieldChange;

/// Whose words these are, for the translators.
struct ChangeWords {
    Q_DECLARE_TR_FUNCTIONS(Change)
};

/// An element of a list by what tells it from others, and then the rest: `192.0.2.0/24 (Office)`.
QString elementText(const QString &path, const QJsonValue &element, const QString &identityField)
{
    if (!element.isObject())
        return valueText(path, element);
    const QJsonObject object = element.toObject();
    QStringList others;
    for (auto field = object.begin(); field != object.end(); ++field) {
        const QString name = field.key();
        if (name == identityField || (field->isString() && field->toString().isEmpty()))
            continue;
        const QString fieldPath = path + u'.' + name;
        const QString title = elementFieldTitle(fieldPath);
        const QString value = valueText(fieldPath, *field);
        others << (title.isEmpty() ? value : ChangeWords::tr("%1: %2", "field: value").arg(title, value));
    }
    const QString identity = object.value(identityField).toVariant().toString();
    const QString separator = ChangeWords::tr("; ", "between the fields of a list's element");
    return others.isEmpty() ? identity : u"%1 (%2)"_s.arg(identity, others.join(separator));
}

/// @p element without what is the same in @p other, but for what tells it from others.
QJsonValue differing(const QJsonValue &element, const QJsonValue &other, const QString &identityField)
{
    QJsonObject object = element.toObject();
    const QJsonObject same = other.toObject();
    for (auto field = same.begin(); field != same.end(); ++field) {
        if (field.key() != identityField && object.value(field.key()) == *field)
            object.remove(field.key());
    }
    return element.isObject() ? QJsonValue(object) : element;
}

void addRows(QStringList &lines, const QString &sign, const QString &path, const policy::ListChange &list,
    const QJsonArray &elements, qsizetype count, qsizetype rows)
{
    const qsizetype shown = std::min(rows, elements.size());
    for (qsizetype i = 0; i < shown; ++i)
        lines << u"%1 %2"_s.arg(sign, elementText(path, elements.at(i), list.identityField));
    if (shown < count)
        lines << ChangeWords::tr("%1 and %Ln more", nullptr, int(count - shown)).arg(sign);
}

QString listText(const QString &path, const policy::ListChange &list, qsizetype rows)
{
    QStringList lines;
    addRows(lines, u"+"_s, path, list, list.added, list.addedCount, rows);
    addRows(lines, u"\u2212"_s, path, list, list.removed, list.removedCount, rows);
    addRows(lines, u"\u2192"_s, path, list, list.changedAfter, list.changedCount, rows);
    return lines.join(u'\n');
}

/// A list without an identity of its elements comes as two whole values; what was added and removed is what people look
/// for.
std::optional<policy::ListChange> asList(const FieldChange &change)
{
    if (change.kind == FieldChange::Kind::List)
        return change.list;
    if (change.kind != FieldChange::Kind::Value || !change.before.isArray() || !change.after.isArray())
        return std::nullopt;
    const QJsonArray before = change.before.toArray();
    const QJsonArray after = change.after.toArray();
    policy::ListChange list;
    for (const QJsonValue &each : after) {
        if (!before.contains(each))
            list.added.append(each);
    }
    for (const QJsonValue &each : before) {
        if (!after.contains(each))
            list.removed.append(each);
    }
    list.addedCount = list.added.size();
    list.removedCount = list.removed.size();
    return list;
}

void addListRows(QList<ChangeRow> &rows, const QString &path, const QString &field, const policy::ListChange &list)
{
    const auto text = [&](const QJsonValue &element) { return elementText(path, element, list.identityField); };
    const auto addMore = [&rows](const QString &name, qsizetype count) {
        if (count > 0)
            rows.append({name, {}, ChangeWords::tr("and %Ln more", nullptr, int(count))});
    };
    const QString added = ChangeWords::tr("%1: added", "list").arg(field);
    for (const QJsonValue &element : list.added)
        rows.append({added, {}, text(element)});
    addMore(added, list.addedCount - list.added.size());
    const QString removed = ChangeWords::tr("%1: removed", "list").arg(field);
    for (const QJsonValue &element : list.removed)
        rows.append({removed, text(element), {}});
    addMore(removed, list.removedCount - list.removed.size());
    const QString changed = ChangeWords::tr("%1: changed", "list").arg(field);
    for (qsizetype i = 0; i < std::min(list.changedBefore.size(), list.changedAfter.size()); ++i) {
        const QJsonValue before = list.changedBefore.at(i);
        const QJsonValue after = list.changedAfter.at(i);
        rows.append({changed, text(differing(before, after, list.identityField)),
            text(differing(after, before, list.identityField))});
    }
    addMore(changed, list.changedCount - list.changedAfter.size());
    if (list.isEmpty())
        rows.append({field, {}, ChangeWords::tr("Another order")});
}

QString listSummary(const policy::ListChange &list)
{
    QStringList parts;
    if (list.addedCount > 0)
        parts << ChangeWords::tr("%Ln added", nullptr, int(list.addedCount));
    if (list.removedCount > 0)
        parts << ChangeWords::tr("%Ln removed", nullptr, int(list.removedCount));
    if (list.changedCount > 0)
        parts << ChangeWords::tr("%Ln changed", nullptr, int(list.changedCount));
    return parts.isEmpty() ? ChangeWords::tr("Another order") : parts.join(u", ");
}

QString oneSummary(const QString &key, const FieldChange &change, const QTimeZone &zone)
{
    const QString field = fieldTitle(key, change.field);
    const QString path = key + u'.' + change.field;
    if (change.kind == FieldChange::Kind::Secret)
        return ChangeWords::tr("%1: changed", "secret").arg(field);
    if (const auto list = asList(change))
        return ChangeWords::tr("%1: %2", "list: what was done to it").arg(field, listSummary(*list));
    QString text = ChangeWords::tr("%1: %2 → %3", "field: before → after")
                       .arg(field, valueText(path, change.before, zone), valueText(path, change.after, zone));
    return text.replace(u'\n', u' ');
}

}

QList<ChangeRow> changeRows(const QString &key, const policy::FieldChanges &changes, const QTimeZone &zone)
{
    QList<ChangeRow> rows;
    for (const FieldChange &change : changes) {
        const QString field = fieldTitle(key, change.field);
        const QString path = key + u'.' + change.field;
        if (change.kind == FieldChange::Kind::Secret)
            rows.append({field, {}, ChangeWords::tr("Changed")});
        else if (const auto list = asList(change))
            addListRows(rows, path, field, *list);
        else
            rows.append({field, valueText(path, change.before, zone), valueText(path, change.after, zone)});
    }
    return rows;
}

QString changeSummary(const QString &key, const policy::FieldChanges &changes, const QTimeZone &zone)
{
    if (changes.isEmpty())
        return ChangeWords::tr("Only the order of a list");
    QStringList parts;
    for (const FieldChange &change : changes)
        parts << oneSummary(key, change, zone);
    return parts.join(u" · ");
}

QString changeText(const QString &key, const FieldChange &change, qsizetype rows)
{
    const QString path = key + u'.' + change.field;
    switch (change.kind) {
    case FieldChange::Kind::Value:
        return valueText(path, change.after);
    case FieldChange::Kind::Secret:
        return ChangeWords::tr("Changed");
    case FieldChange::Kind::List:
        return listText(path, change.list, rows);
    }
    Q_UNREACHABLE_RETURN({});
}

QString beforeText(const QString &key, const FieldChange &change)
{
    const bool isValue = change.kind == FieldChange::Kind::Value;
    return isValue ? valueText(key + u'.' + change.field, change.before) : QString();
}

QString momentText(const QDateTime &time, const QTimeZone &zone)
{
    const QDateTime local = time.toTimeZone(zone);
    const bool isToday = local.date() == QDateTime::currentDateTimeUtc().toTimeZone(zone).date();
    return u"%1 (%2)"_s.arg(
        local.toString(isToday ? u"HH:mm:ss.zzz"_s : u"yyyy-MM-dd HH:mm:ss.zzz"_s), zone.abbreviation(local));
}

}
