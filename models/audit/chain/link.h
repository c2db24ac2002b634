// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <optional>

/// The proof that a log was not altered: each event's hash is made over the one before it, so that a change of one
/// changes all that follow, and every now and then the last one is signed. resources/api/sealed-bundle.md says it for
/// strangers.
namespace sekimori::audit::chain {

/// SHA-256.
struct Hash {
    std::array<unsigned char, 32> bytes{};

    QByteArrayView view() const { return {bytes.data(), qsizetype(bytes.size())}; }
    QByteArray toBytes() const { return view().toByteArray(); }
    QByteArray toHex() const { return toBytes().toHex(); } ///< 64 digits, lower case
    static std::optional<Hash> fromBytes(QByteArrayView bytes); ///< 32 of them
    static std::optional<Hash> fromHex(QByteArrayView digits); ///< lower case, as toHex() writes it

    bool operator==(const Hash &) const = default;
};

/// What the first event of the log @p logId is linked to.
Hash originOf(QByteArrayView logId);

/// The hash of the event whose canonical form is @p line, behind the one with the hash @p before.
Hash linked(const Hash &before, QByteArrayView line);

}
