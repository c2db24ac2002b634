// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/bundleverdicts.h"

#include "error/messages.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace sekimori::items {
namespace {

using audit::bundle::Verdict;

struct VerdictWords {
    Q_DECLARE_TR_FUNCTIONS(Verdict)
};

/// No eye sees more.
constexpr qint64 pauseBetweenNews = 60; // milliseconds
constexpr qint64 longestKeyFile = qint64(64) * 1024;
constexpr qint64 longestCheckpointFile = qint64(16) << 20; // a mail may bring more than that
constexpr Message keyFileUnreadable{
    "verdict.keyFileUnreadable", QT_TRANSLATE_NOOP("Messages", "The key file “%1” could not be read: %2.")};
constexpr Message checkpointFileUnreadable{"verdict.checkpointFileUnreadable",
    QT_TRANSLATE_NOOP("Messages", "The checkpoint file “%1” could not be read: %2.")};
constexpr Message checkpointMissing{"verdict.checkpointMissing",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” holds no checkpoint of an audit log, or one that is not whole. Choose the mail that brought it, as your "
        "mail program saves it, or the file that was attached to it.")};

Result<QList<crypto::VerifyingKey>> keysIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorKind::Unavailable, keyFileUnreadable, {path, file.errorString()}});
    return audit::bundle::Known::keysFromPem(file.read(longestKeyFile));
}

Result<QList<audit::chain::SignedCheckpoint>> checkpointsIn(const QStringList &paths)
{
    QList<audit::chain::SignedCheckpoint> all;
    for (const QString &path : paths) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return std::unexpected(Error{ErrorKind::Unavailable, checkpointFileUnreadable, {path, file.errorString()}});
        const auto found = audit::bundle::Known::checkpointsIn(file.read(longestCheckpointFile));
        if (!found)
            return std::unexpected(Error{ErrorKind::Malformed, checkpointMissing, {QFileInfo(path).fileName()}});
        all += *found;
    }
    return all;
}

QString wordOf(Verdict::State state)
{
    switch (state) {
    case Verdict::State::Intact:
        return VerdictWords::tr("Intact");
    case Verdict::State::KeyUnknown:
        return VerdictWords::tr("Key unknown");
    case Verdict::State::Altered:
        return VerdictWords::tr("Altered");
    case Verdict::State::Missing:
        return VerdictWords::tr("Events missing");
    case Verdict::State::CutOff:
        return VerdictWords::tr("Cut off");
    case Verdict::State::OtherLog:
        return VerdictWords::tr("Of another log");
    case Verdict::State::Unreadable:
        return VerdictWords::tr("Not readable");
    }
    Q_UNREACHABLE_RETURN({});
}

/// What checkpoints from outside say of a bundle that contradicts nothing.
QString outsideText(const Verdict &verdict)
{
    if (audit::bundle::isUncompared(verdict))
        return renderMessage(audit::bundle::uncomparedSentenceOf(verdict));
    return audit::bundle::isConsistent(verdict) && verdict.outsideChecked > 0
        ? VerdictWords::tr("%Ln checkpoints from outside fit it.", nullptr, int(verdict.outsideChecked))
        : QString();
}

}

