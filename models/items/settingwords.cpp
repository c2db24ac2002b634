// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/settingwords.h"

#include "items/zonedtime.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

enum class Reading { Plain, Switch, YesNo, Minutes, Days, Moment };

struct FieldWords {
    QLatin1StringView path; ///< with the section's key in front
    const char *title;
    Reading reading = Reading::Plain;
    const char *nothing = QT_TRANSLATE_NOOP("Change", "None"); ///< what no value, or an empty one, means
};

struct Words {
    QLatin1StringView name; ///< of a value: `PATH=VALUE`, where the end of the path is enough
    const char *words;
};

constexpr std::array sectionWords{
    Words{"ipRestriction"_L1, QT_TRANSLATE_NOOP("Pages", "IP address restriction")},
    Words{"basicAuth"_L1, QT_TRANSLATE_NOOP("Pages", "Basic authentication")},
    Words{"clientCertificates"_L1, QT_TRANSLATE_NOOP("Pages", "Client certificates")},
    Words{"passwordPolicy"_L1, QT_TRANSLATE_NOOP("Pages", "Password policy")},
    Words{"accountLockout"_L1, QT_TRANSLATE_NOOP("Pages", "Account lockout")},
    Words{"signIn"_L1, QT_TRANSLATE_NOOP("Pages", "Sessions")},
    Words{"subdomain"_L1, QT_TRANSLATE_NOOP("Pages", "Subdomain")},
    Words{"loginPage"_L1, QT_TRANSLATE_NOOP("Pages", "Login page")},
    Words{"embedding"_L1, QT_TRANSLATE_NOOP("Pages", "Embedding")},
    Words{"tenant"_L1, QT_TRANSLATE_NOOP("Pages", "Tenant")},
    Words{"support"_L1, QT_TRANSLATE_NOOP("Pages", "Support")},
    Words{"auditAlerts"_L1, QT_TRANSLATE_NOOP("Pages", "Alerts")},
    Words{"auditRetention"_L1, QT_TRANSLATE_NOOP("Pages", "Retention and archives")},
};

constexpr auto never = QT_TRANSLATE_NOOP("Change", "Never");
constexpr auto off = QT_TRANSLATE_NOOP("Change", "Off");

