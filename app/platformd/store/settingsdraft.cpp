// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settingsdraft.h"

#include "policy/secrets.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// @p value with a mark where @p path leads to a text.
QJsonValue masked(const QJsonValue &value, QStringView path)
{
    if (path.isEmpty())
        return value.isString() ? QJsonValue(u"*"_s) : value;
    QJsonObject object = value.toObject();
    const auto dot = path.indexOf(u'.');
    const QString field = (dot < 0 ? path : path.first(dot)).toString();
    const auto found = object.find(field);
    if (found == object.end())
        return value;
    *found = masked(*found, dot < 0 ? QStringView() : path.sliced(dot + 1));
    return object;
}

QJsonObject sectionsOf(const SettingsDraft &draft)
{
    QJsonObject sections;
    for (auto section = draft.begin(); section != draft.end(); ++section)
        sections.insert(section.key(), QJsonObject{{u"revision"_s, section->revision}, {u"value"_s, section->value}});
    return sections;
}

QStringList secretPaths()
{
    QStringList paths;
    policy::Settings settings;
    policy::forEachSecret(settings, [&](const QString &path, policy::Secret &) { paths << path; });
    return paths;
}

}

QByteArray canonicalText(const SettingsDraft &draft)
{
    return QJsonDocument(sectionsOf(draft)).toJson(QJsonDocument::Compact);
}

QByteArray canonicalTextWithoutSecrets(const SettingsDraft &draft)
{
    SettingsDraft shown = draft;
    const auto paths = secretPaths();
    for (const QString &path : paths) {
        const auto dot = path.indexOf(u'.');
        const auto section = shown.find(path.first(dot));
        if (section != shown.end())
            section->value = masked(section->value, QStringView(path).sliced(dot + 1));
    }
    return canonicalText(shown);
}

}
