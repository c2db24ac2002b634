// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/matching.h"
#include "store/eventfilter.h"
#include "store/eventsearch.h"
#include "temporarystore.h"

#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace sekimori::audit::filter;
using namespace Qt::StringLiterals;
using audit::Field;

namespace {

constexpr int eventCount = 10'000;
constexpr int filterCount = 200;

/// Numbers that are the same everywhere.
class Dice {
public:
    explicit Dice(quint64 seed)
        : m_generator(seed)
    {
    }

    int below(int end) { return int(m_generator() % quint64(end)); }
    bool oneIn(int times) { return below(times) == 0; }
    const auto &oneOf(const auto &items) { return items[qsizetype(below(int(items.size())))]; }

private:
    std::mt19937_64 m_generator;
};

const QStringList sources{u"192.0.2.1"_s, u"192.0.2.77"_s, u"198.51.100.7"_s, u"2001:db8::1"_s, u"2001:DB8:0::2"_s,
    u"::ffff:192.0.2.9"_s, u""_s, u"unknown"_s, u"10.0.0.255"_s};
const QStringList users{u"sato"_s, u"SATO"_s, u"Tanaka"_s, u"佐藤"_s, u"straße"_s, u"STRASSE"_s, u"nobody"_s, u""_s,
    u"\u212Aelvin"_s, u"kelvin"_s, u"ΣΙΣΥΦΟΣ"_s, u"σισυφος"_s, u"ａｂｃ"_s, u"a*b"_s, u"İlker"_s, u"𐐀deseret"_s};
const QStringList services{u"Common"_s, u"グループウェア"_s, u"Kura Database"_s};
const QStringList modules{u"Authentication"_s, u"Orders"_s, u"案件管理"_s, u"Files"_s};
const QStringList actions{u"login"_s, u"LOGIN"_s, u"edit record"_s, u"レコード編集"_s, u"download"_s, u""_s};
const QStringList complements{u""_s, u"plain"_s, u"Line one\nline two"_s, u"O'Brien said \"hi\", 100%_x"_s,
    u"'); DROP TABLE events; --"_s, u"件名：会議（3名）"_s, u"ÄÖÜ äöü"_s, u"a\0b"_s, u"?1 :name @x $y"_s};
const QStringList needles{u"a"_s, u"SATO"_s, u"record"_s, u"レコード"_s, u"192.0.2"_s, u"notice"_s, u"FAIL"_s, u"'"_s,
    u"?1"_s, u"kelvin"_s, u"ς"_s, u"ä"_s, u"line"_s, u"not there"_s, u"%"_s, u"會"_s};
const QStringList wildcards{u"*"_s, u"s*"_s, u"*o"_s, u"*a*o*"_s, u"レコード*"_s, u"a*b"_s, u"**"_s, u"*.2.*"_s};
const QStringList expressions{u"^s"_s, u"o$"_s, u"[0-9]+\\.[0-9]+"_s, u"(?-i)SATO"_s, u"line.line"_s, u"^$"_s,
    u"レコ.ド"_s, u"a|e"_s, u"\\bone\\b"_s, u"(?s)one.line"_s};

audit::EventTime timeAt(qint64 minute)
{
    return std::chrono::sys_days(std::chrono::year(2026) / 1 / 1) + std::chrono::minutes(minute);
}

audit::Event someEvent(Dice &dice, int place)
{
    audit::Event event;
    event.time = timeAt(place + dice.below(30)) + std::chrono::microseconds(dice.below(3));
    if (dice.oneIn(500))
        event.time = timeAt(dice.below(100) * 10'000 - 400'000);
    event.source = dice.oneOf(sources);
    event.user = dice.oneIn(700) ? u"rare%1"_s.arg(dice.below(4)) : dice.oneOf(users);
    event.service = dice.oneOf(services);
    event.module = dice.oneOf(modules);
    event.action = dice.oneIn(900) ? u"once in a while"_s : dice.oneOf(actions);
    event.result = dice.oneIn(20) ? audit::EventResult(1 + dice.below(3)) : audit::EventResult::Success;
    event.level = dice.oneIn(30) ? audit::Level(1 + dice.below(4)) : audit::Level::Information;
    event.complement = dice.oneOf(complements) + (dice.oneIn(3) ? QString::number(dice.below(100)) : QString());
    return event;
}

/// Trees as the parser makes them, and also some that it would not make.
class FilterMaking {
public:
    explicit FilterMaking(quint64 seed)
        : m_dice(seed)
    {
    }

