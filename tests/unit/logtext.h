// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/growingbytes.h"
#include "audit/engine/loading.h"

namespace sekimori::test {

inline constexpr std::string_view logHeader = "time,source,user,service,module,action,result,level,complement\n";

/// The nine columns in the order in which the platform writes them.
inline std::vector<audit::engine::Part::Column> logColumns()
{
    std::vector<audit::engine::Part::Column> columns;
    for (const char *title : {"time", "source", "user", "service", "module", "action", "result", "level", "complement"})
        columns.push_back({.title = QString::fromLatin1(title), .field = audit::Field(columns.size())});
    return columns;
}

/// A part of this text. Behind it there are no bytes to be read by mistake.
inline audit::engine::Part logPart(std::string_view text)
{
    return {.name = QStringLiteral("log.csv"),
        .bytes = audit::engine::GrowingBytes::of(text).value(),
        .columns = logColumns()};
}

inline audit::engine::LogSnapshot loaded(
    const std::vector<audit::engine::Part> &parts, const audit::engine::LoadingOptions &options = {})
{
    audit::engine::Loading loading(parts, options);
    loading.run({});
    return loading.snapshot();
}

inline audit::engine::LogSnapshot loaded(std::string_view text, const audit::engine::LoadingOptions &options = {})
{
    return loaded(std::vector{logPart(text)}, options);
}

}
