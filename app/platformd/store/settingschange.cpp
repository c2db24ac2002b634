// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settingschange.h"

#include "crypto/passwordhash.h"
#include "crypto/tokens.h"
#include "policy/weakening.h"
#include "store/columns.h"
#include "store/eventrows.h"
#include "store/formernames.h"
#include "store/historyrows.h"
#include "store/imagerows.h"
#include "store/retention.h"
#include "store/settingsjson.h"
#include "store/settingsrows.h"
#include "store/settingsweighing.h"
#include "store/tenantrows.h"

#include <QCryptographicHash>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message KeyUsedOtherwise{"idempotency.differs",
    QT_TRANSLATE_NOOP("Messages",
        "The Idempotency-Key came with another request before. Nothing was changed; send each change under a key of "
        "its own.")};
constexpr Message RetentionDeletes{"settings.retentionDeletes",
    QT_TRANSLATE_NOOP("Messages",
        "When this is saved, %1 events (numbers %2 to %3) are deleted for good, since they are older than events are "
        "kept then. Export them first where you still need them.")};
}

namespace {

RequestDigests digestsOf(const SettingsDraft &draft, const QByteArray &processKey)
{
    return {
        .withoutSecrets = QCryptographicHash::hash(canonicalTextWithoutSecrets(draft), QCryptographicHash::Sha256),
        .whole = crypto::keyedDigest(processKey, {"answer", canonicalText(draft)}),
        .process = crypto::keyedDigest(processKey, {"process"}),
    };
}

BlobLookup blobsIn(Database &database, TenantId tenant)
{
    return [&database, tenant](const QByteArray &sha256) { return blobOfImage(database, tenant, sha256); };
}

/// The same where no transaction is open.
BlobLookup blobsIn(Tenants &tenants, TenantId tenant)
{
    return [&tenants, tenant](const QByteArray &sha256) {
        return tenants.store().read([&](Database &database) { return blobOfImage(database, tenant, sha256); });
    };
}

struct ChangeWords {
    QString module;
    QString action;
};

/// Changes of what becomes of the log itself stand under its own name.
ChangeWords wordsOfChange(const QString &section)
{
    if (section == policy::AuditAlerts::key)
        return {u"Audit log"_s, u"change alerts"_s};
    if (section == policy::AuditRetention::key)
        return {u"Audit log"_s, u"change retention"_s};
    return {u"Security settings"_s, u"change "_s + section};
}

/// All that one call of saveSettings() knows; its job runs in the writer while the caller waits.
class Saving {
public:
    Saving(Tenants &tenants, const SettingsChange &change)
        : m_tenants(tenants)
        , m_change(change)
        , m_key{change.editor.tenant, change.editor.user, change.idempotencyKey}
        , m_digests(change.idempotencyKey.isEmpty() ? RequestDigests() : digestsOf(change.draft, tenants.processKey()))
    {
    }

    std::expected<StoredAnswer, SettingsRefusal> run(const crypto::PasswordHasher &hasher);

private:
    using Outcome = std::expected<StoredAnswer, SettingsRefusal>;

    std::expected<void, SettingsRefusal> prepare(const crypto::PasswordHasher &hasher);
    std::expected<std::optional<StoredAnswer>, SettingsRefusal> firstAnswer(Database &database) const;
    Outcome perform(Transaction &transaction) const;
    Result<std::shared_ptr<const TenantState>> presentState(Database &database) const;
    Result<std::shared_ptr<const TenantState>> store(Transaction &transaction,
        const std::shared_ptr<const TenantState> &before, const Weighed &weighed, audit::EventTime now) const;
    Result<void> write(Transaction &transaction, const TenantState &after, QList<HistoryEntry> entries,
        const QList<audit::Event> &events) const;
    HistoryEntry entryOf(const ChangedSection &section, const policy::Revision &revision, const QString &reason) const;
    static audit::Event eventOf(const HistoryEntry &entry, audit::Level level, audit::EventTime now);
    StoredAnswer answerOf(const TenantState &after) const;