constexpr std::array fieldWords{
    FieldWords{"ipRestriction.mode"_L1, QT_TRANSLATE_NOOP("Change", "Mode")},
    FieldWords{"ipRestriction.entries"_L1, QT_TRANSLATE_NOOP("Change", "Listed addresses")},
    FieldWords{"basicAuth.enabled"_L1, QT_TRANSLATE_NOOP("Change", "Basic authentication"), Reading::Switch},
    FieldWords{"basicAuth.pair.userName"_L1, QT_TRANSLATE_NOOP("Change", "User name")},
    FieldWords{"basicAuth.pair.password"_L1, QT_TRANSLATE_NOOP("Change", "Password")},
    FieldWords{"basicAuth.second.userName"_L1, QT_TRANSLATE_NOOP("Change", "Second pair: user name")},
    FieldWords{"basicAuth.second.password"_L1, QT_TRANSLATE_NOOP("Change", "Second pair: password")},
    FieldWords{"basicAuth.second.endsAt"_L1, QT_TRANSLATE_NOOP("Change", "Second pair: valid until"), Reading::Moment},
    FieldWords{"clientCertificates.enabled"_L1, QT_TRANSLATE_NOOP("Change", "Secure access"), Reading::Switch},
    FieldWords{"clientCertificates.allowOtherUser"_L1,
        QT_TRANSLATE_NOOP("Change", "Somebody else than the certificate’s user may sign in"), Reading::YesNo},
    FieldWords{"clientCertificates.selfService"_L1,
        QT_TRANSLATE_NOOP("Change", "Users may fetch their own certificate"), Reading::YesNo},
    FieldWords{"clientCertificates.reminderAddresses"_L1, QT_TRANSLATE_NOOP("Change", "Reminders by mail"),
        Reading::Plain, off},
    FieldWords{"passwordPolicy.minimumLengthUsers"_L1, QT_TRANSLATE_NOOP("Change", "Minimum length for users")},
    FieldWords{"passwordPolicy.minimumLengthAdministrators"_L1,
        QT_TRANSLATE_NOOP("Change", "Minimum length for administrators")},
    FieldWords{"passwordPolicy.complexity"_L1, QT_TRANSLATE_NOOP("Change", "Complexity")},
    FieldWords{"passwordPolicy.loginNameAllowed"_L1, QT_TRANSLATE_NOOP("Change", "The login name may be the password"),
        Reading::YesNo},
    FieldWords{"passwordPolicy.reuseLimit"_L1, QT_TRANSLATE_NOOP("Change", "Password reuse limit")},
    FieldWords{
        "passwordPolicy.expiresAfter"_L1, QT_TRANSLATE_NOOP("Change", "Passwords expire after"), Reading::Days, never},
    FieldWords{"passwordPolicy.usersMayChange"_L1, QT_TRANSLATE_NOOP("Change", "Users may change their password"),
        Reading::YesNo},
    FieldWords{"passwordPolicy.mustChangeAfterReset"_L1,
        QT_TRANSLATE_NOOP("Change", "A password set by an administrator must be changed"), Reading::YesNo},
    FieldWords{"accountLockout.attempts"_L1, QT_TRANSLATE_NOOP("Change", "Locked after wrong passwords"),
        Reading::Plain, never},
    FieldWords{"accountLockout.duration"_L1, QT_TRANSLATE_NOOP("Change", "Locked for"), Reading::Minutes,
        QT_TRANSLATE_NOOP("Change", "Until an administrator unlocks")},
    FieldWords{"signIn.loginNameCompletion"_L1, QT_TRANSLATE_NOOP("Change", "Login-name completion"), Reading::Switch},
    FieldWords{"signIn.automaticSignIn"_L1, QT_TRANSLATE_NOOP("Change", "Automatic sign-in"), Reading::Days, off},
    FieldWords{"signIn.idleEnd"_L1, QT_TRANSLATE_NOOP("Change", "A session ends without use after"), Reading::Minutes},
    FieldWords{"subdomain.name"_L1, QT_TRANSLATE_NOOP("Change", "Subdomain")},
    FieldWords{"loginPage.title"_L1, QT_TRANSLATE_NOOP("Change", "Title"), Reading::Plain,
        QT_TRANSLATE_NOOP("Change", "The tenant’s name")},
    FieldWords{"loginPage.image"_L1, QT_TRANSLATE_NOOP("Change", "Login page image")},
    FieldWords{"loginPage.failureMessage"_L1, QT_TRANSLATE_NOOP("Change", "Message on a failed sign-in"),
        Reading::Plain, QT_TRANSLATE_NOOP("Change", "The platform’s own words")},
    FieldWords{"embedding.protection"_L1, QT_TRANSLATE_NOOP("Change", "Clickjacking protection")},
    FieldWords{"embedding.origins"_L1, QT_TRANSLATE_NOOP("Change", "Origins that may embed")},
    FieldWords{"tenant.displayName"_L1, QT_TRANSLATE_NOOP("Change", "Name")},
    FieldWords{"tenant.timeZone"_L1, QT_TRANSLATE_NOOP("Change", "Time zone")},
    FieldWords{"tenant.language"_L1, QT_TRANSLATE_NOOP("Change", "Language")},
    FieldWords{"support.until"_L1, QT_TRANSLATE_NOOP("Change", "Platform staff may look until"), Reading::Moment,
        QT_TRANSLATE_NOOP("Change", "Not allowed")},
    FieldWords{"auditAlerts.information.addresses"_L1, QT_TRANSLATE_NOOP("Change", "Mail at level Information"),
        Reading::Plain, off},
    FieldWords{"auditAlerts.information.pace"_L1, QT_TRANSLATE_NOOP("Change", "Pace of mail at level Information")},
    FieldWords{"auditAlerts.information.mailsPerHour"_L1,
        QT_TRANSLATE_NOOP("Change", "Most mails an hour at level Information")},
    FieldWords{
        "auditAlerts.notice.addresses"_L1, QT_TRANSLATE_NOOP("Change", "Mail at level Notice"), Reading::Plain, off},
    FieldWords{"auditAlerts.notice.pace"_L1, QT_TRANSLATE_NOOP("Change", "Pace of mail at level Notice")},
    FieldWords{"auditAlerts.notice.mailsPerHour"_L1, QT_TRANSLATE_NOOP("Change", "Most mails an hour at level Notice")},
    FieldWords{
        "auditAlerts.warning.addresses"_L1, QT_TRANSLATE_NOOP("Change", "Mail at level Warning"), Reading::Plain, off},
    FieldWords{"auditAlerts.warning.pace"_L1, QT_TRANSLATE_NOOP("Change", "Pace of mail at level Warning")},
    FieldWords{
        "auditAlerts.warning.mailsPerHour"_L1, QT_TRANSLATE_NOOP("Change", "Most mails an hour at level Warning")},
    FieldWords{
        "auditAlerts.error.addresses"_L1, QT_TRANSLATE_NOOP("Change", "Mail at level Error"), Reading::Plain, off},
    FieldWords{"auditAlerts.error.pace"_L1, QT_TRANSLATE_NOOP("Change", "Pace of mail at level Error")},
    FieldWords{"auditAlerts.error.mailsPerHour"_L1, QT_TRANSLATE_NOOP("Change", "Most mails an hour at level Error")},
    FieldWords{"auditAlerts.critical.addresses"_L1, QT_TRANSLATE_NOOP("Change", "Mail at level Critical"),
        Reading::Plain, off},
    FieldWords{"auditAlerts.critical.pace"_L1, QT_TRANSLATE_NOOP("Change", "Pace of mail at level Critical")},
    FieldWords{
        "auditAlerts.critical.mailsPerHour"_L1, QT_TRANSLATE_NOOP("Change", "Most mails an hour at level Critical")},
    FieldWords{"auditAlerts.rules"_L1, QT_TRANSLATE_NOOP("Change", "Alert rules")},
    FieldWords{
        "auditAlerts.checkpointAddresses"_L1, QT_TRANSLATE_NOOP("Change", "Checkpoints by mail"), Reading::Plain, off},
    FieldWords{"auditRetention.keepFor"_L1, QT_TRANSLATE_NOOP("Change", "Events are kept for")},
};