    Filter filter() { return {.text = {}, .root = node(3), .terms = {}}; }

private:
    Node node(int depth)
    {
        const int kind = m_dice.below(depth > 0 ? 9 : 6);
        switch (kind) {
        case 6:
            return {.what = And{nodes(depth - 1)}, .place = {}};
        case 7:
            return {.what = Or{nodes(depth - 1)}, .place = {}};
        case 8:
            return {.what = Not{{node(depth - 1)}}, .place = {}};
        default:
            return {.what = leaf(kind), .place = {}};
        }
    }

    std::vector<Node> nodes(int depth)
    {
        std::vector<Node> all;
        for (int count = 1 + m_dice.below(3); count > 0; --count)
            all.push_back(node(depth));
        return all;
    }

    decltype(Node::what) leaf(int kind)
    {
        switch (kind) {
        case 0:
            return timeIn();
        case 1:
            return levelIn();
        case 2:
            return sourceIn();
        case 3:
            return TextIs{textField(), m_dice.oneIn(6) ? u"rare%1"_s.arg(m_dice.below(5)) : wholeText(), false};
        case 4:
            return m_dice.oneIn(2) ? decltype(Node::what)(TextIs{textField(), m_dice.oneOf(wildcards), true})
                                   : TextMatches{perhapsField(), m_dice.oneOf(expressions)};
        default:
            return TextContains{perhapsField(), m_dice.oneOf(needles)};
        }
    }

    TimeIn timeIn()
    {
        TimeIn in;
        const int first = m_dice.below(eventCount);
        if (!m_dice.oneIn(3))
            in.since = timeAt(first);
        if (!in.since || !m_dice.oneIn(3))
            in.until = timeAt(first + m_dice.below(2'000));
        return in;
    }

    LevelIn levelIn()
    {
        LevelIn in;
        for (bool &level : in.levels)
            level = m_dice.oneIn(2);
        return in;
    }

    SourceIn sourceIn()
    {
        static const std::array ranges{std::pair{u"192.0.2.0"_s, u"192.0.2.255"_s},
            std::pair{u"0.0.0.0"_s, u"9.9.9.9"_s}, std::pair{u"2001:db8::"_s, u"2001:db8::ffff"_s},
            std::pair{u"198.51.100.7"_s, u"198.51.100.7"_s}};
        const auto &[first, last] = ranges.at(size_t(m_dice.below(int(ranges.size()))));
        return {IpAddress::parse(first).value(), IpAddress::parse(last).value()};
    }

    QString wholeText()
    {
        return m_dice.oneOf(*m_dice.oneOf(QList{&users, &actions, &sources, &complements, &services}));
    }

    Field textField() { return audit::textFields.at(size_t(m_dice.below(int(audit::textFields.size())))); }
    std::optional<Field> perhapsField() { return m_dice.oneIn(3) ? std::nullopt : std::optional(textField()); }

    Dice m_dice;
};

Filter filterOf(decltype(Node::what) what)
{
    return {.text = {}, .root = Node{.what = std::move(what), .place = {}}, .terms = {}};
}

}

class TestEventFilter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void selectsWhatTheMatcherSelects();
    void looksUpNamesOnce();
    void neverPutsATextIntoTheStatement_data();
    void neverPutsATextIntoTheStatement();
    void knowsInWhichTimesAllLies();
    void findsRareOnesByAnIndex_data();
    void findsRareOnesByAnIndex();
    void stopsInTimeAndGoesOn();
    void seesNothingOfOtherTenants();

private:
    QList<qint64> found(const Filter &filter, bool upwards);
    template<typename Job>
    auto onStore(Job job)
    {
        return m_tenants->store().search(std::move(job));
    }