    Tenants &m_tenants;
    const SettingsChange &m_change;
    AnswerKey m_key;
    RequestDigests m_digests;
    QHash<QString, QByteArray> m_seals; ///< of the new secrets, by path
};

Saving::Outcome Saving::run(const crypto::PasswordHasher &hasher)
{
    if (const auto prepared = prepare(hasher); !prepared) {
        // A repeat of what was saved is based on an old revision now, and gets the first answer all the same.
        auto first = m_tenants.store().read([this](Database &database) { return firstAnswer(database); });
        if (first && *first)
            return std::move(**first);
        return std::unexpected(first ? prepared.error() : first.error());
    }
    return m_tenants.store().write([this](Transaction &transaction) { return perform(transaction); });
}

/// Finds most of what is to be refused, and hashes new secrets, before the writer is kept busy with it.
std::expected<void, SettingsRefusal> Saving::prepare(const crypto::PasswordHasher &hasher)
{
    const auto state = m_tenants.snapshot()->byId.value(m_change.editor.tenant);
    if (!state)
        return std::unexpected(Error(ErrorKind::NotFound, messages::TenantUnknown));
    const auto weighed
        = weigh(*state, m_change, notSealedYet, blobsIn(m_tenants, state->id), m_tenants.processKey(), m_tenants.now());
    if (!weighed)
        return std::unexpected(weighed.error());
    if (const auto refusal = refusalToShutOut(*weighed, m_change.consent))
        return std::unexpected(*refusal);
    for (auto secret = weighed->entered.begin(); secret != weighed->entered.end(); ++secret) {
        const auto hash = hasher.hash(secret.value());
        if (!hash)
            return std::unexpected(hash.error().under(secret.key()));
        m_seals.insert(secret.key(), *hash);
    }
    return {};
}

std::expected<std::optional<StoredAnswer>, SettingsRefusal> Saving::firstAnswer(Database &database) const
{
    if (m_key.key.isEmpty())
        return std::nullopt;
    auto row = answerUnder(database, m_key, m_tenants.now());
    if (!row)
        return std::unexpected(row.error());
    if (!*row)
        return std::nullopt;
    if (!(*row)->request.isSameRequest(m_digests))
        return std::unexpected(Error(ErrorKind::Invalid, messages::KeyUsedOtherwise));
    return std::move((*row)->answer);
}

Saving::Outcome Saving::perform(Transaction &transaction) const
{
    Database &database = transaction.database();
    auto first = firstAnswer(database);
    if (!first)
        return std::unexpected(first.error());
    if (*first)
        return std::move(**first);
    const auto before = presentState(database);
    if (!before)
        return std::unexpected(before.error());
    const auto now = m_tenants.now();
    const auto weighed = weigh(
        **before, m_change, [this](const QString &path) { return m_seals.value(path); },
        blobsIn(database, (*before)->id), m_tenants.processKey(), now);
    if (!weighed)
        return std::unexpected(weighed.error());
    if (const auto refusal = refusalToShutOut(*weighed, m_change.consent))
        return std::unexpected(*refusal);

    const auto after = store(transaction, *before, *weighed, now);
    if (!after)
        return std::unexpected(after.error());
    StoredAnswer answer = answerOf(**after);
    if (!m_key.key.isEmpty()) {
        if (const auto stored = storeAnswer(database, m_key, {m_digests, answer}, now); !stored)
            return std::unexpected(stored.error());
    }
    return answer;
}

/// What the transaction sees. The published state is that, unless another change is about to be committed with this
/// one; then the store knows better.
Result<std::shared_ptr<const TenantState>> Saving::presentState(Database &database) const
{
    auto published = m_tenants.snapshot()->byId.value(m_change.editor.tenant);
    if (!published)
        return std::unexpected(Error(ErrorKind::NotFound, messages::TenantUnknown));
    const auto revisions = storedRevisions(database, published->id);
    if (!revisions)
        return std::unexpected(revisions.error());
    if (*revisions == published->revisions)
        return published;
    auto stored = storedSettings(database, published->id);
    if (!stored)
        return std::unexpected(stored.error());
    auto state = std::make_shared<TenantState>(*published);
    state->revisions = std::move(stored->revisions);
    adopt(*state, std::move(stored->settings));
    return state;
}

/// Writes what changed and returns the state that follows; @p before itself where nothing changed.
Result<std::shared_ptr<const TenantState>> Saving::store(Transaction &transaction,
    const std::shared_ptr<const TenantState> &before, const Weighed &weighed, audit::EventTime now) const
{
    if (weighed.changed.isEmpty())
        return before;
    auto after = std::make_shared<TenantState>(*before);
    adopt(*after, weighed.settings);
    const QString reason = weighed.consentToken.isEmpty() ? QString() : m_change.consent->reason.trimmed();
    Database &database = transaction.database();
    if (after->subdomain != before->subdomain) {
        if (const auto renamed = renameTenant(database, after->id, after->subdomain, now); !renamed)
            return std::unexpected(renamed.error().under(u"subdomain.name"_s));
    }
    const policy::Blob &image = after->settings.loginPage.image;
    if (image != before->settings.loginPage.image) {
        if (const auto kept = keepImage(database, after->id, image.sha256); !kept)
            return std::unexpected(kept.error());
    }

    QList<HistoryEntry> entries;
    QList<audit::Event> events;
    for (const ChangedSection &section : weighed.changed) {
        policy::Revision &revision = after->revisions[section.key];
        revision = {revision.number + 1, toDateTime(now), m_change.editor.loginName};
        if (const auto stored = storeSection(database, after->id, after->settings, section.key, revision); !stored)
            return std::unexpected(stored.error());
        entries << entryOf(section, revision, reason);
        const bool isWeaker = policy::weakens(before->settings, after->settings, section.key);
        events << eventOf(entries.last(), isWeaker ? audit::Level::Warning : audit::Level::Notice, now);
    }
    if (const auto written = write(transaction, *after, std::move(entries), events); !written)
        return std::unexpected(written.error());
    // First of what follows the commit: who follows finds the new settings in force.
    transaction.afterCommit([&tenants = m_tenants, after] { tenants.publish(after); });
    const Editor &editor = m_change.editor;
    const Author by{.loginName = editor.loginName, .address = editor.address, .at = now, .user = editor.user};
    if (const auto followed = m_tenants.follow(transaction, *before, *after, by); !followed)
        return std::unexpected(followed.error());
    return after;
}

/// Each entry of the history has the number of its own event.
Result<void> Saving::write(Transaction &transaction, const TenantState &after, QList<HistoryEntry> entries,
    const QList<audit::Event> &events) const
{
    const auto last = appendEvents(transaction, after.id, events);
    if (!last)
        return std::unexpected(last.error());
    qint64 event = *last - events.size();
    for (HistoryEntry &entry : entries) {
        entry.event = ++event;
        const auto value = policy::sectionToJson(after.settings, entry.section, policy::JsonUse::Answer);
        if (const auto appended = appendHistory(transaction.database(), after.id, entry, value); !appended)
            return appended;
    }
    return {};
}

HistoryEntry Saving::entryOf(
    const ChangedSection &section, const policy::Revision &revision, const QString &reason) const
{
    return {
        .section = section.key,
        .revision = revision.number,
        .at = revision.at,
        .by = revision.by,
        .address = m_change.editor.address,
        .reason = reason,
        .changes = section.changes,
    };
}

audit::Event Saving::eventOf(const HistoryEntry &entry, audit::Level level, audit::EventTime now)
{
    const auto [module, action] = wordsOfChange(entry.section);
    const QString what = entry.changes.isEmpty() ? u"order"_s : policy::describe(entry.changes);
    return {
        .time = now,
        .source = entry.address,
        .user = entry.by,
        .service = u"Common"_s,
        .module = module,
        .action = action,
        .level = level,
        .complement = entry.reason.isEmpty() ? what : what + u"; reason: "_s + entry.reason,
    };
}

StoredAnswer Saving::answerOf(const TenantState &after) const
{
    QJsonObject sections;
    QDateTime inForceSince;
    for (auto key = m_change.draft.keyBegin(); key != m_change.draft.keyEnd(); ++key) {
        sections.insert(*key, sectionAnswer(after.settings, after.revisions, *key));
        const QDateTime changedAt = after.revisions.value(*key).at;
        if (!inForceSince.isValid() || changedAt > inForceSince)
            inForceSince = changedAt;
    }
    const QJsonObject body{
        {u"sections"_s, sections},
        {u"inForceSince"_s, policy::toJson(inForceSince, policy::JsonUse::Answer)},
    };
    return {
        .status = 200,
        .tag = revisionTag(after.revisions),
        .body = QJsonDocument(body).toJson(QJsonDocument::Compact),
    };
}

}

