// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/verifying.h"

#include "audit/bundle/bundlefile.h"
#include "audit/bundle/eventcheck.h"
#include "audit/bundle/keyring.h"
#include "audit/bundle/verdictmaking.h"

#include <algorithm>
#include <set>

namespace sekimori::audit::bundle {
namespace {

using chain::SignedCheckpoint;
namespace entries = chain::entries;

constexpr qsizetype longestSmall = 64 * 1024;
constexpr size_t mostCheckpoints = 20'000'000; ///< one a minute for more than ten years

constexpr Message Stopped{"bundle.stopped", QT_TRANSLATE_NOOP("Messages", "The check was stopped.")};
constexpr Message TooManyCheckpoints{"bundle.tooManyCheckpoints",
    QT_TRANSLATE_NOOP("Messages", "It has more than %1 checkpoints, and no log has so many.")};
constexpr Message OutsideUnknown{"bundle.outsideUnknown",
    QT_TRANSLATE_NOOP("Messages",
        "The checkpoint of event number %1 is signed by the key %2, which is not known. Give that key, too.")};
constexpr Message OutsideWrong{"bundle.outsideWrong",
    QT_TRANSLATE_NOOP("Messages",
        "The checkpoint of event number %1 has a wrong signature: it is not as it was sent. Take it from the mail "
        "anew.")};

/// The checks in their order, each with what it has found in @p Evidence.
class Verifying {
public:
    Verifying(const BundleFile &file, const Known &known, const std::stop_token &stop, const Progress &progress)
        : m_file(file)
        , m_known(known)
        , m_knownKeys(known.keys)
        , m_stop(stop)
        , m_progress(progress)
    {
    }

    Result<Verdict> run();

private:
    bool readManifest();
    void checkSignature();
    Result<void> takeOutsideCheckpoints();
    Result<void> readCheckpoints();
    void take(const SignedCheckpoint &checkpoint);
    Result<void> checkEvents();
    void checkSmallFiles();
    bool tick(quint64 consumed) const;
    Result<EntryLines> linesOf(QByteArrayView entry, size_t longestLine) const;

