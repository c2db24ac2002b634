// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/certificates.h"

#include <QTimeZone>

/// Certificates in words, for people.
namespace sekimori::items {

/// `Valid`, of anybody's.
QString stateName(platform::CertificateState state);
/// The same of one, with what matters then: `Expires in 12 days`, `Revoked: replaced by another`.
QString stateText(const platform::CertificateHolder &holder, const QDateTime &now);
/// What became of the file: `Can be fetched until 2026-11-28`.
QString fileText(const platform::CertificateHolder &holder, const QDateTime &now, const QTimeZone &zone);

QString profileName(platform::CertificateProfile profile);
/// Which systems can read it, and what it is made of.
QString profileExplanation(platform::CertificateProfile profile);

QString reasonName(platform::RevocationReason reason);
QString reasonExplanation(platform::RevocationReason reason);

/// Days until @p end, of which a begun one counts; 0 when it is over.
int daysLeft(const QDateTime &end, const QDateTime &now);
/// `Sato Ichiro (sato)`; only the login name where there is no other.
QString personText(const platform::CertificateHolder &holder);

}
