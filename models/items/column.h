// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <compare>

namespace sekimori::items {

/// A column of a table: everything a model or a sort has to know of it.
template<typename Row>
struct Column {
    QString (*title)();
    QString (*text)(const Row &row);
    std::strong_ordering (*order)(const Row &left, const Row &right);
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

inline std::strong_ordering caseless(const QString &left, const QString &right)
{
    return left.compare(right, Qt::CaseInsensitive) <=> 0;
}

}
