// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/certificatesofmany.h"

namespace sekimori::items {

CertificatesOfMany::CertificatesOfMany(
    const platform::CertificatesClient &client, const QList<qint64> &users, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_users(users)
{
}

void CertificatesOfMany::goOn()
{
    m_failure.reset();
    ask();
    emit changed();
}

void CertificatesOfMany::ask()
{
    if (!isComplete())
        m_asking = m_client.of(m_users.at(m_asked), [this](const auto &answer) { take(answer); });
}

void CertificatesOfMany::take(const platform::Answer<QList<platform::IssuedCertificate>> &answer)
{
    m_asking = {};
    if (answer) {
        const qsizetype before = m_serials.size();
        for (const platform::IssuedCertificate &certificate : *answer) {
            if (!certificate.revokedAt.isValid() && certificate.endsAt > QDateTime::currentDateTimeUtc())
                m_serials.append(certificate.serial);
        }
        m_people += m_serials.size() > before;
        ++m_asked;
        ask();
    } else {
        m_failure = answer.error();
    }
    emit changed();
}

}
