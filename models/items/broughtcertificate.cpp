// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/broughtcertificate.h"

#include "crypto/clientauthority.h"

#include <algorithm>

namespace sekimori::items {

using platform::CertificateState;

namespace {

/// Serial numbers are written with and without zeros in front, in large and small letters.
QString bare(const QString &serial)
{
    QString bare = serial.toLower();
    while (bare.startsWith(u'0'))
        bare.remove(0, 1);
    return bare;
}

CertificateState stateOf(const platform::IssuedCertificate &certificate, const QDateTime &now)
{
    if (certificate.revokedAt.isValid())
        return CertificateState::Revoked;
    return certificate.endsAt <= now ? CertificateState::Expired : CertificateState::Valid;
}

}

BroughtCertificate::BroughtCertificate(const platform::CertificatesClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_reading([this](const Result<crypto::Pkcs12Content> &content) { take(content); })
{
}

void BroughtCertificate::open(const QByteArray &file, const QString &password)
{
    m_isReading = true;
    m_error.reset();
    m_reading.ask([file, password] { return crypto::readPkcs12(file, password); });
    emit changed();
}

void BroughtCertificate::take(const Result<crypto::Pkcs12Content> &content)
{
    m_isReading = false;
    if (!content) {
        m_error = content.error();
        emit changed();
        return;
    }
    m_content = *content;
    askAgain();
}

void BroughtCertificate::askAgain()
{
    m_standing = Standing::Asking;
    m_failure.reset();
    m_asking = m_client.authorityFile([this](const platform::Answer<QByteArray> &pem) {
        if (pem)
            judge(*pem);
        else if (pem.error().kind == platform::Failure::Kind::Refused)
            conclude(Standing::Foreign); // There is no authority yet that could have issued it.
        else
            fail(pem.error());
    });
    emit changed();
}

void BroughtCertificate::judge(const QByteArray &authorityPem)
{
    if (!crypto::isSignedBy(m_content->certificateDer, authorityPem))
        conclude(Standing::Foreign);
    else if (m_content->userId.isEmpty())
        conclude(Standing::Unknown);
    else
        askForHolder({});
}

void BroughtCertificate::askForHolder(const QString &after)
{
    m_asking = m_client.page({.search = m_content->userId, .order = platform::CertificateFilter::Order::Name},
        m_client.mostHolders, after, [this](const auto &page) { takePage(page); });
}

void BroughtCertificate::takePage(const platform::Answer<platform::CertificatePage> &page)
{
    if (!page)
        return fail(page.error());
    const auto found = std::ranges::find(page->holders, m_content->userId, &platform::CertificateHolder::loginName);
    if (found == page->holders.end() && !page->next.isEmpty())
        return askForHolder(page->next);
    if (found == page->holders.end())
        return conclude(Standing::Unknown);
    m_holder = *found;
    m_asking = m_client.of(m_holder.id, [this](const auto &certificates) { takeCertificates(certificates); });
}

void BroughtCertificate::takeCertificates(const platform::Answer<QList<platform::IssuedCertificate>> &certificates)
{
    if (!certificates)
        return fail(certificates.error());
    const QString serial = bare(m_content->certificate.serial);
    const auto found = std::ranges::find(
        *certificates, serial, [](const platform::IssuedCertificate &each) { return bare(each.serial); });
    if (found == certificates->end())
        return conclude(Standing::Unknown);
    m_holder.certificate = *found;
    m_state = stateOf(*found, QDateTime::currentDateTimeUtc());
    conclude(Standing::Known);
}

void BroughtCertificate::conclude(Standing standing)
{
    m_asking = {};
    m_standing = standing;
    emit changed();
}

void BroughtCertificate::fail(const platform::Failure &failure)
{
    m_failure = failure;
    conclude(Standing::Unanswered);
}

}
