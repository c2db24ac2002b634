// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/logkeytrust.h"

namespace sekimori::items {

LogKeyTrust::LogKeyTrust(const platform::IntegrityClient &client, QSettings &settings, const QString &connection,
    const QString &name, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_keys(settings)
    , m_connection(connection)
    , m_name(name)
{
}

void LogKeyTrust::refresh()
{
    m_asking = m_client.logKey([this](const auto &answer) { take(answer); });
    emit changed();
}

void LogKeyTrust::take(const platform::Answer<platform::LogIdentity> &answer)
{
    m_asking = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        m_log = *answer;
        m_standing = judge();
    }
    emit changed();
}

LogKeyTrust::Standing LogKeyTrust::judge()
{
    const auto seen = this->seen();
    if (!m_log->key)
        return seen ? Standing::Missing : Standing::NoKey;
    if (!seen && m_standing == Standing::Forgotten)
        return Standing::Forgotten;
    if (!seen) {
        keep();
        return Standing::SeenFirst;
    }
    const bool isSame = seen->id == m_log->key->id && seen->publicKey == m_log->key->publicKey;
    if (!isSame)
        return Standing::Changed;
    if (seen->name != m_name)
        m_keys.rename(m_connection, m_name);
    return m_standing == Standing::SeenFirst ? Standing::SeenFirst : Standing::AsBefore;
}

void LogKeyTrust::trust()
{
    if (!m_log || !m_log->key)
        return;
    keep();
    m_standing = Standing::AsBefore;
    emit changed();
}

void LogKeyTrust::forget()
{
    m_keys.forget(m_connection);
    m_standing = m_log && m_log->key ? Standing::Forgotten : Standing::NoKey;
    emit changed();
}

void LogKeyTrust::keep()
{
    m_keys.keep({.connection = m_connection,
        .name = m_name,
        .logId = m_log->logId,
        .id = m_log->key->id,
        .publicKey = m_log->key->publicKey,
        .seenAt = QDateTime::currentDateTimeUtc()});
}

}