std::expected<StoredAnswer, SettingsRefusal> saveSettings(
    Tenants &tenants, const crypto::PasswordHasher &hasher, const SettingsChange &change)
{
    return Saving(tenants, change).run(hasher);
}

namespace {

/// What an administrator should know before he saves what he may.
Result<Errors> warningsOf(Tenants &tenants, const TenantState &before, const policy::Settings &drafted)
{
    Errors warnings = policy::cautionsOf(drafted);
    const auto keepFor = drafted.auditRetention.keepFor;
    if (keepFor >= before.settings.auditRetention.keepFor)
        return warnings;
    const auto gone = forecastRetention(tenants, before.id, keepFor, drafted.tenant.timeZone);
    if (!gone)
        return std::unexpected(gone.error());
    if (gone->events() > 0)
        warnings << Error(ErrorKind::Invalid, messages::RetentionDeletes,
            {QString::number(gone->events()), QString::number(gone->first), QString::number(gone->last)},
            u"auditRetention.keepFor"_s);
    return warnings;
}

}

std::expected<SettingsForecast, SettingsRefusal> checkSettings(Tenants &tenants, const SettingsChange &change)
{
    const auto state = tenants.snapshot()->byId.value(change.editor.tenant);
    if (!state)
        return std::unexpected(Error(ErrorKind::NotFound, messages::TenantUnknown));
    const auto now = tenants.now();
    const auto weighed = weigh(*state, change, notSealedYet, blobsIn(tenants, state->id), tenants.processKey(), now);
    SettingsForecast forecast;
    if (weighed) {
        forecast.wayIn = weighed->wayIn;
        forecast.consentToken = weighed->consentToken;
        const auto warnings = warningsOf(tenants, *state, weighed->settings);
        if (!warnings)
            return std::unexpected(warnings.error());
        forecast.warnings = *warnings;
        for (const ChangedSection &section : weighed->changed)
            forecast.changes.insert(section.key, section.changes);
        return forecast;
    }
    if (!weighed.error().stale.isEmpty())
        return std::unexpected(weighed.error());
    forecast.errors = weighed.error().errors;
    forecast.mistakes = weighed.error().mistakes;
    forecast.wayIn = decideWayIn(state->settings, change.wayIn, toDateTime(now));
    return forecast;
}

}
