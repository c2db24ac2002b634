// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/timereading.h"

#include <bit>
#include <chrono>
#include <cstring>

using namespace std::chrono;

namespace sekimori::audit::engine {
namespace {

constexpr int64_t second = 1'000'000;
constexpr int64_t minute = 60 * second;

/// `2026-03-05T14:00:00`, and behind it perhaps `.123456` and `Z`.
constexpr size_t clockAt = 11;
constexpr size_t fractionAt = 19;
constexpr size_t platformsLength = 27;

uint64_t eightBytes(const char *text)
{
    uint64_t bytes = 0;
    std::memcpy(&bytes, text, sizeof(bytes));
    if constexpr (std::endian::native == std::endian::big)
        bytes = std::byteswap(bytes);
    return bytes;
}

using Shape = const char (&)[9];

consteval uint64_t word(Shape shape)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < 8; ++i)
        bytes |= uint64_t(uint8_t(shape[i])) << (8 * i);
    return bytes;
}

/// Added to what is left of a shape, it lifts each byte over 0x7f that is no digit where one should be, or not the
/// character that should be.
consteval uint64_t lift(Shape shape)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < 8; ++i)
        bytes |= uint64_t(shape[i] == '0' ? 0x76 : 0x7f) << (8 * i);
    return bytes;
}

bool isShaped(uint64_t rest, uint64_t lifting)
{
    return ((rest | (rest + lifting)) & 0x8080'8080'8080'8080) == 0;
}

/// One digit of what is left of a shape.
int64_t digit(uint64_t rest, unsigned at)
{
    return int64_t(rest >> (8 * at) & 0xff);
}

int64_t twoDigits(uint64_t rest, unsigned at)
{
    return digit(rest, at) * 10 + digit(rest, at + 1);
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Of one to nine digits behind a point, as parts of a million; what is finer is left away.
std::optional<int64_t> takeFraction(std::string_view &text)
{
    if (!text.starts_with('.') && !text.starts_with(','))
        return 0;
    int64_t millionths = 0;
    size_t count = 0;
    for (text.remove_prefix(1); !text.empty() && isDigit(text.front()); text.remove_prefix(1), ++count)
        millionths = count < 6 ? millionths * 10 + (text.front() - '0') : millionths;
    for (size_t i = count; i < 6; ++i)
        millionths *= 10;
    return count >= 1 && count <= 9 ? std::optional(millionths) : std::nullopt;
}

/// What is behind the time of day: nothing, `Z` or `+09:00`.
std::optional<WrittenTime> inZone(int64_t time, std::string_view zone)
{
    if (zone.empty())
        return WrittenTime{time, false};
    if (zone == "Z")
        return WrittenTime{time, true};
    const bool isOffset = zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && isDigit(zone[1]) && isDigit(zone[2])
        && zone[3] == ':' && isDigit(zone[4]) && isDigit(zone[5]);
    if (!isOffset)
        return {};
    const int64_t hours = (zone[1] - '0') * 10 + (zone[2] - '0');
    const int64_t minutes = (zone[4] - '0') * 10 + (zone[5] - '0');
    if (hours > 23 || minutes > 59)
        return {};
    const int64_t offset = (hours * 60 + minutes) * minute;
    return WrittenTime{zone[0] == '+' ? time - offset : time + offset, true};
}

}

std::optional<WrittenTime> TimeReading::readUsual(std::string_view text)
{
    if (text.size() < fractionAt)
        return {};
    const uint64_t clock = eightBytes(text.data() + clockAt) ^ word("00:00:00");
    const bool isSameDay = eightBytes(text.data()) == m_dayStart && eightBytes(text.data() + 3) == m_dayEnd;
    if (!isShaped(clock, lift("00:00:00")) || (!isSameDay && !takeDay(text)))
        return {};
    const int64_t inHour = twoDigits(clock, 0);
    const int64_t inMinute = twoDigits(clock, 3);
    const int64_t inSecond = twoDigits(clock, 6);
    if (inHour > 23 || inMinute > 59 || inSecond > 59)
        return {};
    const int64_t time = m_midnight + (inHour * 60 + inMinute) * minute + inSecond * second;
    if (text.size() == platformsLength) {
        const uint64_t fraction = eightBytes(text.data() + fractionAt) ^ word(".000000Z");
        if (isShaped(fraction, lift(".000000Z"))) [[likely]] {
            const int64_t thousandths = digit(fraction, 1) * 100 + twoDigits(fraction, 2);
            return WrittenTime{time + thousandths * 1'000 + digit(fraction, 4) * 100 + twoDigits(fraction, 5), true};
        }
    }
    std::string_view rest = text.substr(fractionAt);
    const std::optional<int64_t> fraction = takeFraction(rest);
    return fraction ? inZone(time + *fraction, rest) : std::nullopt;
}

bool TimeReading::takeDay(std::string_view text)
{
    const uint64_t yearAndMonth = eightBytes(text.data());
    const bool isSlashed = text[4] == '/';
    const uint64_t rest = yearAndMonth ^ (isSlashed ? word("0000/00/") : word("0000-00-"));
    const bool isDay = isDigit(text[8]) && isDigit(text[9]) && (text[10] == 'T' || text[10] == ' ');
    if (!isShaped(rest, lift("0000-00-")) || !isDay)
        return false;
    const year_month_day date{year(int(twoDigits(rest, 0) * 100 + twoDigits(rest, 2))),
        month(unsigned(twoDigits(rest, 5))), day(unsigned(text[8] - '0') * 10 + unsigned(text[9] - '0'))};
    if (!date.ok())
        return false;
    m_midnight = microseconds(sys_days(date).time_since_epoch()).count();
    m_dayStart = yearAndMonth;
    m_dayEnd = eightBytes(text.data() + 3);
    return true;
}

}
