// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/changewords.h"

#include "shell/pagetable.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

struct FieldWords {
    QLatin1StringView path; ///< with the section's key in front
    const char *title;
};

constexpr std::array fieldWords{
    FieldWords{"ipRestriction.mode"_L1, QT_TRANSLATE_NOOP("Change", "Mode")},
    FieldWords{"ipRestriction.entries"_L1, QT_TRANSLATE_NOOP("Change", "Listed addresses")},
    FieldWords{"basicAuth.enabled"_L1, QT_TRANSLATE_NOOP("Change", "Basic authentication")},
    FieldWords{"basicAuth.pair.userName"_L1, QT_TRANSLATE_NOOP("Change", "User name")},
    FieldWords{"basicAuth.pair.password"_L1, QT_TRANSLATE_NOOP("Change", "Password")},
    FieldWords{"basicAuth.second.userName"_L1, QT_TRANSLATE_NOOP("Change", "Second pair: user name")},
    FieldWords{"basicAuth.second.password"_L1, QT_TRANSLATE_NOOP("Change", "Second pair: password")},
    FieldWords{"basicAuth.second.endsAt"_L1, QT_TRANSLATE_NOOP("Change", "Second pair: valid until")},
};

constexpr std::array valueWords{
    FieldWords{"allowAll"_L1, QT_TRANSLATE_NOOP("Change", "Allow all")},
    FieldWords{"allowListed"_L1, QT_TRANSLATE_NOOP("Change", "Allow listed")},
    FieldWords{"denyAll"_L1, QT_TRANSLATE_NOOP("Change", "Deny all")},
};

/// Whose words these are, for the translators.
struct ChangeWords {
    Q_DECLARE_TR_FUNCTIONS(Change)
};

template<std::size_t N>
QString wordsFor(const std::array<FieldWords, N> &table, const QString &name)
{
    for (const FieldWords &words : table) {
        if (words.path == name)
            return ChangeWords::tr(words.title);
    }
    return name;
}

QString elementText(const QJsonObject &element, const QString &identityField)
{
    QStringList others;
    for (auto field = element.begin(); field != element.end(); ++field) {
        const QString text = field.key() == identityField ? QString() : valueText(field.value());
        if (!text.isEmpty())
            others << text;
    }
    const QString identity = valueText(element.value(identityField));
    return others.isEmpty() ? identity : u"%1 (%2)"_s.arg(identity, others.join(u", "));
}

void addRows(QStringList &lines, const QString &sign, const policy::ListChange &list, const QJsonArray &elements,
    qsizetype count, qsizetype rows)
{
    for (qsizetype i = 0; i < std::min(rows, elements.size()); ++i)
        lines << u"%1 %2"_s.arg(sign, elementText(elements.at(i).toObject(), list.identityField));
    if (const qsizetype shown = std::min(rows, elements.size()); shown < count)
        lines << QCoreApplication::translate("Change", "%1 and %n more", nullptr, int(count - shown)).arg(sign);
}

QString listText(const policy::ListChange &list, qsizetype rows)
{
    QStringList lines;
    addRows(lines, u"+"_s, list, list.added, list.addedCount, rows);
    addRows(lines, u"\u2212"_s, list, list.removed, list.removedCount, rows);
    addRows(lines, u"\u2192"_s, list, list.changedAfter, list.changedCount, rows);
    return lines.join(u'\n');
}

}

QString sectionTitle(const QString &key)
{
    for (const PageEntry &entry : pageTable()) {
        if (entry.key == key)
            return entry.titleText();
    }
    return key;
}

QString fieldTitle(const QString &sectionKey, const QString &field)
{
    return wordsFor(fieldWords, sectionKey + u'.' + field);
}

QList<SettingName> settingNames(const QString &sectionKey)
{
    QList<SettingName> names;
    for (const FieldWords &words : fieldWords) {
        if (words.path.startsWith(sectionKey + u'.'))
            names.append({words.path.sliced(sectionKey.size() + 1), ChangeWords::tr(words.title),
                QString::fromUtf8(words.title)});
    }
    return names;
}

QString valueText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? ChangeWords::tr("On") : ChangeWords::tr("Off");
    case QJsonValue::Double:
        return QLocale().toString(value.toInteger());
    case QJsonValue::String: {
        const QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
        return time.isValid() ? momentText(time) : wordsFor(valueWords, value.toString());
    }
    default:
        return ChangeWords::tr("None");
    }
}

QString changeText(const policy::FieldChange &change, qsizetype rows)
{
    switch (change.kind) {
    case policy::FieldChange::Kind::Value:
        return valueText(change.after);
    case policy::FieldChange::Kind::Secret:
        return ChangeWords::tr("Changed");
    case policy::FieldChange::Kind::List:
        return listText(change.list, rows);
    }
    Q_UNREACHABLE_RETURN({});
}

QString beforeText(const policy::FieldChange &change)
{
    return change.kind == policy::FieldChange::Kind::Value ? valueText(change.before) : QString();
}

QString momentText(const QDateTime &time, const QTimeZone &zone)
{
    const QDateTime local = time.toTimeZone(zone);
    const bool isToday = local.date() == QDateTime::currentDateTimeUtc().toTimeZone(zone).date();
    return u"%1 (%2)"_s.arg(
        local.toString(isToday ? u"HH:mm:ss.zzz"_s : u"yyyy-MM-dd HH:mm:ss.zzz"_s), zone.abbreviation(local));
}

}