    TemporaryStore m_store;
    std::unique_ptr<Tenants> m_tenants = m_store.open();
    TenantId m_tenant;
    QList<audit::Event> m_events; ///< oldest first, all of the tenant's
};

void TestEventFilter::initTestCase()
{
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    const TenantId other = TemporaryStore::makeTenant(*m_tenants, u"other"_s);
    Dice dice(4711);
    QList<audit::Event> events;
    for (int i = 0; i < eventCount; ++i)
        events << someEvent(dice, i);
    QVERIFY(m_tenants->appendEvents(m_tenant, events));
    QVERIFY(m_tenants->appendEvents(other, events));
    const auto all = m_tenants->eventsAbove(m_tenant, eventCount * 2, 0);
    QVERIFY(all);
    m_events = *all;
    QCOMPARE(m_events.size(), eventCount + 1);
}

QList<qint64> TestEventFilter::found(const Filter &filter, bool upwards)
{
    return onStore([&](Database &database) -> Result<QList<qint64>> {
        auto search = EventSearch::open(database, m_tenant, filter);
        if (!search)
            return std::unexpected(search.error());
        QList<qint64> numbers;
        for (qint64 from = upwards ? 0 : eventCount * 2;;) {
            const auto page = upwards ? search->above(from, 700) : search->below(from, 700);
            if (!page)
                return std::unexpected(page.error());
            for (const audit::Event &event : page->events)
                numbers << event.number;
            if (page->isThrough)
                return numbers;
            from = page->reached;
        }
    }).value_or(QList<qint64>{-1});
}

void TestEventFilter::selectsWhatTheMatcherSelects()
{
    FilterMaking making(20261121);
    int selecting = 0;
    for (int i = 0; i < filterCount; ++i) {
        const Filter filter = making.filter();
        const Matcher matcher(filter);
        QList<qint64> expected;
        for (const audit::Event &event : m_events) {
            if (matcher.matches(event))
                expected << event.number;
        }
        QVERIFY2(found(filter, true) == expected, qPrintable(u"filter %1 upwards"_s.arg(i)));
        std::ranges::reverse(expected);
        QVERIFY2(found(filter, false) == expected, qPrintable(u"filter %1 downwards"_s.arg(i)));
        selecting += expected.isEmpty() || expected.size() == m_events.size() ? 0 : 1;
    }
    QVERIFY2(selecting > filterCount / 2, qPrintable(QString::number(selecting)));
}

void TestEventFilter::looksUpNamesOnce()
{
    const auto filter = onStore([&](Database &database) {
        return platformd::eventFilter(database, m_tenant, filterOf(TextIs{Field::User, u"sAtO"_s, false}));
    });
    QVERIFY(filter);
    QVERIFY(filter->codes);
    QCOMPARE(filter->codes->column, EventColumn::User);
    QCOMPARE(filter->codes->codes.size(), 2);
    const auto isSato = [](const audit::Event &event) { return event.user.toLower() == u"sato"_s; };
    QCOMPARE(filter->codes->count, std::ranges::count_if(m_events, isSato));
}

void TestEventFilter::neverPutsATextIntoTheStatement_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a quote") << u"' OR 1=1 --"_s;
    QTest::newRow("a place") << u"?1"_s;
    QTest::newRow("what QString fills in") << u"%1 %2"_s;
    QTest::newRow("a word") << u"leaves no trace"_s;
}

void TestEventFilter::neverPutsATextIntoTheStatement()
{
    QFETCH(QString, text);
    const std::vector<Node> nodes{{.what = TextContains{std::nullopt, text}, .place = {}},
        {.what = TextIs{Field::User, text, false}, .place = {}},
        {.what = TextMatches{Field::Complement, QRegularExpression::escape(text)}, .place = {}}};
    const auto filter
        = onStore([&](Database &database) { return platformd::eventFilter(database, m_tenant, filterOf(Or{nodes})); });
    QVERIFY(filter);
    static const QRegularExpression known(u"^(?:[ ()&>=<,]|\\?\\d+|\\d+|OR|AND|NOT|IN|e\\.\\w+|event_\\w+)*$"_s);
    QVERIFY2(known.match(filter->condition).hasMatch(), qPrintable(filter->condition));
    QCOMPARE(found(filterOf(Or{nodes}), false).contains(-1), false);
}

