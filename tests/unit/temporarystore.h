// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/tenants.h"

#include <QTemporaryDir>

#include <atomic>

namespace sekimori::platformd {

/// A store in a folder of its own, with a clock that stands still until the test moves it.
class TemporaryStore {
public:
    TemporaryStore()
        : m_now(std::make_shared<std::atomic<audit::EventTime>>(
              std::chrono::sys_days(std::chrono::year(2026) / 3 / 5) + std::chrono::hours(14)))
    {
    }

    QString folder() const { return m_folder.path() + QStringLiteral("/data"); }
    QString file() const { return folder() + QStringLiteral("/platform.db"); }
    audit::EventTime now() const { return *m_now; }
    void pass(std::chrono::microseconds time) { *m_now = now() + time; }

    StoreOptions options() const
    {
        return {.folder = folder(), .durability = Durability::None, .clock = [now = m_now] { return now->load(); }};
    }

    /// Null when it fails.
    std::unique_ptr<Tenants> open() const
    {
        auto tenants = Tenants::open(options());
        return tenants ? std::move(*tenants) : nullptr;
    }

    /// A tenant whose administrator is "chief".
    static TenantId makeTenant(Tenants &tenants, const QString &subdomain)
    {
        const NewUser chief{QStringLiteral("chief"), QStringLiteral("The Chief"), Role::Administrator, "hash"};
        return tenants.create({.subdomain = subdomain, .displayName = {}, .administrator = chief, .by = {}})
            .value_or(TenantId{});
    }

    /// From now on the store cannot grow, as on a full disk.
    static bool fillDisk(Tenants &tenants)
    {
        return tenants.store()
            .write([](Transaction &transaction) {
                return transaction.database().run(QStringLiteral("PRAGMA max_page_count = 1"));
            })
            .has_value();
    }

private:
    QTemporaryDir m_folder;
    std::shared_ptr<std::atomic<audit::EventTime>> m_now;
};

}
