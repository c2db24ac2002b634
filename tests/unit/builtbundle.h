// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/bundle/bundlewriter.h"
#include "audit/chain/checkpoint.h"

#include <QByteArray>
#include <QList>

#include <utility>

/// Logs with their chain, bundles of them, and bundles that somebody has laid hands on.
namespace sekimori::audit::bundle {

/// A log as its platform keeps it.
struct ChainedLog {
    explicit ChainedLog(int count, QByteArray id = QByteArray(32, 'a'));

    chain::SignedCheckpoint checkpointAt(qint64 number, chain::Checkpoint::Kind kind = {}) const;
    const chain::Hash &hashOf(qint64 number) const { return hashes.at(number); }

    QByteArray id;
    crypto::SigningKey key = crypto::SigningKey::make();
    QList<Event> events;
    QList<chain::Hash> hashes; ///< by number; first the origin
    EventTime now; ///< when bundles are made
};

/// One for tests: times and texts of all kinds.
Event eventNumbered(qint64 number);

/// The whole span, with a checkpoint every ten events and that of the end.
QByteArray bundleOf(const ChainedLog &log, qint64 first, qint64 last);
QByteArray bundleOf(const ChainedLog &log);

/// BundleFiles of a ZIP in their order.
class BundleFiles {
public:
    static BundleFiles of(const QByteArray &zip);

    QByteArray &operator[](QByteArrayView name);
    void remove(QByteArrayView name);
    void add(QByteArrayView name, const QByteArray &content) { m_files.append({name.toByteArray(), content}); }
    QByteArray zip() const;

    /// A line of the events or hashes, without its line feed, by the event's number; the first is number 1.
    QByteArray line(QByteArrayView name, qint64 number);
    void setLine(QByteArrayView name, qint64 number, const QByteArray &line);
    void removeLines(QByteArrayView name, qint64 from, qint64 to);
    void insertLine(QByteArrayView name, qint64 number, const QByteArray &line);

    chain::Manifest manifest();
    /// Makes the hashes anew over the events as they are, then the manifest.
    void rehash();
    /// Tells the files' SHA-256 anew, and the number and hash of the last event. Signed by @p key, else as it was.
    void remake(const crypto::SigningKey *key = nullptr);
    void setManifest(const chain::Manifest &manifest, const crypto::SigningKey *key = nullptr);

private:
    QList<std::pair<QByteArray, QByteArray>> m_files;
};

}
