// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/consent.h"

#include "crypto/tokens.h"
#include "policy/singleline.h"
#include "store/settingsjson.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

QByteArray consentToken(
    const QByteArray &processKey, const Editor &editor, const SettingsDraft &draft, const policy::Revisions &revisions)
{
    const QByteArray digest = crypto::keyedDigest(processKey,
        {"consent", QByteArray::number(editor.tenant.value), QByteArray::number(editor.user.value),
            canonicalText(draft), revisionTag(revisions)});
    return digest.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<Error> problemOf(const Consent &consent)
{
    auto error = policy::length(1, 500).check(consent.reason.trimmed());
    if (!error)
        error = policy::SingleLine{}.check(consent.reason);
    return error ? std::optional(error->under(u"reason"_s)) : std::nullopt;
}

}
