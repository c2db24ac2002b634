// SPDX-License-Identifier: GPL-3.0-or-later
#include "local/localidentity.h"

#include "crypto/certificatesummary.h"
#include "crypto/opensslerrors.h"
#include "crypto/pem.h"

#include <QFile>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr auto authorityLife = std::chrono::days(3650);
constexpr auto serverLife = std::chrono::days(397); // Clients take no more.
constexpr auto renewal = std::chrono::days(30); // So long before its end a certificate is made anew.

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(64 * 1024) : QByteArray();
}

crypto::KeyAndCertificate readPair(const QString &folder, const QString &name)
{
    return {.keyPem = contentOf(folder + u'/' + name + u"-key.pem"_s),
        .certificatePem = contentOf(folder + u'/' + name + u".pem"_s)};
}

Result<void> writePair(const QString &folder, const QString &name, const crypto::KeyAndCertificate &pair)
{
    return writePrivately(folder + u'/' + name + u"-key.pem"_s, pair.keyPem).and_then([&] {
        return writePrivately(folder + u'/' + name + u".pem"_s, pair.certificatePem);
    });
}

bool holdsUntil(const crypto::KeyAndCertificate &pair, std::chrono::sys_seconds now, std::chrono::sys_seconds until)
{
    const auto summary = crypto::readCertificate(pair.certificatePem);
    return summary && summary->notBefore <= now && summary->notAfter >= until;
}

/// The key is the certificate's, and the certificate was signed by @p authority's key.
bool isVouchedFor(const crypto::KeyAndCertificate &pair, const crypto::KeyAndCertificate &authority)
{
    const auto certificate = crypto::certificateFromPem(pair.certificatePem);
    const auto key = crypto::privateKeyFromPem(pair.keyPem);
    const auto issuer = crypto::certificateFromPem(authority.certificatePem);
    const bool isGood = certificate && key && issuer && X509_check_private_key(certificate->get(), key->get()) == 1
        && X509_verify(certificate->get(), X509_get0_pubkey(issuer->get())) == 1;
    crypto::takeOpensslErrors(); // What is not good is made anew; why it was not does not matter.
    return isGood;
}

Result<crypto::KeyAndCertificate> authorityIn(const QString &folder, std::chrono::sys_seconds now)
{
    const QString name = u"authority"_s;
    auto present = readPair(folder, name);
    if (isVouchedFor(present, present) && holdsUntil(present, now, now + serverLife))
        return present;
    auto made = crypto::makeAuthority(u"Sekimori local platform"_s, now - std::chrono::hours(1), now + authorityLife);
    if (!made)
        return made;
    return writePair(folder, name, *made).transform([&] { return *made; });
}

Result<crypto::KeyAndCertificate> serverIn(const QString &folder, const QString &domain,
    const crypto::KeyAndCertificate &authority, std::chrono::sys_seconds now)
{
    const QString name = u"server"_s;
    auto present = readPair(folder, name);
    if (isVouchedFor(present, authority) && holdsUntil(present, now, now + renewal))
        return present;
    const QStringList names{u"*."_s + domain, u"*.s."_s + domain};
    auto made = crypto::issueServerCertificate(
        authority, names, {}, now - std::chrono::hours(1), now - std::chrono::hours(1) + serverLife);
    if (!made)
        return made;
    return writePair(folder, name, *made).transform([&] { return *made; });
}

}

Result<void> writePrivately(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(text) == text.size() && file.commit();
    if (!written)
        return std::unexpected(Error{ErrorKind::Unavailable, LocalFileNotWritten, {path, file.errorString()}});
    return {};
}

Result<LocalIdentity> localIdentity(const QString &folder, const QString &domain, std::chrono::sys_seconds now)
{
    const auto authority = authorityIn(folder, now);
    if (!authority)
        return std::unexpected(authority.error());
    const auto server = serverIn(folder, domain, *authority, now);
    if (!server)
        return std::unexpected(server.error());
    return LocalIdentity{
        .server = {.certificateChainPem = server->certificatePem, .privateKeyPem = server->keyPem},
        .authorityPem = authority->certificatePem,
    };
}

Result<std::shared_ptr<const crypto::SealingKey>> localOperatorKey(const QString &folder)
{
    const QString path = folder + u"/operator-key"_s;
    const auto shared
        = [](crypto::SealingKey key) { return std::make_shared<const crypto::SealingKey>(std::move(key)); };
    // One that is there but cannot be read is left alone: what it has sealed would be lost.
    if (QFile::exists(path))
        return crypto::SealingKey::fromText(contentOf(path)).transform(shared);
    const QByteArray text = crypto::SealingKey::newText();
    return writePrivately(path, text).and_then([&] { return crypto::SealingKey::fromText(text).transform(shared); });
}

}
