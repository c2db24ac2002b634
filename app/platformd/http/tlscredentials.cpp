// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/tlscredentials.h"

#include "crypto/opensslerrors.h"
#include "crypto/pem.h"
#include "crypto/serverauthority.h"

#include <QTimeZone>

#include <openssl/err.h>
#include <openssl/pem.h>

#include <ctime>

namespace sekimori::platformd {
namespace {

QStringList dnsNamesOf(const X509 *certificate)
{
    const crypto::GeneralNamesPointer names(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    QStringList result;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type != GEN_DNS)
            continue;
        const auto *text = reinterpret_cast<const char *>(ASN1_STRING_get0_data(name->d.dNSName));
        result.append(QString::fromLatin1(text, ASN1_STRING_length(name->d.dNSName)).toLower());
    }
    return result;
}

QString subjectOf(const X509 *certificate)
{
    const crypto::BioPointer text(BIO_new(BIO_s_mem()));
    if (!text || X509_NAME_print_ex(text.get(), X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253) < 0)
        return {};
    const char *begin = nullptr;
    const long size = BIO_get_mem_data(text.get(), &begin);
    return QString::fromUtf8(begin, size);
}

QDateTime endOf(const X509 *certificate)
{
    std::tm end = {};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) != 1)
        return {};
    const QDate date(end.tm_year + 1900, end.tm_mon + 1, end.tm_mday);
    return QDateTime(date, QTime(end.tm_hour, end.tm_min, end.tm_sec), QTimeZone::UTC);
}

}

ServerCredentials::ServerCredentials(crypto::X509Pointer certificate, Chain chain, crypto::KeyPointer key)
    : m_certificate(std::move(certificate))
    , m_chain(std::move(chain))
    , m_key(std::move(key))
    , m_hostNames(dnsNamesOf(m_certificate.get()))
    , m_expiresAt(endOf(m_certificate.get()))
{
}

Result<ServerCredentials::Chain> ServerCredentials::readChain(QByteArrayView pem)
{
    const crypto::BioPointer reader(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    Chain chain(sk_X509_new_null());
    while (crypto::X509Pointer next{PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr)}) {
        // The first is the server's own, which is kept apart.
        if (sk_X509_push(chain.get(), next.get()) > 0)
            static_cast<void>(next.release());
    }
    if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE)
        return std::unexpected(crypto::opensslError(ErrorKind::Malformed, crypto::certificateMalformed));
    ERR_clear_error();
    crypto::X509Pointer(sk_X509_shift(chain.get())).reset();
    return chain;
}

Result<std::shared_ptr<const ServerCredentials>> ServerCredentials::load(const TlsIdentity &identity)
{
    auto certificate = crypto::certificateFromPem(identity.certificateChainPem);
    if (!certificate)
        return std::unexpected(certificate.error());
    auto chain = readChain(identity.certificateChainPem);
    if (!chain)
        return std::unexpected(chain.error());
    auto key = crypto::privateKeyFromPem(identity.privateKeyPem);
    if (!key)
        return std::unexpected(key.error());
    const QString subject = subjectOf(certificate->get());
    if (X509_check_private_key(certificate->get(), key->get()) != 1) {
        ERR_clear_error();
        return std::unexpected(Error(ErrorKind::Invalid, crypto::keyDiffers, {subject}));
    }

    std::shared_ptr<const ServerCredentials> credentials(
        new ServerCredentials(std::move(*certificate), std::move(*chain), std::move(*key)));
    if (credentials->m_hostNames.isEmpty())
        return std::unexpected(Error(ErrorKind::Invalid, CertificateNamesNoHost, {subject}));

    // OpenSSL refuses weak keys and signatures only here; better now than in every handshake.
    const std::unique_ptr<SSL_CTX, crypto::FreedBy<SSL_CTX_free>> context(SSL_CTX_new(TLS_server_method()));
    const std::unique_ptr<SSL, crypto::FreedBy<SSL_free>> trial(context ? SSL_new(context.get()) : nullptr);
    if (!trial || !credentials->applyTo(trial.get()))
        return std::unexpected(Error(ErrorKind::Invalid, CredentialsRefused, {subject, crypto::takeOpensslErrors()}));
    return credentials;
}

bool ServerCredentials::covers(QStringView hostName) const
{
    const qsizetype dot = hostName.indexOf(u'.');
    for (const QString &name : m_hostNames) {
        if (hostName.compare(name, Qt::CaseInsensitive) == 0)
            return true;
        const bool isWildcard = name.startsWith(u"*.");
        if (isWildcard && dot > 0
            && hostName.sliced(dot).compare(QStringView(name).sliced(1), Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

bool ServerCredentials::applyTo(SSL *connection) const
{
    return SSL_use_cert_and_key(connection, m_certificate.get(), m_key.get(), m_chain.get(), 1) == 1;
}

}