BundleVerdicts::BundleVerdicts(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_seen(settings)
    , m_reading([this](const Keys &keys) { takeKeys(keys); })
    , m_readingCheckpoints([this](const Checkpoints &checkpoints) { takeCheckpoints(checkpoints); })
{
}

void BundleVerdicts::judge(const QStringList &paths, quint64 reading)
{
    const bool isSameReading = std::exchange(m_judgedReading, reading) == reading;
    if ((isSameReading || paths.isEmpty()) && std::ranges::equal(m_bundles, paths, {}, &BundleVerdict::path))
        return;
    m_bundles.clear();
    for (const QString &path : paths)
        m_bundles.append({.path = path});
    judgeAgain();
}

void BundleVerdicts::judgeAgain()
{
    QStringList paths;
    for (BundleVerdict &bundle : m_bundles) {
        bundle = {.path = bundle.path};
        paths << bundle.path;
    }
    m_share = 0;
    m_used = keys();
    audit::bundle::Known known{.checkpoints = m_checkpoints};
    for (const NamedKey &each : std::as_const(m_used))
        known.keys.append(each.key);
    m_job.begin([this, paths, known](const LatestJob::Run &run) {
        QElapsedTimer sinceNews;
        for (qsizetype place = 0; place < paths.size(); ++place) {
            run.tell([this, place] {
                m_bundles[place].state = BundleVerdict::State::Checking;
                m_share = 0;
                emit changed();
            });
            const auto verdict = audit::bundle::verifyBundle(paths.at(place), known, run.stop, [&](double share) {
                if (sinceNews.isValid() && sinceNews.elapsed() < pauseBetweenNews)
                    return;
                sinceNews.start();
                run.tell([this, share] {
                    m_share = share;
                    emit changed();
                });
            });
            if (run.stop.stop_requested())
                return LatestJob::Conclusion();
            run.tell([this, place, verdict] { take(place, verdict); });
        }
        return LatestJob::Conclusion([this] { emit changed(); });
    });
    emit changed();
}

void BundleVerdicts::stop()
{
    m_job.cancel();
    for (BundleVerdict &bundle : m_bundles) {
        if (bundle.state == BundleVerdict::State::Checking)
            bundle.state = BundleVerdict::State::Waiting;
    }
    emit changed();
}

void BundleVerdicts::addKeyFile(const QString &path)
{
    m_keyFile = path;
    m_reading.ask([path] { return keysIn(path); });
}

void BundleVerdicts::takeKeys(const Keys &keys)
{
    if (!keys) {
        emit refused(renderMessage(keys.error()));
        return;
    }
    for (const crypto::VerifyingKey &key : *keys)
        m_brought.append({QFileInfo(m_keyFile).fileName(), key});
    judgeAgain();
}

void BundleVerdicts::addCheckpointFiles(const QStringList &paths)
{
    m_readingCheckpoints.ask([paths] { return checkpointsIn(paths); });
}

void BundleVerdicts::takeCheckpoints(const Checkpoints &checkpoints)
{
    if (!checkpoints) {
        emit refused(renderMessage(checkpoints.error()));
        return;
    }
    m_checkpoints += *checkpoints;
    judgeAgain();
}

void BundleVerdicts::forgetCheckpoints()
{
    m_checkpoints.clear();
    judgeAgain();
}

double BundleVerdicts::done() const
{
    using State = BundleVerdict::State;
    if (m_bundles.isEmpty())
        return 1;
    const auto judged = std::ranges::count_if(
        m_bundles, [](const auto &each) { return each.state == State::Judged || each.state == State::Failed; });
    return (double(judged) + (isUnderWay() ? m_share : 0)) / double(m_bundles.size());
}

QList<BundleVerdicts::NamedKey> BundleVerdicts::keys() const
{
    QList<NamedKey> keys = m_brought;
    const QList<SeenLogKey> seen = m_seen.all();
    for (const SeenLogKey &each : seen) {
        if (const auto key = crypto::VerifyingKey::fromPem(each.publicKey))
            keys.append({each.name, *key});
    }
    return keys;
}

void BundleVerdicts::take(qsizetype place, const Result<Verdict> &verdict)
{
    BundleVerdict &bundle = m_bundles[place];
    m_share = 0;
    if (verdict) {
        bundle.state = BundleVerdict::State::Judged;
        bundle.verdict = *verdict;
        const auto used
            = std::ranges::find(m_used, verdict->manifest.keyId, [](const NamedKey &each) { return each.key.id(); });
        bundle.keyName = used == m_used.end() || !verdict->isSealed ? QString() : used->name;
    } else {
        bundle.state = BundleVerdict::State::Failed;
        bundle.failure = renderMessage(verdict.error());
    }
    emit changed();
}

QString verdictWord(const BundleVerdict &bundle)
{
    switch (bundle.state) {
    case BundleVerdict::State::Waiting:
        return VerdictWords::tr("Not checked");
    case BundleVerdict::State::Checking:
        return VerdictWords::tr("Checking…");
    case BundleVerdict::State::Judged:
        return wordOf(bundle.verdict.state);
    case BundleVerdict::State::Failed:
        return VerdictWords::tr("Not judged");
    }
    Q_UNREACHABLE_RETURN({});
}

QString verdictText(const BundleVerdict &bundle)
{
    if (bundle.state == BundleVerdict::State::Failed)
        return VerdictWords::tr("Not judged: %1", "why").arg(bundle.failure);
    if (bundle.state != BundleVerdict::State::Judged)
        return verdictWord(bundle);
    const QString sentence = renderMessage(audit::bundle::sentenceOf(bundle.verdict));
    if (bundle.verdict.state == Verdict::State::Unreadable)
        return VerdictWords::tr("Not readable: %1", "why").arg(sentence);
    QStringList sentences{sentence};
    if (bundle.verdict.state == Verdict::State::Intact && !bundle.keyName.isEmpty())
        sentences << VerdictWords::tr("The key of “%1” vouches for it.", "connection or file").arg(bundle.keyName);
    sentences << outsideText(bundle.verdict);
    if (bundle.verdict.state == Verdict::State::KeyUnknown)
        sentences << VerdictWords::tr("Choose a key file that you have from a source of your own, or connect to the "
                                      "platform that the log comes from, and check again.");
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

std::optional<BundleEvent> failingEvent(const BundleVerdict &bundle)
{
    if (bundle.state != BundleVerdict::State::Judged)
        return std::nullopt;
    const Verdict &verdict = bundle.verdict;
    const qint64 first = verdict.manifest.first;
    const auto at = [first](qint64 number) {
        return number < first ? std::nullopt : std::optional(BundleEvent{number, number - first});
    };
    switch (verdict.state) {
    case Verdict::State::Altered:
        return verdict.entry.isEmpty() ? at(verdict.from) : std::nullopt;
    case Verdict::State::Missing: // Where the beginning is missing, what comes behind it stands first.
        return verdict.from < first ? std::optional(BundleEvent{verdict.to, 0}) : at(verdict.from);
    case Verdict::State::CutOff:
        return at(verdict.from);
    case Verdict::State::Intact:
    case Verdict::State::KeyUnknown:
    case Verdict::State::OtherLog:
    case Verdict::State::Unreadable:
        return std::nullopt;
    }
    Q_UNREACHABLE_RETURN(std::nullopt);
}

}
