// SPDX-License-Identifier: GPL-3.0-or-later
#include "biglog.h"

#include "biglogwords.h"

#include <QFile>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <format>
#include <string>
#include <vector>

using namespace std::chrono;

namespace sekimori::bench {
namespace {

constexpr size_t userCount = 2'000;
constexpr size_t addressesEach = 25;
constexpr microseconds logSpan = days(90);
constexpr sys_days firstDay = year(2026) / 1 / 5;

/// Numbers that are the same with every standard library (splitmix64).
class Dice {
public:
    uint64_t next()
    {
        uint64_t x = m_state += 0x9e3779b97f4a7c15;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }
    uint32_t below(uint32_t end) { return uint32_t(((next() >> 32) * end) >> 32); }

private:
    uint64_t m_state = 20'260'105;
};

/// Picks by weight with one look: a slot for each 65,536th.
class WeighedChoice {
public:
    explicit WeighedChoice(const std::vector<double> &weights)
    {
        double total = 0;
        for (const double weight : weights)
            total += weight;
        double sum = 0;
        for (size_t i = 0; i < weights.size(); ++i) {
            sum += weights[i];
            m_slots.resize(std::max(m_slots.size() + 1, size_t(std::lround(sum / total * 65'536))), uint16_t(i));
        }
    }

    uint16_t pick(Dice &dice) const { return m_slots[dice.below(uint32_t(m_slots.size()))]; }

private:
    std::vector<uint16_t> m_slots;
};

std::vector<double> zipf(size_t count)
{
    std::vector<double> weights;
    for (size_t i = 0; i < count; ++i)
        weights.push_back(1.0 / double(i + 1));
    return weights;
}

std::vector<double> weightsOfDeeds()
{
    std::vector<double> weights;
    for (const Deed &deed : deeds)
        weights.push_back(deed.weight);
    return weights;
}

class BigLog {
public:
    explicit BigLog(uint64_t rows)
        : m_step(uint64_t(logSpan.count()) / std::max<uint64_t>(rows, 1))
    {
        nameUsers();
        nameAddresses();
    }

    void addRow(std::string &text);

private:
    void nameUsers();
    void nameAddresses();
    void addTime(std::string &text);
    void addComplement(std::string &text);

    Dice m_dice;
    std::vector<std::string> m_users;
    std::vector<std::string> m_addresses;
    const WeighedChoice m_userChoice{zipf(userCount)};
    const WeighedChoice m_addressChoice{zipf(addressesEach)};
    const WeighedChoice m_deedChoice{weightsOfDeeds()};
    const uint64_t m_step;
    uint64_t m_sinceMidnight = 0;
    sys_days m_day = firstDay;
    std::string m_date = std::format("{:%F}T", firstDay);
};

void BigLog::nameUsers()
{
    for (size_t i = 0; i < userCount; ++i) {
        std::string name;
        for (size_t rest = i + 37; rest > 0; rest /= syllables.size())
            name += syllables[rest % syllables.size()];
        m_users.push_back(i % 3 == 0 ? name : std::format("{}.{}", name, char('a' + i % 26)));
    }
}

void BigLog::nameAddresses()
{
    for (size_t i = 0; i < userCount * addressesEach; ++i) {
        const size_t x = i * 2'654'435'761 % 16'777'216;
        m_addresses.push_back(i % 20 == 19 ? std::format("2001:db8:{:x}:{:x}::{:x}", x >> 12, x & 0xfff, i % 251 + 1)
                                           : std::format("10.{}.{}.{}", x >> 16, (x >> 8) & 255, x & 255));
    }
}

void BigLog::addTime(std::string &text)
{
    // By night, everything takes four times as long.
    constexpr uint64_t dayLength = 86'400'000'000;
    const uint64_t hour = m_sinceMidnight / 3'600'000'000;
    const uint64_t pace = hour < 7 || hour >= 21 ? 20 : 5;
    m_sinceMidnight += (m_step * (m_dice.below(1'000) + 1) * pace) >> 12;
    if (m_sinceMidnight >= dayLength) {
        m_sinceMidnight -= dayLength;
        m_day += days(1);
        m_date = std::format("{:%F}T", m_day);
    }
    std::array<char, 16> clock{'0', '0', ':', '0', '0', ':', '0', '0', '.', '0', '0', '0', '0', '0', '0', 'Z'};
    const auto put = [&](size_t end, size_t digits, uint64_t number) {
        for (; digits > 0; --digits, number /= 10)
            clock[--end] = char('0' + number % 10);
    };
    const uint64_t second = m_sinceMidnight / 1'000'000;
    put(15, 6, m_sinceMidnight % 1'000'000);
    put(8, 2, second % 60);
    put(5, 2, second / 60 % 60);
    put(2, 2, second / 3'600);
    text += m_date;
    text.append(clock.data(), clock.size());
}

void BigLog::addComplement(std::string &text)
{
    const uint32_t kind = m_dice.below(1'000);
    if (kind < 300)
        return;
    std::string complement;
    const uint32_t wanted = kind < 500 ? m_dice.below(115) + 30 : 1;
    while (complement.size() < wanted) {
        if (!complement.empty())
            complement += "; ";
        complement += sentences[m_dice.below(sentences.size())];
    }
    complement += std::format(" #{}", m_dice.below(100'000));
    if (kind < 310)
        complement[complement.find(' ')] = '\n';
    if (complement.find_first_of(",\"\n") == std::string::npos) {
        text += complement;
        return;
    }
    text += '"';
    for (const char c : complement)
        text.append(c == '"' ? 2 : 1, c);
    text += '"';
}

void BigLog::addRow(std::string &text)
{
    const uint16_t user = m_userChoice.pick(m_dice);
    const Deed &deed = deeds[m_deedChoice.pick(m_dice)];
    const uint32_t weight = m_dice.below(1'000);
    const std::string_view level = weight < 930 ? "information"
        : weight < 970                          ? "notice"
        : weight < 990                          ? "warning"
        : weight < 998                          ? "error"
                                                : "critical";
    const uint32_t luck = m_dice.below(weight < 930 ? 1'000 : 300);
    const std::string_view result = luck < 20 ? "FAILED"
        : luck < 25                           ? "VALIDATION ERROR"
        : luck < 30                           ? "ERROR"
                                              : "SUCCESS";
    addTime(text);
    for (const std::string_view field :
        {std::string_view(m_addresses[user * addressesEach + m_addressChoice.pick(m_dice)]),
            std::string_view(m_users[user]), deed.service, deed.module, deed.action, result, level}) {
        text += ',';
        text += field;
    }
    text += ',';
    addComplement(text);
    text += '\n';
}

}

bool writeBigLog(const QString &path, uint64_t rows)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return false;
    constexpr size_t atOnce = 4 << 20;
    std::string text = "time,source,user,service,module,action,result,level,complement\n";
    BigLog log(rows);
    for (uint64_t row = 0; row < rows; ++row) {
        log.addRow(text);
        if (text.size() < atOnce && row + 1 < rows)
            continue;
        if (file.write(text.data(), qint64(text.size())) != qint64(text.size()))
            return false;
        text.clear();
    }
    return file.flush();
}

}
