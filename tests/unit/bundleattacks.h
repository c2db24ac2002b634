// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/bundle/verdict.h"
#include "builtbundle.h"

#include <functional>

namespace sekimori::audit::bundle {

/// What somebody does to the bundle of a log of 95 events, and what has to be told to who knows the log's key.
struct BundleAttack {
    const char *name = nullptr;
    Verdict::State state{};
    qint64 from = 0;
    qint64 to = 0;
    QString entry{};
    std::function<void(BundleFiles &files, const ChainedLog &log)> change{};
};

QList<BundleAttack> bundleAttacks();

/// The event as it never was, in its canonical form.
QByteArray forged(const ChainedLog &log, qint64 number);

}