/// Of the elements of lists. Those that say by themselves what they are have none, such as a memo.
constexpr std::array elementWords{
    FieldWords{"auditAlerts.rules.enabled"_L1, QT_TRANSLATE_NOOP("Change", "In use"), Reading::YesNo},
    FieldWords{"auditAlerts.rules.filter"_L1, QT_TRANSLATE_NOOP("Change", "Filter")},
    FieldWords{"auditAlerts.rules.addresses"_L1, QT_TRANSLATE_NOOP("Change", "Mail to")},
    FieldWords{"auditAlerts.rules.pace"_L1, QT_TRANSLATE_NOOP("Change", "Pace")},
    FieldWords{"auditAlerts.rules.mailsPerHour"_L1, QT_TRANSLATE_NOOP("Change", "Most mails an hour")},
};

constexpr auto english = QT_TRANSLATE_NOOP("Change", "English");
constexpr auto japanese = QT_TRANSLATE_NOOP("Change", "Japanese");
constexpr auto chinese = QT_TRANSLATE_NOOP("Change", "Traditional Chinese");

constexpr std::array valueWords{
    Words{"ipRestriction.mode=allowAll"_L1, QT_TRANSLATE_NOOP("Change", "Allow all")},
    Words{"ipRestriction.mode=allowListed"_L1, QT_TRANSLATE_NOOP("Change", "Allow listed")},
    Words{"ipRestriction.mode=denyAll"_L1, QT_TRANSLATE_NOOP("Change", "Deny all")},
    Words{"passwordPolicy.complexity=none"_L1, QT_TRANSLATE_NOOP("Change", "No rule")},
    Words{"passwordPolicy.complexity=lettersNumbers"_L1, QT_TRANSLATE_NOOP("Change", "Letters and numbers")},
    Words{"passwordPolicy.complexity=lettersNumbersSymbols"_L1,
        QT_TRANSLATE_NOOP("Change", "Letters, numbers and symbols")},
    Words{"loginPage.failureMessage=en"_L1, english},
    Words{"loginPage.failureMessage=ja"_L1, japanese},
    Words{"loginPage.failureMessage=zh-Hant"_L1, chinese},
    Words{"embedding.protection=sameOrigin"_L1, QT_TRANSLATE_NOOP("Change", "The tenant’s own pages only")},
    Words{"embedding.protection=listed"_L1, QT_TRANSLATE_NOOP("Change", "Listed origins only")},
    Words{"embedding.protection=off"_L1, off},
    Words{"tenant.language=en"_L1, english},
    Words{"tenant.language=ja"_L1, japanese},
    Words{"tenant.language=zh-Hant"_L1, chinese},
    Words{"pace=atOnce"_L1, QT_TRANSLATE_NOOP("Change", "At once")},
    Words{"pace=quarterHour"_L1, QT_TRANSLATE_NOOP("Change", "Every 15 minutes")},
    Words{"pace=hour"_L1, QT_TRANSLATE_NOOP("Change", "Every hour")},
    Words{"pace=day"_L1, QT_TRANSLATE_NOOP("Change", "Once a day")},
    Words{"auditRetention.keepFor=sixWeeks"_L1, QT_TRANSLATE_NOOP("Change", "6 weeks")},
    Words{"auditRetention.keepFor=threeMonths"_L1, QT_TRANSLATE_NOOP("Change", "3 months")},
    Words{"auditRetention.keepFor=sixMonths"_L1, QT_TRANSLATE_NOOP("Change", "6 months")},
    Words{"auditRetention.keepFor=oneYear"_L1, QT_TRANSLATE_NOOP("Change", "1 year")},
    Words{"auditRetention.keepFor=twoYears"_L1, QT_TRANSLATE_NOOP("Change", "2 years")},
    Words{"auditRetention.keepFor=threeYears"_L1, QT_TRANSLATE_NOOP("Change", "3 years")},
    Words{"auditRetention.keepFor=fiveYears"_L1, QT_TRANSLATE_NOOP("Change", "5 years")},
    Words{"auditRetention.keepFor=tenYears"_L1, QT_TRANSLATE_NOOP("Change", "10 years")},
};

