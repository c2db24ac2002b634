// SPDX-License-Identifier: GPL-3.0-or-later
#include "local/demolog.h"

#include "local/demopeople.h"
#include "local/demowords.h"
#include "store/refusaltally.h"

#include <algorithm>
#include <array>
#include <random>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::platformd {
namespace {

/// Numbers that are the same with every standard library: only the generator is prescribed, the distributions are not.
class Dice {
public:
    explicit Dice(quint64 seed)
        : m_generator(seed)
    {
    }

    int below(int end) { return int(m_generator() % quint64(end)); }
    bool oneIn(int times) { return below(times) == 0; }
    std::chrono::microseconds within(std::chrono::microseconds span)
    {
        return std::chrono::microseconds(qint64(m_generator() % quint64(span.count())));
    }

    const auto &oneOf(const auto &items) { return items[size_t(below(int(std::size(items))))]; }

    const DemoAction &weighed(std::span<const DemoAction> actions)
    {
        int total = 0;
        for (const DemoAction &action : actions)
            total += action.weight;
        int left = below(total);
        const auto found = std::ranges::find_if(actions, [&](const DemoAction &a) { return (left -= a.weight) < 0; });
        return *found;
    }

private:
    std::mt19937_64 m_generator;
};

class DemoLog {
public:
    DemoLog(quint64 seed, audit::EventTime end)
        : m_dice(seed)
        , m_end(end)
        , m_firstDay(std::chrono::floor<std::chrono::days>(end - demoLogSpan))
    {
    }

    QList<audit::Event> made(int count);

private:
    struct Shift {
        const DemoPerson *person;
        std::chrono::sys_days day;
        int weight;
    };

    QList<Shift> shifts();
    void fill(const Shift &shift, int count);
    void workOnce(const DemoPerson &person, audit::EventTime time, const QString &address);
    void signInToConsole(
        const DemoPerson &person, audit::EventTime begin, audit::EventTime end, const QString &address);
    void operateOnce();
    void guessPasswords();
    void add(audit::Event event);
    void addFailures(const RefusalTally &tally);
    audit::Event signIn(const QString &user, audit::EventTime time, const QString &source, const QString &action) const;
    audit::Event entry(const DemoAction &action, audit::EventTime time);
    QString filledIn(const char *complement);

