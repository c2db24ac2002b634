// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventnames.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// A long walk through a log may meet very many; then it begins anew.
constexpr qsizetype mostKept = 100'000;

struct KindKey {
    QString service;
    QString module;
    QString action;

    bool operator==(const KindKey &) const = default;
};

size_t qHash(const KindKey &key, size_t seed)
{
    return qHashMulti(seed, key.service, key.module, key.action);
}

qint64 codeIn(const QSqlQuery &row)
{
    return row.value(0).toLongLong();
}

/// Some events' texts of one sort: how often each comes, and then its code.
template<typename Key>
class Counting {
public:
    void count(const Key &key) { ++m_values[key]; }
    qint64 operator[](const Key &key) const { return m_values.value(key); }

    /// @p store turns key and count into a code.
    Result<void> run(auto store)
    {
        for (auto it = m_values.begin(); it != m_values.end(); ++it) {
            const Result<std::optional<qint64>> code = store(it.key(), it.value());
            if (!code)
                return std::unexpected(code.error());
            it.value() = code->value_or(0);
        }
        return {};
    }

private:
    QHash<Key, qint64> m_values;
};

Result<std::optional<qint64>> storeName(
    Database &database, TenantId tenant, audit::Field field, const QString &text, qint64 count)
{
    return database.first(u"INSERT INTO event_names (tenant, field, text, count) VALUES (?, ?, ?, ?)"
                          " ON CONFLICT DO UPDATE SET count = count + excluded.count RETURNING id"_s,
        {tenant.value, int(field), text, count}, codeIn);
}

Result<std::optional<qint64>> storeKind(Database &database, TenantId tenant, const KindKey &kind, qint64 count)
{
    return database.first(u"INSERT INTO event_kinds (tenant, service, module, action, count) VALUES (?, ?, ?, ?, ?)"
                          " ON CONFLICT DO UPDATE SET count = count + excluded.count RETURNING id"_s,
        {tenant.value, kind.service, kind.module, kind.action, count}, codeIn);
}

/// What @p looking finds, kept in @p known.
template<typename Key>
Result<std::optional<qint64>> codeFound(Statement &looking, QHash<Key, qint64> &known, const Key &key)
{
    std::optional<qint64> code;
    if (looking.next())
        code = looking.integer(0);
    looking.reset();
    if (const auto outcome = looking.outcome(); !outcome)
        return std::unexpected(outcome.error());
    if (known.size() >= mostKept)
        known.clear();
    if (code)
        known.insert(key, *code);
    return code;
}

KindKey kindOf(const audit::Event &event)
{
    return {event.service, event.module, event.action};
}

}

Result<QList<EventCodes>> countNames(Database &database, TenantId tenant, const QList<audit::Event> &events)
{
    Counting<QString> sources;
    Counting<QString> users;
    Counting<KindKey> kinds;
    for (const audit::Event &event : events) {
        sources.count(event.source);
        users.count(event.user);
        kinds.count(kindOf(event));
    }
    const auto storing = [&](audit::Field field) {
        return [&database, tenant, field](
                   const QString &text, qint64 count) { return storeName(database, tenant, field, text, count); };
    };
    const auto stored = sources.run(storing(audit::Field::Source))
                            .and_then([&] { return users.run(storing(audit::Field::User)); })
                            .and_then([&] {
                                return kinds.run([&](const KindKey &kind, qint64 count) {
                                    return storeKind(database, tenant, kind, count);
                                });
                            });
    if (!stored)
        return std::unexpected(stored.error());
    QList<EventCodes> codes;
    codes.reserve(events.size());
    for (const audit::Event &event : events)
        codes.append({sources[event.source], users[event.user], kinds[kindOf(event)]});
    return codes;
}

Result<EventNames> EventNames::open(Database &database, TenantId tenant)
{
    auto names = Statement::prepare(database, u"SELECT text FROM event_names WHERE id = ?1 AND tenant = ?2"_s);
    if (!names)
        return std::unexpected(names.error());
    auto kinds = Statement::prepare(
        database, u"SELECT service, module, action FROM event_kinds WHERE id = ?1 AND tenant = ?2"_s);
    if (!kinds)
        return std::unexpected(kinds.error());
    names->bind(2, tenant.value);
    kinds->bind(2, tenant.value);
    return EventNames(*std::move(names), *std::move(kinds));
}

EventNames::EventNames(Statement names, Statement kinds)
    : m_readName(std::move(names))
    , m_readKind(std::move(kinds))
{
}

Result<QString> EventNames::name(qint64 code)
{
    if (const auto known = m_names.constFind(code); known != m_names.constEnd())
        return *known;
    if (m_names.size() >= mostKept)
        m_names.clear();
    m_readName.bind(1, code);
    const QString text = m_readName.next() ? m_readName.text(0) : QString();
    m_readName.reset();
    if (const auto outcome = m_readName.outcome(); !outcome)
        return std::unexpected(outcome.error());
    m_names.insert(code, text);
    return text;
}

Result<EventKind> EventNames::kind(qint64 code)
{
    if (const auto known = m_kinds.constFind(code); known != m_kinds.constEnd())
        return *known;
    if (m_kinds.size() >= mostKept)
        m_kinds.clear();
    EventKind kind;
    m_readKind.bind(1, code);
    if (m_readKind.next())
        kind = {m_readKind.text(0), m_readKind.text(1), m_readKind.text(2)};
    m_readKind.reset();
    if (const auto outcome = m_readKind.outcome(); !outcome)
        return std::unexpected(outcome.error());
    m_kinds.insert(code, kind);
    return kind;
}

Result<EventNameCodes> EventNameCodes::open(Database &database, TenantId tenant)
{
    auto names
        = Statement::prepare(database, u"SELECT id FROM event_names WHERE tenant = ?1 AND field = ?2 AND text = ?3"_s);
    if (!names)
        return std::unexpected(names.error());
    auto kinds = Statement::prepare(
        database, u"SELECT id FROM event_kinds WHERE tenant = ?1 AND service = ?2 AND module = ?3 AND action = ?4"_s);
    if (!kinds)
        return std::unexpected(kinds.error());
    names->bind(1, tenant.value);
    kinds->bind(1, tenant.value);
    return EventNameCodes(*std::move(names), *std::move(kinds));
}

EventNameCodes::EventNameCodes(Statement names, Statement kinds)
    : m_findName(std::move(names))
    , m_findKind(std::move(kinds))
{
}

Result<std::optional<qint64>> EventNameCodes::name(audit::Field field, const QString &text)
{
    const std::pair key{field, text};
    if (const auto known = m_names.constFind(key); known != m_names.constEnd())
        return *known;
    m_findName.bind(2, qint64(field));
    m_findName.bind(3, text);
    return codeFound(m_findName, m_names, key);
}

Result<std::optional<qint64>> EventNameCodes::kind(const EventKind &kind)
{
    const QStringList key{kind.service, kind.module, kind.action};
    if (const auto known = m_kinds.constFind(key); known != m_kinds.constEnd())
        return *known;
    for (int i = 0; i < key.size(); ++i)
        m_findKind.bind(2 + i, key[i]);
    return codeFound(m_findKind, m_kinds, key);
}

}
