// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/bundle/verdict.h"
#include "audit/chain/checkpoint.h"

#include <functional>
#include <stop_token>

namespace sekimori::audit::bundle {

/// What the reader knows from somewhere else than the bundle.
struct Known {
    QList<crypto::VerifyingKey> keys{}; ///< of the log, in any order
    QList<chain::SignedCheckpoint> checkpoints{}; ///< as they came by mail

    /// Empty lines and what is between PEM blocks is skipped. An error where there is none.
    static Result<QList<crypto::VerifyingKey>> keysFromPem(QByteArrayView pem);
    /// Lines as chain::lineOf() writes them, wherever they stand: alone, in some text, or in mails as they were sent,
    /// attached or not. An error where there is none, and where one is not whole.
    static Result<QList<chain::SignedCheckpoint>> checkpointsIn(QByteArrayView text);
};

/// From 0 to 1, now and then, from the caller's thread.
using Progress = std::function<void(double)>;

/// Reads all of the bundle, a piece at a time. An error where the file cannot be read, where a checkpoint of @p known
/// that is of this log is signed by no key that is known or in the bundle, and where @p stop came.
Result<Verdict> verifyBundle(
    const QString &path, const Known &known, const std::stop_token &stop = {}, const Progress &progress = {});

}
