// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/settingsstate.h"

#include "platform/answerreading.h"

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
/// The section of @p settings that has the type @p T.
template<typename T>
const T &sectionOf(const policy::Settings &settings)
{
    const T *found = nullptr;
    policy::Settings::sections(settings, [&]<typename S>(const S &section) {
        if constexpr (std::same_as<S, T>)
            found = &section;
    });
    return *found;
}

Result<policy::Revision> readRevision(const QString &key, const QJsonObject &json)
{
    const QJsonValue number = json["revision"_L1];
    policy::Revision revision{
        .number = number.toInteger(-1),
        .at = timeIn(json, "changedAt"_L1),
        .by = json["changedBy"_L1].toString(),
    };
    if (revision.number < 0)
        return std::unexpected(Error{ErrorKind::Malformed, sectionUnreadable, {key}});
    return revision;
}
}

SettingsState SettingsState::updatedBy(const SettingsState &newer) const
{
    SettingsState updated = *this;
    policy::Settings::sections(updated.settings, [&]<typename T>(T &section) {
        if (newer.revisions.contains(T::key))
            section = sectionOf<T>(newer.settings);
    });
    updated.revisions.insert(newer.revisions);
    return updated;
}

SettingsDraft SettingsDraft::of(const SettingsState &base, const policy::Settings &edited)
{
    SettingsDraft draft{.base = base, .edited = edited, .keys = {}};
    policy::Settings::sections(edited, [&]<typename T>(const T &section) {
        if (section != sectionOf<T>(base.settings))
            draft.keys << QString(T::key);
    });
    return draft;
}

QJsonObject toJson(const SettingsDraft &draft)
{
    QJsonObject sections;
    for (const QString &key : draft.keys) {
        sections.insert(key,
            QJsonObject{
                {u"revision"_s, draft.base.revisions.value(key).number},
                {u"value"_s, policy::sectionToJson(draft.edited, key, policy::JsonUse::Request)},
            });
    }
    return {{u"sections"_s, sections}};
}

Result<SettingsState> readSections(const QJsonObject &sections)
{
    SettingsState state;
    const QStringList keys = policy::sectionKeys();
    for (const QString &key : keys) {
        if (!sections.contains(key))
            continue;
        const QJsonObject section = sections[key].toObject();
        const auto revision = readRevision(key, section);
        if (!revision)
            return std::unexpected(revision.error());
        const Errors errors = readSection(state.settings, key, section["value"_L1], policy::JsonUse::Answer);
        if (!errors.isEmpty())
            return std::unexpected(errors.first().under(key));
        state.revisions.insert(key, *revision);
    }
    return state;
}

}