/// Whose words these are, for the translators.
struct ChangeWords {
    Q_DECLARE_TR_FUNCTIONS(Change)
};

const FieldWords &wordsOf(const QString &path)
{
    static constexpr FieldWords unknown{};
    const auto isMeant = [&](const FieldWords &words) { return words.path == path; };
    const auto field = std::ranges::find_if(fieldWords, isMeant);
    if (field != fieldWords.end())
        return *field;
    const auto element = std::ranges::find_if(elementWords, isMeant);
    return element == elementWords.end() ? unknown : *element;
}

QString nameOfValue(const QString &path, const QString &value)
{
    const QString name = path + u'=' + value;
    const auto found = std::ranges::find_if(valueWords, [&](const Words &words) {
        return name == words.name || (name.endsWith(words.name) && name.chopped(words.name.size()).endsWith(u'.'));
    });
    return found == valueWords.end() ? value : ChangeWords::tr(found->words);
}

QString minutesText(qint64 minutes)
{
    constexpr qint64 hour = 60;
    constexpr qint64 day = 24 * hour;
    if (minutes >= 2 * day && minutes % day == 0)
        return ChangeWords::tr("%Ln days", nullptr, int(minutes / day));
    if (minutes >= 2 * hour && minutes % hour == 0)
        return ChangeWords::tr("%Ln hours", nullptr, int(minutes / hour));
    return ChangeWords::tr("%Ln minutes", nullptr, int(minutes));
}

QString daysText(qint64 days)
{
    return days == 365 ? ChangeWords::tr("1 year") : ChangeWords::tr("%Ln days", nullptr, int(days));
}

QString boolText(Reading reading, bool value)
{
    if (reading == Reading::YesNo)
        return value ? ChangeWords::tr("Yes") : ChangeWords::tr("No");
    return value ? ChangeWords::tr("On") : ChangeWords::tr("Off");
}

QString numberText(Reading reading, qint64 number)
{
    switch (reading) {
    case Reading::Minutes:
        return minutesText(number);
    case Reading::Days:
        return daysText(number);
    default:
        return QLocale().toString(number);
    }
}

QString stringText(const QString &path, const QString &text, const QTimeZone &zone)
{
    if (wordsOf(path).reading == Reading::Moment) {
        const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
        return time.isValid() ? zonedText(time, zone) : text;
    }
    return nameOfValue(path, text);
}

/// Bytes that have an endpoint of their own, or a text for each of some names.
QString objectText(const QString &path, const QJsonObject &object)
{
    if (object.contains("sha256"_L1)) {
        const QString size = QLocale().formattedDataSize(object["size"_L1].toInteger());
        return u"%1, %2"_s.arg(object["mediaType"_L1].toString(), size);
    }
    QStringList texts;
    for (auto each = object.begin(); each != object.end(); ++each)
        texts << u"%1: %2"_s.arg(nameOfValue(path, each.key()), each->toString());
    return texts.join(u'\n');
}

QString arrayText(const QString &path, const QJsonArray &array, const QTimeZone &zone)
{
    QStringList texts;
    for (const QJsonValue &each : array)
        texts << valueText(path, each, zone);
    return texts.join(u", ");
}

}

QString sectionTitle(const QString &key)
{
    const auto found = std::ranges::find_if(sectionWords, [&](const Words &words) { return words.name == key; });
    return found == sectionWords.end() ? key : QCoreApplication::translate("Pages", found->words);
}

QString fieldTitle(const QString &sectionKey, const QString &field)
{
    const FieldWords &words = wordsOf(sectionKey + u'.' + field);
    return words.title ? ChangeWords::tr(words.title) : field;
}

QString elementFieldTitle(const QString &path)
{
    const FieldWords &words = wordsOf(path);
    return words.title ? ChangeWords::tr(words.title) : QString();
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

QString valueText(const QString &path, const QJsonValue &value, const QTimeZone &zone)
{
    const FieldWords &words = wordsOf(path);
    QString text;
    switch (value.type()) {
    case QJsonValue::Bool:
        return boolText(words.reading, value.toBool());
    case QJsonValue::Double:
        return numberText(words.reading, value.toInteger());
    case QJsonValue::String:
        text = value.toString().isEmpty() ? QString() : stringText(path, value.toString(), zone);
        break;
    case QJsonValue::Array:
        text = arrayText(path, value.toArray(), zone);
        break;
    case QJsonValue::Object:
        text = objectText(path, value.toObject());
        break;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return text.isEmpty() ? ChangeWords::tr(words.nothing) : text;
}

}
