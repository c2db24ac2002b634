// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/compressions.h"

#include "audit/files/packingmistakes.h"

#include <KCompressionDevice>
#include <KFilterBase>
#include <algorithm>

namespace sekimori::audit::files {
namespace {

constexpr size_t mostAtOnce = 1 << 30; // the filters count in 32 bits

KCompressionDevice::CompressionType typeOf(Compression compression)
{
    switch (compression) {
    case Compression::Bzip2:
        return KCompressionDevice::BZip2;
    case Compression::Xz:
        return KCompressionDevice::Xz;
    case Compression::Zstd:
        return KCompressionDevice::Zstd;
    }
    Q_UNREACHABLE_RETURN(KCompressionDevice::None);
}

/// Drives the filter itself: KCompressionDevice loses what is left in its buffer where one stream follows another, and
/// cannot tell a cut stream from one that ends.
class FilteredStream final : public ByteStream {
public:
    FilteredStream(PackedInput input, Compression compression)
        : m_input(std::move(input))
        , m_filter(KCompressionDevice::filterForCompressionType(typeOf(compression)))
    {
        m_filter->setFilterFlags(KFilterBase::WithHeaders);
        if (!m_filter->init(QIODevice::ReadOnly))
            fail(isDamaged);
    }

    ~FilteredStream() override { m_filter->terminate(); }

    Result<size_t> read(std::span<char> room) override
    {
        m_room = room.first(std::min(room.size(), mostAtOnce));
        const size_t wanted = m_room.size();
        m_filter->setOutBuffer(m_room.data(), uint(m_room.size()));
        while (!m_room.empty() && !m_isFinished && !m_failure)
            unpackPiece();
        const size_t made = wanted - m_room.size();
        if (made == 0 && m_failure)
            return std::unexpected(*m_failure);
        return made;
    }

    quint64 consumed() const override { return m_input.consumed() - inputLeft().size(); }

private:
    std::string_view inputLeft() const
    {
        return m_piece.substr(m_piece.size() - size_t(m_filter->inBufferAvailable()));
    }

    void takeInput()
    {
        if (m_isInputOver || !inputLeft().empty())
            return;
        setInput(m_input.next());
    }

    void setInput(const Result<std::string_view> &piece)
    {
        if (!piece)
            m_failure = piece.error();
        m_piece = piece.value_or(std::string_view());
        m_isInputOver = m_piece.empty();
        m_filter->setInBuffer(m_piece.data(), uint(m_piece.size()));
    }

    void unpackPiece()
    {
        takeInput();
        const auto result = m_failure ? KFilterBase::Error : m_filter->uncompress();
        const size_t made = m_room.size() - size_t(m_filter->outBufferAvailable());
        m_room = m_room.subspan(made);
        m_made += made;
        m_madeOfStream += made;
        if (m_failure)
            return;
        const bool isStuck = m_isInputOver && made == 0;
        if (result == KFilterBase::End)
            return startNextStream();
        if (isStuck)
            return fail(isCut);
        if (result == KFilterBase::Error)
            fail(m_isFollowing && m_madeOfStream == 0 ? somethingFollows : isDamaged);
    }

    /// Zeros may stand between two streams.
    void startNextStream()
    {
        std::string_view rest = inputLeft();
        while (!m_isInputOver) {
            const size_t start = rest.find_first_not_of('\0');
            if (start != std::string_view::npos) {
                rest.remove_prefix(start);
                break;
            }
            setInput(m_input.next());
            rest = m_piece;
        }
        m_isFinished = rest.empty();
        if (m_isFinished)
            return;
        m_filter->init(QIODevice::ReadOnly);
        m_piece = rest;
        m_filter->setInBuffer(rest.data(), uint(rest.size()));
        m_filter->setOutBuffer(m_room.data(), uint(m_room.size()));
        m_isFollowing = true;
        m_madeOfStream = 0;
    }

    void fail(const Message &message)
    {
        m_failure.emplace(ErrorKind::Malformed, message, QStringList{QString::number(m_made)});
    }

    PackedInput m_input;
    std::unique_ptr<KFilterBase> m_filter;
    std::string_view m_piece;
    std::span<char> m_room;
    std::optional<Error> m_failure;
    quint64 m_made = 0;
    quint64 m_madeOfStream = 0;
    bool m_isFollowing = false;
    bool m_isInputOver = false;
    bool m_isFinished = false;
};

}

std::unique_ptr<ByteStream> openCompressed(PackedInput input, Compression compression)
{
    return std::make_unique<FilteredStream>(std::move(input), compression);
}

}
