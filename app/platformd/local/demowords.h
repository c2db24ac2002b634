// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

#include <span>

/// What the services of the demo tenant write into its log, each in its own words.
namespace sekimori::platformd {

/// One kind of entry. In the complement `{file}`, `{record}`, `{title}` and `{size}` stand for something that the log
/// makes up.
struct DemoAction {
    const char *service; ///< UTF-8, as all the others
    const char *module;
    const char *action;
    const char *complement;
    int weight; ///< how often, compared with the others
    audit::EventResult result = audit::EventResult::Success;
    audit::Level level = audit::Level::Information;
};

/// One of the services as the tenant's people find it.
struct DemoService {
    const char *name; ///< UTF-8, as all the others
    const char *url;
    const char *description;
};

std::span<const DemoService> demoServices();

/// What people do all day.
std::span<const DemoAction> demoWork();
/// What the services do by themselves, by night and by day.
std::span<const DemoAction> demoOperation();

std::span<const char *const> demoFiles();
std::span<const char *const> demoRecords();
std::span<const char *const> demoTitles();

}
