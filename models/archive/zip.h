// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace sekimori::archive {

inline constexpr Message zipNotMade{
    "archive.zipNotMade", QT_TRANSLATE_NOOP("Messages", "The ZIP archive could not be made: %1.")};

struct Member {
    QString name; ///< safe; see safenames.h
    QByteArray content;
};

/// A ZIP archive of @p members, all of @p time, which only their owner can read once they are unpacked.
Result<QByteArray> zip(const QList<Member> &members, const QDateTime &time);

}
