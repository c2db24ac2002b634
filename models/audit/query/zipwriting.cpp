// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/zipwriting.h"

#include "audit/query/littleendian.h"

#include <algorithm>
#include <limits>

using namespace std::chrono;

namespace sekimori::audit::query {
namespace {

constexpr uint16_t version = 45; // the first that knows ZIP64
constexpr uint16_t madeOnUnix = 3 << 8 | version;
constexpr uint16_t flags = 1 << 3 | 1 << 11; // a data descriptor; names are UTF-8
constexpr uint16_t deflate = 8;
constexpr uint16_t wideField = 1;
constexpr uint32_t wide = std::numeric_limits<uint32_t>::max();
constexpr uint32_t forOwner = 0100600U << 16;

/// Day and time as MS-DOS had them, which have no zone: UTC here.
uint32_t dosTime(EventTime time)
{
    const auto earliest = sys_days(year(1980) / 1 / 1);
    const auto latest = sys_days(year(2107) / 12 / 31);
    const auto clamped = std::clamp<EventTime>(time, earliest, latest);
    const year_month_day date(floor<days>(clamped));
    const hh_mm_ss clock(floor<seconds>(clamped - floor<days>(clamped)));
    const auto day = uint32_t(int(date.year()) - 1980) << 9 | unsigned(date.month()) << 5 | unsigned(date.day());
    const auto second = uint32_t(clock.hours().count()) << 11 | uint32_t(clock.minutes().count()) << 5
        | uint32_t(clock.seconds().count()) / 2;
    return day << 16 | second;
}

uint32_t narrow(uint64_t number, bool isWide)
{
    return isWide ? wide : uint32_t(number);
}

}

ZipWriting::ZipWriting(Sink &sink, EventTime time)
    : m_sink(sink)
    , m_time(dosTime(time))
{
}

/// Sizes and checksum are known when a file has been written only, so they follow it (a data descriptor), in the wide
/// form of ZIP64 as the file may be of any size; the directory at the end has them as usual.
Result<void> ZipWriting::begin(std::string name)
{
    return end().and_then([&] {
        LittleEndian header;
        header << uint32_t(0x04034b50) << version << flags << deflate << m_time << uint32_t(0) << wide << wide
               << uint16_t(name.size()) << uint16_t(20) << name;
        header << wideField << uint16_t(16) << uint64_t(0) << uint64_t(0);
        m_files.push_back({.name = std::move(name), .header = m_place});
        m_deflating.emplace(m_sink);
        return pass(header.bytes());
    });
}

Result<void> ZipWriting::write(std::string_view bytes)
{
    return m_deflating->write(bytes);
}

Result<void> ZipWriting::end()
{
    if (!m_deflating)
        return {};
    return m_deflating->finish().and_then([this] {
        File &file = m_files.back();
        file.sizeBefore = m_deflating->sizeBefore();
        file.sizeAfter = m_deflating->sizeAfter();
        file.checksum = m_deflating->checksum();
        m_place += file.sizeAfter;
        m_deflating.reset();
        const auto descriptor = LittleEndian()
            << uint32_t(0x08074b50) << file.checksum << file.sizeAfter << file.sizeBefore;
        return pass(descriptor.bytes());
    });
}

Result<void> ZipWriting::finish()
{
    return end().and_then([this] {
        std::string directory;
        for (const File &file : m_files)
            directory += directoryEntry(file);
        return pass(directory + directoryEnd(directory.size()));
    });
}

Result<void> ZipWriting::pass(const std::string &bytes)
{
    m_place += bytes.size();
    return m_sink.write(bytes);
}

std::string ZipWriting::directoryEntry(const File &file) const
{
    const bool isWide = std::max({file.header, file.sizeBefore, file.sizeAfter}) >= wide;
    LittleEndian entry;
    entry << uint32_t(0x02014b50) << madeOnUnix << version << flags << deflate << m_time << file.checksum
          << narrow(file.sizeAfter, isWide) << narrow(file.sizeBefore, isWide) << uint16_t(file.name.size())
          << uint16_t(isWide ? 28 : 0) << uint16_t(0) << uint16_t(0) << uint16_t(0) << forOwner
          << narrow(file.header, isWide) << file.name;
    if (isWide)
        entry << wideField << uint16_t(24) << file.sizeBefore << file.sizeAfter << file.header;
    return entry.bytes();
}

/// Behind a directory of @p size, which begins where everything else ends.
std::string ZipWriting::directoryEnd(uint64_t size) const
{
    const uint64_t count = m_files.size();
    constexpr uint64_t mostNarrow = std::numeric_limits<uint16_t>::max();
    const bool isWide = std::max(m_place, size) >= wide || count >= mostNarrow;
    const auto narrowCount = uint16_t(std::min(count, mostNarrow));
    LittleEndian end;
    if (isWide) {
        end << uint32_t(0x06064b50) << uint64_t(44) << madeOnUnix << version << uint32_t(0) << uint32_t(0) << count
            << count << size << m_place;
        end << uint32_t(0x07064b50) << uint32_t(0) << (m_place + size) << uint32_t(1);
    }
    end << uint32_t(0x06054b50) << uint16_t(0) << uint16_t(0) << narrowCount << narrowCount << narrow(size, isWide)
        << narrow(m_place, isWide) << uint16_t(0);
    return end.bytes();
}

}
