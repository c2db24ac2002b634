// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/accesspresets.h"
#include "policy/accesstable.h"

#include <QString>

/// Situations of access, what happens in them, and presets, as a person would say it.
namespace sekimori::items {

/// "With a wrong user name or password"
QString whoText(policy::Situation situation);
/// "An address that is not listed"; @p own is the address of whoever asks.
QString fromWhereText(policy::Situation situation, const QString &own);
/// "Refused (403)"
QString whatHappensText(const policy::AccessCase &row);
/// "The address is not listed. Basic authentication is off, …"
QString whyText(const policy::AccessCase &row);

/// "Listed addresses only"
QString presetTitle(policy::AccessPreset preset);
/// Who gets in by it, in a sentence or two.
QString presetText(policy::AccessPreset preset);

}
