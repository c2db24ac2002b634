// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/verdictmaking.h"

#include <algorithm>

namespace sekimori::audit::bundle {
namespace {

using State = Verdict::State;
using Place = EventCheck::Place;
using Found = std::optional<Verdict>;
namespace entries = chain::entries;

Verdict at(const Place &place)
{
    return {.state = place.state, .from = place.from, .to = place.to};
}

Verdict alteredFile(QByteArrayView entry)
{
    return {.state = State::Altered, .entry = QString::fromLatin1(entry)};
}

bool isAsSigned(const Evidence &evidence, QByteArrayView entry)
{
    const QByteArray name = entry.toByteArray();
    const auto found = evidence.digests.find(name);
    return found != evidence.digests.end() && found->second == evidence.manifest.digests.at(name);
}

/// What only somebody can tell who believes the manifest is not told where it is not signed.
Found placeAmongEvents(const Evidence &evidence)
{
    const EventCheck &events = *evidence.events;
    const qint64 first = evidence.manifest.first;
    if (events.order() && (evidence.isSealed || events.order()->from >= first))
        return at(*events.order());
    if (events.mismatch() && evidence.isSealed && isAsSigned(evidence, entries::hashes))
        return at({State::Altered, *events.mismatch(), *events.mismatch()});
    if (events.anchorMiss() && (evidence.isSealed || events.mismatch() != first))
        return at(*events.anchorMiss());
    if (evidence.failure)
        return Verdict{.state = State::Unreadable, .why = evidence.failure};
    if (evidence.isSealed && events.endsAfter())
        return at({State::CutOff, *events.endsAfter(), evidence.manifest.last});
    return {};
}

Found placeAmongFiles(const Evidence &evidence)
{
    if (!evidence.hasSigner)
        return alteredFile(entries::key);
    if (!evidence.isSealed)
        return alteredFile(entries::manifest);
    for (const QByteArrayView entry : entries::listed) {
        if (!isAsSigned(evidence, entry))
            return alteredFile(entry);
    }
    if (evidence.stranger)
        return Verdict{.state = State::Altered, .entry = *evidence.stranger};
    return {};
}

/// Who signed it contradicts himself: all files are as they were signed, but they do not fit each other.
Found contradiction(const Evidence &evidence)
{
    const EventCheck &events = *evidence.events;
    if (events.mismatch() || events.hash() != evidence.manifest.hash)
        return at({State::Altered, evidence.manifest.first, evidence.manifest.last});
    if (!evidence.areCheckpointsRight)
        return alteredFile(entries::checkpoints);
    return {};
}

/// Behind the bundle's own end, it says how far the log went.
Found beyondTheEnd(const Evidence &evidence)
{
    const chain::Manifest &manifest = evidence.manifest;
    for (const chain::Checkpoint &outside : evidence.outside) {
        if (outside.number == manifest.tipNumber && outside.tip != manifest.tip)
            return at({State::Altered, std::min(manifest.last + 1, outside.number), outside.number});
        if (outside.number > manifest.tipNumber && outside.at <= manifest.exported)
            return at({State::CutOff, manifest.tipNumber, outside.number});
    }
    return {};
}

/// How many of them could be held against the log's tip, and fit. Those at the bundle's end were counted there.
qint64 tipFits(const Evidence &evidence)
{
    const chain::Manifest &manifest = evidence.manifest;
    return std::ranges::count_if(evidence.outside, [&](const chain::Checkpoint &outside) {
        return outside.number > manifest.last && outside.number == manifest.tipNumber;
    });
}

Verdict conclusion(const Evidence &evidence)
{
    if (evidence.isSealed && evidence.isOtherLog)
        return {.state = State::OtherLog};
    if (!evidence.events)
        return {.state = State::Unreadable, .why = evidence.failure};
    for (const auto find : {placeAmongEvents, placeAmongFiles, contradiction, beyondTheEnd}) {
        if (auto found = find(evidence))
            return std::move(*found);
    }
    if (evidence.isSignerKnown)
        return {.state = State::Intact};
    return {.state = State::KeyUnknown, .hasOtherKey = evidence.hasKnownKeys};
}

}

Verdict judged(const Evidence &evidence)
{
    if (!evidence.hasManifest)
        return alteredFile(entries::manifest);
    Verdict verdict = conclusion(evidence);
    verdict.manifest = evidence.manifest;
    verdict.isSealed = evidence.isSealed;
    verdict.start = evidence.isBehindDeleted ? Verdict::Start::DeletedByRetention
        : evidence.manifest.first == 1       ? Verdict::Start::FirstEvent
                                             : Verdict::Start::Within;
    verdict.outsideGiven = evidence.outside.size();
    for (const chain::Checkpoint &each : evidence.outside)
        verdict.outsideLast = std::max(verdict.outsideLast, each.number);
    if (evidence.events) {
        verdict.eventsChecked = evidence.events->count();
        verdict.checkpointsChecked = evidence.events->insideFits();
        verdict.outsideChecked = evidence.events->outsideFits() + tipFits(evidence);
    }
    return verdict;
}

}
