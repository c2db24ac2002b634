// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/certificatesclient.h"

/// What the dialogs that change certificates have in common.
namespace sekimori::widgets {

/// @p all in pieces that one change can take.
template<typename T>
QList<QList<T>> inBatches(const QList<T> &all)
{
    QList<QList<T>> batches;
    for (qsizetype begin = 0; begin < all.size(); begin += platform::CertificatesClient::mostAtOnce)
        batches.append(all.mid(begin, platform::CertificatesClient::mostAtOnce));
    return batches;
}

template<typename T>
std::optional<platform::Failure> failureOf(const platform::Answer<T> &answer)
{
    return answer ? std::nullopt : std::optional(answer.error());
}

/// What a ZIP with their files may be called on every system.
QString zipNameFor(const QList<platform::CertificateHolder> &holders);

}
