// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/packing.h"

#include "audit/query/deflating.h"
#include "audit/query/littleendian.h"
#include "audit/query/zipwriting.h"

#include <algorithm>
#include <utility>

using namespace std::chrono;

namespace sekimori::audit::query {
namespace {

class PlainSink final : public PackingSink {
public:
    explicit PlainSink(Sink &sink)
        : m_sink(sink)
    {
    }
    Result<void> write(std::string_view bytes) override { return m_sink.write(bytes); }
    Result<void> finish() override { return {}; }

private:
    Sink &m_sink;
};

/// RFC 1952.
class GzipSink final : public PackingSink {
public:
    GzipSink(Sink &sink, EventTime time)
        : m_sink(sink)
        , m_deflating(sink)
        , m_time(uint32_t(std::max<int64_t>(floor<seconds>(time).time_since_epoch().count(), 0)))
    {
    }

    Result<void> write(std::string_view bytes) override
    {
        return begin().and_then([&] { return m_deflating.write(bytes); });
    }

    Result<void> finish() override
    {
        return begin().and_then([this] { return m_deflating.finish(); }).and_then([this] {
            const auto end = LittleEndian() << m_deflating.checksum() << uint32_t(m_deflating.sizeBefore());
            return m_sink.write(end.bytes());
        });
    }

private:
    Result<void> begin()
    {
        if (std::exchange(m_hasBegun, true))
            return {};
        constexpr uint8_t deflate = 8;
        constexpr uint8_t fastest = 4;
        constexpr uint8_t unknownSystem = 255;
        const auto header = LittleEndian()
            << uint8_t(0x1f) << uint8_t(0x8b) << deflate << uint8_t(0) << m_time << fastest << unknownSystem;
        return m_sink.write(header.bytes());
    }

    Sink &m_sink;
    Deflating m_deflating;
    uint32_t m_time;
    bool m_hasBegun = false;
};

/// One file in an archive.
class ZipSink final : public PackingSink {
public:
    ZipSink(Sink &sink, const QString &name, EventTime time)
        : m_zip(sink, time)
        , m_name(name.toUtf8().toStdString())
    {
    }

    Result<void> write(std::string_view bytes) override
    {
        return begin().and_then([&] { return m_zip.write(bytes); });
    }

    Result<void> finish() override
    {
        return begin().and_then([this] { return m_zip.finish(); });
    }

private:
    Result<void> begin() { return std::exchange(m_hasBegun, true) ? Result<void>() : m_zip.begin(m_name); }

    ZipWriting m_zip;
    std::string m_name;
    bool m_hasBegun = false;
};

}

std::unique_ptr<PackingSink> packedInto(Sink &sink, Packing packing, const QString &name, EventTime time)
{
    switch (packing) {
    case Packing::None:
        return std::make_unique<PlainSink>(sink);
    case Packing::Gzip:
        return std::make_unique<GzipSink>(sink, time);
    case Packing::Zip:
        return std::make_unique<ZipSink>(sink, name, time);
    }
    Q_UNREACHABLE_RETURN({});
}

}