    Dice m_dice;
    audit::EventTime m_end;
    std::chrono::sys_days m_firstDay;
    QList<audit::Event> m_events;
};

/// Guesses come in rows, each from one address: somebody tries names that may exist. The first is told at once, the
/// others together.
void DemoLog::guessPasswords()
{
    constexpr std::array guessers{"198.51.100.66"_L1, "192.0.2.250"_L1, "2001:db8:bad::1"_L1};
    audit::EventTime time = m_firstDay + m_dice.within(demoLogSpan);
    const QString source = m_dice.oneOf(guessers);
    addFailures({.count = 1, .firstAt = time, .lastAt = time, .source = source});
    const int others = 3 + m_dice.below(9);
    time += 700ms + m_dice.within(4s);
    const auto last = time + others * 2s + m_dice.within(9s);
    addFailures(
        {.count = others, .firstAt = time, .lastAt = last, .source = source, .names = 1 + m_dice.below(others)});
}

void DemoLog::addFailures(const RefusalTally &tally)
{
    RefusalTally failed = tally;
    failed.key = {RefusalKind::LoginFailed, tally.source};
    add(eventOf(failed));
}

void DemoLog::operateOnce()
{
    // Most of it by night, in Tokyo.
    const auto hour = m_dice.oneIn(3) ? m_dice.within(24h) : 16h + m_dice.within(3h);
    const auto day = m_firstDay + std::chrono::days(m_dice.below(91));
    audit::Event event = entry(m_dice.weighed(demoOperation()), day + hour);
    event.user = u"nobody"_s;
    add(std::move(event));
}

QList<DemoLog::Shift> DemoLog::shifts()
{
    QList<Shift> shifts;
    for (int i = 0; i <= demoLogSpan.count(); ++i) {
        const std::chrono::sys_days day = m_firstDay + std::chrono::days(i);
        const unsigned weekday = std::chrono::weekday(day).c_encoding();
        for (const DemoPerson &person : demoPeople()) {
            // Few work on weekends, and everybody is away on some days.
            const bool isWeekend = weekday == 0 || weekday == 6;
            if (isWeekend ? !m_dice.oneIn(12) : m_dice.oneIn(14))
                continue;
            const int usual = isWeekend ? person.diligence / 6 : person.diligence;
            shifts.append({&person, day, usual * (70 + m_dice.below(61))});
        }
    }
    return shifts;
}

void DemoLog::fill(const Shift &shift, int count)
{
    const DemoPerson &person = *shift.person;
    const auto begin = shift.day + std::chrono::hours(person.begins - person.utcOffset) - 20min + m_dice.within(40min);
    const auto length = std::chrono::hours(person.ends - person.begins) - 30min + m_dice.within(75min);
    const QString address = QString::fromLatin1(m_dice.oneIn(9) ? person.elsewhere : person.office);
    if (person.role != Role::User)
        signInToConsole(person, begin, begin + length, address);
    for (; count > 0; --count) {
        auto time = begin + m_dice.within(length);
        // Lunch is quiet: most of what would fall into it happens at another hour.
        const auto noon = shift.day + std::chrono::hours(12 - person.utcOffset);
        if (time >= noon && time < noon + 1h && !m_dice.oneIn(5))
            time = noon + 1h + m_dice.within(3h);
        workOnce(person, time, address);
    }
}

void DemoLog::workOnce(const DemoPerson &person, audit::EventTime time, const QString &address)
{
    audit::Event event = entry(m_dice.weighed(demoWork()), time);
    event.user = QString::fromUtf8(person.loginName);
    event.source = address;
    add(std::move(event));
}

void DemoLog::signInToConsole(
    const DemoPerson &person, audit::EventTime begin, audit::EventTime end, const QString &address)
{
    if (!m_dice.oneIn(3))
        return;
    const QString user = QString::fromUtf8(person.loginName);
    const auto time = begin + m_dice.within(end - begin);
    if (m_dice.oneIn(8)) {
        const auto slip = time - 9s - m_dice.within(20s);
        addFailures({.count = 1, .firstAt = slip, .lastAt = slip, .source = address, .user = user, .names = 1});
    }
    add(signIn(user, time, address, u"api login"_s));
    if (m_dice.oneIn(2))
        add(signIn(user, time + 2min + m_dice.within(45min), address, u"logout"_s));
}

audit::Event DemoLog::signIn(
    const QString &user, audit::EventTime time, const QString &source, const QString &action) const
{
    return {
        .time = time,
        .source = source,
        .user = user,
        .service = u"Common"_s,
        .module = u"Authentication"_s,
        .action = action,
        .complement = {},
    };
}

audit::Event DemoLog::entry(const DemoAction &action, audit::EventTime time)
{
    return {
        .time = time,
        .source = {},
        .user = {},
        .service = QString::fromUtf8(action.service),
        .module = QString::fromUtf8(action.module),
        .action = QString::fromUtf8(action.action),
        .result = action.result,
        .level = action.level,
        .complement = filledIn(action.complement),
    };
}

QString DemoLog::filledIn(const char *complement)
{
    QString text = QString::fromUtf8(complement);
    if (!text.contains(u'{'))
        return text;
    text.replace("{file}"_L1, QString::fromUtf8(m_dice.oneOf(demoFiles())));
    text.replace("{record}"_L1, QString::fromUtf8(m_dice.oneOf(demoRecords())));
    text.replace("{title}"_L1, QString::fromUtf8(m_dice.oneOf(demoTitles())));
    text.replace("{size}"_L1, QString::number(12 + m_dice.below(48'000)));
    return text;
}

/// What would lie outside the span is moved into it, to the same hour of another day.
void DemoLog::add(audit::Event event)
{
    while (event.time >= m_end)
        event.time -= std::chrono::days(7);
    while (event.time < m_end - demoLogSpan)
        event.time += std::chrono::days(7);
    m_events.append(std::move(event));
}

QList<audit::Event> DemoLog::made(int count)
{
    for (int row = std::min(40, count / 50); row > 0; --row)
        guessPasswords();
    for (int left = count / 100; left > 0; --left)
        operateOnce();
    const QList<Shift> all = shifts();
    qint64 total = 0;
    for (const Shift &shift : all)
        total += shift.weight;
    // Each shift gets its share of what is still to be made, so that the sum comes out exactly.
    for (const Shift &shift : all) {
        const qint64 left = std::max<qint64>(0, count - m_events.size());
        fill(shift, int(left * shift.weight / std::max<qint64>(1, total)));
        total -= shift.weight;
    }
    while (m_events.size() < count)
        operateOnce();
    std::ranges::stable_sort(m_events, {}, &audit::Event::time);
    m_events.resize(count);
    return std::move(m_events);
}

}

QList<audit::Event> demoLog(quint64 seed, audit::EventTime end, int count)
{
    return DemoLog(seed, end).made(count);
}

}
