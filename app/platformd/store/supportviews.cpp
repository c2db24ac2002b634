// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/supportviews.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

Result<void> SupportViews::note(const Session &session, const QString &resource, const QString &address)
{
    const auto now = m_tenants.now();
    const View view{session.tenant, session.user, resource};
    std::promise<bool> promise;
    {
        std::unique_lock lock(m_mutex);
        const auto told = m_told.find(view);
        if (told != m_told.end() && now - told->second.at < pause) {
            const auto isOnDisk = told->second.isOnDisk;
            lock.unlock();
            // Another answer of the same may still be writing it down.
            if (isOnDisk.get())
                return {};
            lock.lock();
        }
        makeRoom(now);
        if (m_told.size() < mostRemembered)
            m_told.insert_or_assign(view, Told{now, promise.get_future().share()});
    }
    const auto written = tell(session, resource, address, now);
    promise.set_value(written.has_value());
    if (!written) {
        const std::scoped_lock lock(m_mutex);
        m_told.erase(view);
    }
    return written;
}

Result<void> SupportViews::tell(
    const Session &session, const QString &resource, const QString &address, audit::EventTime now)
{
    const audit::Event event{
        .time = now,
        .source = address,
        .user = session.loginName,
        .service = u"Common"_s,
        .module = u"Support"_s,
        .action = u"view"_s,
        .level = audit::Level::Notice,
        .complement = u"what: "_s + resource,
    };
    return m_tenants.appendEvent(session.tenant, event).transform([](qint64) { });
}

void SupportViews::makeRoom(audit::EventTime now)
{
    if (m_told.size() >= mostRemembered)
        std::erase_if(m_told, [now](const auto &each) { return now - each.second.at >= pause; });
}

}
