// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/bytestream.h"

struct inflate_state;

namespace sekimori::audit::files {

/// What a ZIP says about an entry, to be held against what comes out.
struct Expected {
    quint32 checksum = 0;
    quint64 size = 0;
};

/// Inflates by ISA-L, straight into the room that the reader gives: gzip with any number of members, or the bare stream
/// of a ZIP entry.
class InflatingStream final : public ByteStream {
public:
    static std::unique_ptr<InflatingStream> ofGzip(PackedInput input);
    static std::unique_ptr<InflatingStream> ofEntry(PackedInput input, std::optional<Expected> expected);
    ~InflatingStream() override;

    Result<size_t> read(std::span<char> room) override;
    quint64 consumed() const override;

private:
    InflatingStream(PackedInput input, bool isGzip, std::optional<Expected> expected);

    bool takeInput();
    void inflatePiece();
    void endMember();
    void checkEntry();
    void fail(const Message &message, const QStringList &arguments = {});

    PackedInput m_input;
    std::unique_ptr<inflate_state> m_state;
    std::optional<Error> m_failure;
    std::optional<Expected> m_expected;
    quint64 m_made = 0;
    quint32 m_checksum = 0;
    bool m_isGzip = false;
    bool m_isFinished = false;
};

/// An entry that a ZIP holds as it is: passes it on and checks it.
class StoredStream final : public ByteStream {
public:
    StoredStream(std::string_view bytes, std::optional<Expected> expected)
        : m_bytes(bytes)
        , m_expected(expected)
    {
    }

    Result<size_t> read(std::span<char> room) override;
    quint64 consumed() const override { return m_bytes.consumed(); }

private:
    MemoryStream m_bytes;
    std::optional<Expected> m_expected;
    quint64 m_made = 0;
    quint32 m_checksum = 0;
};

}
