// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/settings.h"

#include <QTimeZone>

namespace sekimori::items {

/// One of the things that stand between a tenant and those outside, as it is set now, in words.
struct Protection {
    enum class Stance {
        Guarding,
        Off, ///< by choice, and nothing to worry about
        Open, ///< lets in or through what it could keep out
    };

    QLatin1StringView section;
    Stance stance = Stance::Guarding;
    QString state;

    bool operator==(const Protection &) const = default;
};

/// What protects the tenant at @p now: the ways in first, then what holds for those who came in.
QList<Protection> protectionsBy(const policy::Settings &settings, const QDateTime &now, const QTimeZone &zone);

}
