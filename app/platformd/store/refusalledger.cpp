// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/refusalledger.h"

#include "store/user.h"

#include <algorithm>

namespace sekimori::platformd {
namespace {

/// Names that do not exist may be anything, passwords typed into the wrong field too; only this is remembered of them.
size_t digestOf(const QString &name)
{
    return qHash(loginKey(name), QHashSeed::globalSeed());
}

}

void RefusalLedger::note(const Refusal &refusal, audit::EventTime now, bool hasRoom)
{
    RefusalKey key = RefusalKey::of(refusal);
    auto found = m_byKey.find(key);
    if (found == m_byKey.end()) {
        // Those of the rest sit here too, and only ever make fewer others fit.
        if (!hasRoom || m_byKey.size() >= mostRows)
            key = RefusalKey::rest(refusal.kind);
        found = m_byKey.try_emplace(key).first;
        found->second.tally.key = key;
    }
    add(found->second, refusal, now);
}

void RefusalLedger::add(Entry &entry, const Refusal &refusal, audit::EventTime now)
{
    RefusalTally &tally = entry.tally;
    const bool isRest = tally.key.isRest();
    // Of the rest nothing is told before there is a minute of it.
    if (isRest && !entry.pausedSince)
        entry.pausedSince = now;
    if (tally.count == 0)
        tally.firstAt = now;
    ++tally.count;
    tally.lastAt = now;
    entry.isChanged = true;
    if (isRest)
        return;
    const QString source = refusal.client ? refusal.client->toString() : tally.key.network;
    tally.source = tally.count == 1 || tally.source == source ? source : tally.key.network;
    if (refusal.name.isEmpty() || tally.names > RefusalTally::mostNames)
        return;
    if (const size_t name = digestOf(refusal.name); !std::ranges::contains(entry.names, name)) {
        entry.names.push_back(name);
        ++tally.names;
        tally.user = tally.names == 1 && refusal.nameExists ? refusal.name : QString();
    }
}

RefusalLedger::Due RefusalLedger::takeDue(audit::EventTime now)
{
    Due due;
    const bool restIsDue = isRestDue(now);
    std::erase_if(m_byKey, [&](auto &each) {
        Entry &entry = each.second;
        if (isPausing(entry, now) && !(restIsDue && each.first.isRest())) {
            takeCount(entry, due);
            return false;
        }
        const bool hasRow = entry.tally.count > 0;
        takeRow(entry, due);
        entry.pausedSince = now;
        return !hasRow || entry.tally.key.isRest();
    });
    return due;
}

RefusalLedger::Due RefusalLedger::takeAll()
{
    Due due;
    for (auto &[key, entry] : m_byKey)
        takeRow(entry, due);
    m_byKey.clear();
    return due;
}

/// What is first due takes the others with it, since all of the rest makes one row.
bool RefusalLedger::isRestDue(audit::EventTime now) const
{
    return std::ranges::any_of(
        m_byKey, [now](const auto &each) { return each.first.isRest() && !isPausing(each.second, now); });
}

/// A clock that was set back does not make anybody wait.
bool RefusalLedger::isPausing(const Entry &entry, audit::EventTime now)
{
    return entry.pausedSince && now >= *entry.pausedSince && now - *entry.pausedSince < pause;
}

void RefusalLedger::takeRow(Entry &entry, Due &due)
{
    if (entry.tally.count == 0)
        return;
    if (entry.isStored)
        due.forgotten << entry.tally.key;
    RefusalTally next{.key = entry.tally.key};
    due.rows << std::exchange(entry.tally, std::move(next));
    entry.names.clear();
    entry.isStored = false;
    entry.isChanged = false;
}

void RefusalLedger::takeCount(Entry &entry, Due &due)
{
    if (!entry.isChanged)
        return;
    due.counts << entry.tally;
    entry.isStored = true;
    entry.isChanged = false;
}

}
