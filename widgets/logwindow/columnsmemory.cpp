// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwindow/columnsmemory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

namespace sekimori::widgets {
namespace {

constexpr auto key = QLatin1StringView("logFiles/columns");
constexpr auto layoutKey = QLatin1StringView("layout");
constexpr auto headerKey = QLatin1StringView("hasHeader");
constexpr auto columnsKey = QLatin1StringView("columns");

QJsonArray remembered(const QSettings &settings)
{
    return QJsonDocument::fromJson(settings.value(key).toByteArray()).array();
}

}

std::vector<audit::files::HeaderAnswer> ColumnsMemory::answers() const
{
    std::vector<audit::files::HeaderAnswer> answers;
    for (const QJsonValue each : remembered(m_settings)) {
        const QJsonObject answer = each.toObject();
        const auto columns = audit::files::columnsFromText(answer.value(columnsKey).toString());
        if (columns)
            answers.push_back({.layout = answer.value(layoutKey).toString(),
                .hasHeader = answer.value(headerKey).toBool(),
                .columns = *columns});
    }
    return answers;
}

void ColumnsMemory::remember(const audit::files::HeaderAnswer &answer)
{
    QJsonArray kept{QJsonObject{
        {layoutKey, answer.layout}, {headerKey, answer.hasHeader}, {columnsKey, audit::files::toText(answer.columns)}}};
    for (const QJsonValue each : remembered(m_settings)) {
        if (each.toObject().value(layoutKey).toString() != answer.layout && kept.size() < most)
            kept.append(each);
    }
    m_settings.setValue(key, QJsonDocument(kept).toJson(QJsonDocument::Compact));
}

}
