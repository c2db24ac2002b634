// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/bundle/verifying.h"
#include "items/latestanswer.h"
#include "items/latestjob.h"
#include "items/seenlogkeys.h"

namespace sekimori::items {

/// A sealed bundle, and what it proves as far as that is known.
struct BundleVerdict {
    enum class State {
        Waiting, ///< others are checked first, or checking was stopped
        Checking,
        Judged,
        Failed, ///< it could not be judged, for what the reader has brought or because it is too large
    };

    QString path;
    State state = State::Waiting;
    audit::bundle::Verdict verdict{}; ///< of one that is judged
    QString keyName{}; ///< of one that is signed by a key that is known: whose it is
    QString failure{}; ///< a sentence for people

    bool operator==(const BundleVerdict &) const = default;
};

/// What sealed bundles prove, worked out on another thread, one after the other. They are held against the keys that
/// this console has seen at platforms, and against the keys and checkpoints that the reader has brought.
class BundleVerdicts : public QObject {
    Q_OBJECT

public:
    explicit BundleVerdicts(QSettings &settings, QObject *parent = nullptr);

    /// In place of those before, as they were found by the reading of this number; nothing is done where both are the
    /// same.
    void judge(const QStringList &paths, quint64 reading);
    /// By all keys that are known now.
    void judgeAgain();
    void stop();
    /// Takes the keys of a PEM file and judges again; refused() says why it could not.
    void addKeyFile(const QString &path);
    /// Likewise the checkpoints of all these files: of mails as they were saved, or of what was attached to them.
    void addCheckpointFiles(const QStringList &paths);
    void forgetCheckpoints();
    bool hasCheckpoints() const { return !m_checkpoints.isEmpty(); }

    const QList<BundleVerdict> &all() const { return m_bundles; }
    bool isUnderWay() const { return m_job.isUnderWay(); }
    /// Of all bundles, from 0 to 1.
    double done() const;

signals:
    void changed();
    void refused(const QString &reason);

private:
    struct NamedKey {
        QString name;
        crypto::VerifyingKey key;
    };
    using Keys = Result<QList<crypto::VerifyingKey>>;
    using Checkpoints = Result<QList<audit::chain::SignedCheckpoint>>;

    QList<NamedKey> keys() const;
    void take(qsizetype place, const Result<audit::bundle::Verdict> &verdict);
    void takeKeys(const Keys &keys);
    void takeCheckpoints(const Checkpoints &checkpoints);

    SeenLogKeys m_seen;
    QList<NamedKey> m_brought;
    QList<NamedKey> m_used; ///< by what is judged now
    QList<audit::chain::SignedCheckpoint> m_checkpoints;
    QList<BundleVerdict> m_bundles;
    quint64 m_judgedReading = 0;
    double m_share = 0; ///< of the one that is being checked
    QString m_keyFile;
    LatestAnswer<Keys> m_reading;
    LatestAnswer<Checkpoints> m_readingCheckpoints;
    LatestJob m_job; // what works on the above goes first
};

/// `Intact`, `Altered` …
QString verdictWord(const BundleVerdict &bundle);
/// What it proves, in a sentence or two.
QString verdictText(const BundleVerdict &bundle);
/// An event of a bundle.
struct BundleEvent {
    qint64 number = 0;
    qint64 offset = 0; ///< among the events of the bundle, from 0

    bool operator==(const BundleEvent &) const = default;
};
/// Where it fails, or the last one before; none: at no event that is there.
std::optional<BundleEvent> failingEvent(const BundleVerdict &bundle);

}
