// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/certificatebook.h"

#include "crypto/clientauthority.h"
#include "crypto/tokens.h"

namespace sekimori::platformd {
namespace {

/// The last second counts whole.
constexpr std::chrono::seconds lastSecond{1};

std::size_t partOf(const QByteArray &digest)
{
    return static_cast<unsigned char>(digest.front());
}

}

CertificateBook CertificateBook::withAuthority(const QByteArray &authorityPem) const
{
    CertificateBook book = *this;
    book.m_authorityPem = authorityPem;
    return book;
}

CertificateBook CertificateBook::with(const KnownCertificates &changed) const
{
    CertificateBook book = *this;
    std::array<std::shared_ptr<KnownCertificates>, parts> copies;
    for (auto each = changed.begin(); each != changed.end(); ++each) {
        const std::size_t part = partOf(each.key());
        if (!copies.at(part)) {
            const auto &present = m_parts.at(part);
            copies.at(part) = std::make_shared<KnownCertificates>(present ? *present : KnownCertificates());
            book.m_parts.at(part) = copies.at(part);
        }
        copies.at(part)->insert(each.key(), *each);
    }
    return book;
}

JudgedCertificate CertificateBook::judge(const QByteArray &der, audit::EventTime now) const
{
    JudgedCertificate judged{.facts = {.presented = true}, .user = {}};
    const QByteArray digest = crypto::fingerprintSha256(der);
    const auto &part = m_parts.at(partOf(digest));
    const auto known = part ? part->constFind(digest) : KnownCertificates::const_iterator();
    if (!part || known == part->cend()) {
        // Only here, for those that are turned away in any case, a signature is checked.
        judged.facts.issuedHere = crypto::isSignedBy(der, m_authorityPem);
        return judged;
    }
    judged.facts = {
        .presented = true,
        .issuedHere = true,
        .known = true,
        .begun = known->beginsAt <= now,
        .ended = known->endsAt + lastSecond <= now,
        .revoked = known->isRevoked,
        .userExists = known->userExists,
        .userPermitted = known->userIsPermitted,
    };
    if (known->userExists)
        judged.user = known->user;
    return judged;
}

}