    const BundleFile &m_file;
    const Known &m_known;
    const KeyRing m_knownKeys;
    KeyRing m_allKeys; ///< and those in the bundle
    const std::stop_token &m_stop;
    const Progress &m_progress;
    Evidence m_evidence;
    std::vector<Anchor> m_anchors;
    quint64 m_consumed = 0; ///< of files that are done with
};

std::unexpected<Error> stopped()
{
    return std::unexpected(Error{ErrorKind::Unavailable, Stopped});
}

Result<Verdict> Verifying::run()
{
    if (!readManifest())
        return judged(m_evidence);
    checkSignature();
    checkSmallFiles();
    return takeOutsideCheckpoints()
        .and_then([this] { return readCheckpoints(); })
        .and_then([this] { return checkEvents(); })
        .transform([this] { return judged(m_evidence); });
}

bool Verifying::readManifest()
{
    const auto text = m_file.content(entries::manifest, chain::longestManifest);
    const auto manifest = text.and_then([](const QByteArray &bytes) { return chain::manifestFromText(bytes); });
    if (manifest)
        m_evidence.manifest = *manifest;
    m_evidence.hasManifest = manifest.has_value();
    m_evidence.stranger = m_file.stranger();
    return m_evidence.hasManifest;
}

/// Whoever keeps the log's key, what stands in the bundle is that key or another one.
void Verifying::checkSignature()
{
    m_allKeys = m_knownKeys;
    const auto inside = m_file.content(entries::key, longestSmall).and_then(Known::keysFromPem);
    m_allKeys.add(KeyRing(inside.value_or(QList<crypto::VerifyingKey>())));
    const QByteArray &keyId = m_evidence.manifest.keyId;
    const auto *const key = m_allKeys.find(keyId);
    const auto signature = m_file.content(entries::signature, crypto::signatureSize);
    m_evidence.hasSigner = key != nullptr;
    m_evidence.isSealed = key && signature && key->verifies(chain::textOf(m_evidence.manifest), *signature);
    m_evidence.isSignerKnown = m_knownKeys.find(keyId) != nullptr;
    m_evidence.hasKnownKeys = !m_knownKeys.isEmpty();
}

void Verifying::checkSmallFiles()
{
    for (const QByteArrayView entry : {entries::readme, entries::key}) {
        chain::Digesting digesting;
        if (const auto content = m_file.content(entry, longestSmall)) {
            digesting.add(*content);
            m_evidence.digests[entry.toByteArray()] = digesting.finish();
        }
    }
}

Result<void> Verifying::takeOutsideCheckpoints()
{
    std::set<QByteArray> texts;
    for (const SignedCheckpoint &each : m_known.checkpoints) {
        const auto &[checkpoint, keyId, signature] = each;
        if (checkpoint.logId != m_evidence.manifest.logId)
            continue;
        const auto *const key = m_allKeys.find(keyId);
        const QString number = QString::number(checkpoint.number);
        if (!key)
            return std::unexpected(Error{ErrorKind::Invalid, OutsideUnknown, {number, QString::fromLatin1(keyId)}});
        if (!key->verifies(textOf(checkpoint), signature))
            return std::unexpected(Error{ErrorKind::Invalid, OutsideWrong, {number}});
        if (!texts.insert(textOf(checkpoint)).second)
            continue; // It came by several mails.
        m_evidence.outside.append(checkpoint);
        m_anchors.push_back({.number = checkpoint.number, .hash = checkpoint.tip, .isOutside = true});
    }
    m_evidence.isOtherLog = !m_known.checkpoints.isEmpty() && m_evidence.outside.isEmpty();
    return {};
}

Result<void> Verifying::readCheckpoints()
{
    auto lines = linesOf(entries::checkpoints, longestCheckpointLine);
    if (!lines)
        return {}; // without its hash it is not as signed
    size_t count = 0;
    while (const auto line = lines->next()) {
        if (++count > mostCheckpoints)
            return std::unexpected(Error{ErrorKind::TooLarge, TooManyCheckpoints, {QString::number(mostCheckpoints)}});
        if (!tick(lines->consumed()))
            return stopped();
        if (const auto checkpoint = chain::signedCheckpointFromLine(*line))
            take(*checkpoint);
        else
            m_evidence.areCheckpointsRight = false;
    }
    if (lines->isStopped())
        return stopped();
    m_consumed += lines->consumed();
    m_evidence.digests[entries::checkpoints.toByteArray()] = lines->digest();
    return {};
}

/// Where the bundle itself is not sealed, keys in it prove nothing about its checkpoints either.
void Verifying::take(const SignedCheckpoint &each)
{
    const auto &checkpoint = each.checkpoint;
    const bool areAllBelieved = m_evidence.isSealed || m_knownKeys.isEmpty();
    const auto *const key = (areAllBelieved ? m_allKeys : m_knownKeys).find(each.keyId);
    if (!key)
        return;
    if (checkpoint.logId != m_evidence.manifest.logId || !key->verifies(textOf(checkpoint), each.signature)) {
        m_evidence.areCheckpointsRight = false;
        return;
    }
    m_anchors.push_back({.number = checkpoint.number, .hash = checkpoint.tip});
    if (checkpoint.kind == chain::Checkpoint::Kind::NewStart && checkpoint.number == m_evidence.manifest.first - 1)
        m_evidence.isBehindDeleted = true;
}

Result<void> Verifying::checkEvents()
{
    auto events = linesOf(entries::events, longestEventLine);
    auto hashes = linesOf(entries::hashes, longestHashLine);
    if (!events || !hashes) {
        m_evidence.failure = events ? hashes.error() : events.error();
        return {};
    }
    std::ranges::stable_sort(m_anchors, {}, &Anchor::number);
    EventCheck &check = m_evidence.events.emplace(m_evidence.manifest, std::move(m_anchors));
    if (!check.run(*events, *hashes, [&] { return tick(events->consumed() + hashes->consumed()); })
        || events->isStopped() || hashes->isStopped())
        return stopped();
    m_evidence.failure = events->failure() ? events->failure() : hashes->failure();
    m_evidence.digests[entries::events.toByteArray()] = events->digest();
    m_evidence.digests[entries::hashes.toByteArray()] = hashes->digest();
    return {};
}

/// A line can be long, and what is passed over longer: each piece asks whether it is to stop.
Result<EntryLines> Verifying::linesOf(QByteArrayView entry, size_t longestLine) const
{
    return m_file.lines(entry, longestLine, [this] { return !m_stop.stop_requested(); });
}

/// False: it is to stop.
bool Verifying::tick(quint64 consumed) const
{
    if (m_progress)
        m_progress(std::min(1., double(m_consumed + consumed) / double(std::max<quint64>(m_file.size(), 1))));
    return !m_stop.stop_requested();
}

}

Result<Verdict> verifyBundle(
    const QString &path, const Known &known, const std::stop_token &stop, const Progress &progress)
{
    const auto file = BundleFile::open(path);
    if (!file)
        return Verdict{.state = Verdict::State::Unreadable, .why = file.error()};
    return Verifying(*file, known, stop, progress).run();
}

}
