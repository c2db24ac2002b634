// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/settingsstate.h"

#include <QList>
#include <QString>

namespace sekimori::platform {

/// Name and password for the gate's Basic authentication.
struct GatePair {
    QString userName;
    QString password;

    bool operator==(const GatePair &) const = default;
};

/// The pair that will open the gate once @p draft is in force, as far as it can be known: entered in the draft, or one
/// of
/// @p known whose password the draft leaves alone.
std::optional<GatePair> pairAfter(const SettingsDraft &draft, const QList<GatePair> &known);

/// The pairs to present, likeliest first.
class GatePairs {
public:
    const QList<GatePair> &all() const { return m_pairs; }
    /// The first that is not among @p tried.
    std::optional<GatePair> nextAfter(const QList<GatePair> &tried) const;

    void replace(const QList<GatePair> &pairs);
    void promote(const GatePair &pair); ///< known or not, it is the first from now on
    void addLast(const GatePair &pair);
    void remove(const GatePair &pair);

private:
    QList<GatePair> m_pairs;
};

}