void TestEventFilter::knowsInWhichTimesAllLies()
{
    const std::vector<Node> nodes{{.what = TimeIn{timeAt(10), timeAt(900)}, .place = {}},
        {.what = TimeIn{timeAt(20), std::nullopt}, .place = {}},
        {.what = Not{{Node{.what = TimeIn{timeAt(30), timeAt(40)}, .place = {}}}}, .place = {}}};
    const auto filter
        = onStore([&](Database &database) { return platformd::eventFilter(database, m_tenant, filterOf(And{nodes})); });
    QVERIFY(filter);
    QCOMPARE(filter->span.since, timeAt(20));
    QCOMPARE(filter->span.until, timeAt(900));
}

void TestEventFilter::findsRareOnesByAnIndex_data()
{
    QTest::addColumn<Filter>("filter");
    QTest::addColumn<QString>("index");
    LevelIn critical;
    critical.levels.back() = true;
    QTest::newRow("user") << filterOf(TextIs{Field::User, u"rare1"_s, false}) << u"events_by_user"_s;
    QTest::newRow("action") << filterOf(TextContains{Field::Action, u"ONCE"_s}) << u"events_by_kind"_s;
    QTest::newRow("level") << filterOf(critical) << u"events_by_level"_s;
    QTest::newRow("result") << filterOf(TextIs{Field::Result, u"failed"_s, false}) << u"events_by_result"_s;
    QTest::newRow("several users") << filterOf(TextIs{Field::User, u"rare*"_s, true}) << u"events_by_user"_s;
    QTest::newRow("a common one") << filterOf(TextIs{Field::User, u"sato"_s, false}) << u"PRIMARY KEY"_s;
    QTest::newRow("everything") << Filter() << u"PRIMARY KEY"_s;
}

/// SQLite itself is asked by which way it goes.
void TestEventFilter::findsRareOnesByAnIndex()
{
    QFETCH(Filter, filter);
    QFETCH(QString, index);
    const auto plan = onStore([&](Database &database) -> Result<QString> {
        auto search = EventSearch::open(database, m_tenant, filter);
        if (!search)
            return std::unexpected(search.error());
        return search->plan();
    });
    QVERIFY(plan);
    QVERIFY2(plan->contains(index), qPrintable(*plan));
    QVERIFY2(!plan->contains(u"SCAN"_s), qPrintable(*plan));
}

void TestEventFilter::stopsInTimeAndGoesOn()
{
    const Filter filter = filterOf(TextContains{Field::Complement, u"not there"_s});
    const auto page = onStore([&](Database &database) -> Result<FoundEvents> {
        auto search = EventSearch::open(database, m_tenant, filter);
        if (!search)
            return std::unexpected(search.error());
        return search->below(eventCount * 2, 10, SearchEnd::min());
    });
    QVERIFY(page);
    QVERIFY(page->events.isEmpty());
    QVERIFY(!page->isThrough);
    QVERIFY(page->reached > 1 && page->reached < eventCount);
    QCOMPARE(found(filter, false), QList<qint64>());
}

void TestEventFilter::seesNothingOfOtherTenants()
{
    const TenantId empty = TemporaryStore::makeTenant(*m_tenants, u"empty"_s);
    const auto page = onStore([&](Database &database) -> Result<FoundEvents> {
        auto search = EventSearch::open(database, empty, filterOf(TextContains{std::nullopt, u"a"_s}));
        if (!search)
            return std::unexpected(search.error());
        return search->below(eventCount * 2, 10);
    });
    QVERIFY(page);
    QCOMPARE(page->events.size(), 1);
    QCOMPARE(page->events.first().user, u"nobody"_s);
}

QTEST_GUILESS_MAIN(TestEventFilter)
#include "tst_eventfilter.moc"
