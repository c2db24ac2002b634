// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/settings.h"

#include "error/excerpt.h"

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message BasicNeedsRestriction{"basic.needsRestriction",
    QT_TRANSLATE_NOOP("Messages",
        "Basic authentication is asked only from addresses that are not let in, and “allow all” lets in every "
        "address. Choose “allow listed” or “deny all” under IP address restriction first, or set both in one "
        "step.")};
constexpr Message CompletionIsForAll{"signIn.completionIsForAll",
    QT_TRANSLATE_NOOP("Messages",
        "Every address is let in to the sign-in page, so completion gives login names away to everybody. Restrict the "
        "addresses, or leave completion off.")};
constexpr Message UnknownSection{
    "settings.unknownSection", QT_TRANSLATE_NOOP("Messages", "There is no section called “%1”; the sections are %2.")};
}

QStringList sectionKeys()
{
    QStringList keys;
    const Settings settings;
    Settings::sections(settings, [&]<typename T>(const T &) { keys << QString(T::key); });
    return keys;
}

QJsonObject sectionToJson(const Settings &settings, QAnyStringView key, JsonUse use)
{
    QJsonObject json;
    visitSection(settings, key, [&](const auto &section) { json = fieldsToJson(section, use); });
    return json;
}

Errors readSection(Settings &settings, QAnyStringView key, const QJsonValue &json, JsonUse use)
{
    Errors errors;
    const bool known = visitSection(settings, key, [&](auto &section) {
        auto draft = section;
        fromJson(json, draft, JsonReading{use, errors});
        if (use == JsonUse::Request && errors.isEmpty())
            validate(draft, errors);
        if (errors.isEmpty())
            section = std::move(draft);
    });
    if (!known)
        errors.append(
            Error{ErrorKind::NotFound, messages::UnknownSection, {excerpt(key.toString()), sectionKeys().join(u", ")}});
    return errors;
}

Errors validateWhole(const Settings &settings)
{
    Errors errors;
    Settings::sections(settings, [&]<typename T>(const T &section) { validate(section, errors, QString(T::key)); });
    if (settings.basicAuth.enabled && settings.ipRestriction.mode == IpRestriction::Mode::AllowAll)
        errors.append(Error{ErrorKind::Invalid, messages::BasicNeedsRestriction, {}, u"basicAuth.enabled"_s});
    return errors;
}

Errors cautionsOf(const Settings &settings)
{
    Errors cautions;
    if (settings.signIn.loginNameCompletion && settings.ipRestriction.mode == IpRestriction::Mode::AllowAll)
        cautions.append(Error{ErrorKind::Invalid, messages::CompletionIsForAll, {}, u"signIn.loginNameCompletion"_s});
    return cautions;
}

FieldChanges sectionChanges(const Settings &before, const Settings &after, QAnyStringView key)
{
    FieldChanges changes;
    Settings::sections(after, [&]<typename T>(const T &section) {
        if (T::key != key)
            return;
        visitSection(before, key, [&](const auto &old) {
            if constexpr (std::same_as<decltype(old), const T &>)
                changes = changesBetween(old, section);
        });
    });
    return changes;
}

}
