// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/checkpoint.h"
#include "audit/chain/digesting.h"
#include "audit/chain/manifest.h"
#include "audit/query/zipwriting.h"

#include <QTemporaryFile>

#include <functional>

/// Sealed bundles: a whole span of a log as a ZIP that carries its proof, and the verdict on one.
/// resources/api/sealed-bundle.md has the format.
namespace sekimori::audit::bundle {

inline constexpr Message SpoolNotWritten{
    "bundle.spoolNotWritten", QT_TRANSLATE_NOOP("Messages", "The folder for temporary files cannot be written: %1.")};
inline constexpr Message EventsDisordered{"bundle.eventsDisordered",
    QT_TRANSLATE_NOOP("Messages", "The log's events are not in the order of their numbers.")};

/// What is known before the first event of a bundle is written.
struct BundleHead {
    QByteArray logId{};
    QString tenant{}; ///< its name, for people
    qint64 first = 1; ///< number of the first event
    qint64 last
        = 0; ///< and of the last one, which is promised even where the log lacks it; 0: as far as events are added
    chain::Hash before{}; ///< of the event before it; chain::originOf(logId) where that is the first of all
    qint64 tipNumber = 0; ///< how far the log goes now, or at the end of what is handed out
    chain::Hash tip{};
    EventTime now{}; ///< the platform's clock
    QList<crypto::VerifyingKey> keys{}; ///< first the one that signs, then those of before that checkpoints need
};

/// Signs by the first of BundleHead::keys: SigningKey::sign().
using Sign = std::function<QByteArray(QByteArrayView message)>;

/// Writes a sealed bundle: first all events of the span, then its checkpoints. What it writes is what it is given, be
/// the chain whole or not: the verdict tells. Needs little memory and, in the folder for temporary files, 40 bytes an
/// event. For one thread.
class BundleWriter {
public:
    /// @p sink has to stay. Nothing is written to it before the first call of the others.
    BundleWriter(query::Sink &sink, BundleHead head, Sign sign);
    ~BundleWriter();
    Q_DISABLE_COPY_MOVE(BundleWriter)

    /// With the hash that the log has for it. Numbers go up, from BundleHead::first on.
    Result<void> add(const Event &event, const chain::Hash &hash);
    /// The same for an event's canonical form.
    Result<void> add(qint64 number, QByteArrayView canonicalForm, const chain::Hash &hash);
    /// After all events, by their numbers and times: those of the span, the last one of before it (number < first) and
    /// the first one from its end on.
    Result<void> add(const chain::SignedCheckpoint &checkpoint);
    /// Without it the bundle is not whole.
    Result<void> finish();

private:
    Result<void> reach(QByteArrayView entry);
    Result<void> begin(QByteArrayView entry);
    Result<void> passOn(qsizetype most);
    Result<void> end();
    Result<void> writeWhole(QByteArrayView entry, const QByteArray &content);
    Result<void> spool(qint64 number, const chain::Hash &hash);
    Result<void> writeHashes();
    Result<void> spoolFailure() const;
    void keepPromise();

    chain::Manifest m_manifest;
    const qint64 m_promised; ///< BundleHead::last
    QList<crypto::VerifyingKey> m_keys;
    Sign m_sign;
    query::ZipWriting m_zip;
    QByteArrayView m_entry; ///< that is written
    chain::Digesting m_digesting; ///< of it
    QByteArray m_text; ///< of it, not passed on yet
    QTemporaryFile m_hashes; ///< of the events, until those are written
};

}
