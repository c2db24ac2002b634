// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settingsjson.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

using policy::JsonUse;

QJsonObject sectionAnswer(const policy::Revision &revision, const QJsonObject &value)
{
    return {
        {u"revision"_s, revision.number},
        {u"changedAt"_s, policy::toJson(revision.at, JsonUse::Answer)},
        {u"changedBy"_s, revision.number > 0 ? QJsonValue(revision.by) : QJsonValue(QJsonValue::Null)},
        {u"value"_s, value},
    };
}

QJsonObject sectionAnswer(const policy::Settings &settings, const policy::Revisions &revisions, const QString &key)
{
    return sectionAnswer(revisions.value(key), policy::sectionToJson(settings, key, JsonUse::Answer));
}

QByteArray revisionTag(const policy::Revisions &revisions)
{
    QByteArrayList numbers;
    const auto keys = policy::sectionKeys();
    for (const QString &key : keys)
        numbers << QByteArray::number(revisions.value(key).number);
    return numbers.join('.');
}

}
