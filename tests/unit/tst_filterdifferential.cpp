// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/fieldsasked.h"
#include "audit/filter/matching.h"
#include "audit/filter/parser.h"
#include "audit/filter/writing.h"
#include "audit/query/eventwriter.h"
#include "audit/query/fieldwriting.h"
#include "audit/query/selecting.h"
#include "logtext.h"
#include "store/eventsearch.h"
#include "store/segments.h"
#include "temporarystore.h"

#include <QTest>

#include <random>

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;
using audit::filter::Filter;
using audit::filter::Matcher;

/// One filter, as somebody types it, over the same events in all places where filters run.
class TestFilterDifferential : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void selectsTheSameEventsEverywhere_data();
    void selectsTheSameEventsEverywhere();
    void selectsTheSameRowsOfStrangeFiles_data();
    void selectsTheSameRowsOfStrangeFiles();

private:
    static QList<Event> appendedTo(Tenants &tenants, TenantId tenant);
    std::vector<bool> storedThatFit(Tenants &tenants, TenantId tenant, const Filter &filter);
    std::vector<bool> loadedThatFit(const engine::LogSnapshot &log, const Filter &filter);

    TemporaryStore m_store;
    std::unique_ptr<Tenants> m_tenants = m_store.open();
    TenantId m_tenant;
    TemporaryStore m_closedStore;
    std::unique_ptr<Tenants> m_closedTenants = m_closedStore.open(); ///< the same, some of them in segments
    TenantId m_closedTenant;
    QList<Event> m_events; ///< oldest first
    engine::LogSnapshot m_csv; ///< the same ones
    engine::LogSnapshot m_ndjson;
    query::Workers m_workers{1};
};

namespace {

constexpr int eventCount = 300;
constexpr int filtersOfSeed = 150;
constexpr unsigned seeds = 20;
constexpr int readAnewEach = 5; ///< of the filters: it takes longer than to search

const QStringList users{u"taro"_s, u"TARO"_s, u"花子"_s, u"\u212aarl"_s, u"karl"_s, u"mi\u017fs"_s, u"miss"_s,
    u"straße"_s, u"STRASSE"_s, u"a*b"_s, u"aXb"_s, u"O'Neil \"x\", y"_s, u""_s, u"ΣΑΣ"_s, u"σας"_s, u"ｔａｒｏ"_s,
    u"and"_s, u"-x"_s, u"back\\slash"_s};
const QStringList sources{u"192.0.2.7"_s, u"192.0.2.200"_s, u"10.0.0.1"_s, u"2001:db8::1"_s, u"2001:DB8:0::1"_s,
    u"2001:db8::/64"_s, u"198.51.100.0/24"_s, u"::ffff:192.0.2.9"_s, u"printer"_s, u""_s};
const QStringList actions{u"login"_s, u"api login"_s, u"change \"x\", y"_s, u"削除"_s};
const QStringList complements{u""_s, u"one\r\ntwo"_s, u"one\ntwo"_s, u"100% \"quoted\""_s, u"a, b; c"_s, u"İstanbul"_s,
    u"会議（3名）"_s, u"/var/log"_s, u"10:30"_s, u" blanks "_s, u"=1+1"_s, u"𐐀𐐨"_s, u"error"_s, u"tab\there"_s,
    u"\\\"*"_s};
const QStringList resultTexts{u"SUCCESS"_s, u"FAILED"_s, u"VALIDATION ERROR"_s, u"ERROR"_s};
const QStringList levelTexts{u"information"_s, u"notice"_s, u"warning"_s, u"error"_s, u"critical"_s};
const QStringList expressions{u"/^t/"_s, u"/o$/"_s, u"/one.two/"_s, u"/(?s)one.+two/"_s, u"/(?-i)TARO/"_s, u"/k|ß/"_s,
    u"/\\d+%/"_s, u"/^$/"_s, u"/\\/var/"_s, u"/[^a-z]/"_s, u"/miss?/"_s, u"/\\x{212a}/"_s};
const QStringList words{u"taro"_s, u"KARL"_s, u"miſs"_s, u"花"_s, u"login"_s, u"\"a, b\""_s, u"\"quoted\\\"\""_s,
    u"error"_s, u"\"10:30\""_s, u"ß"_s, u"\"\\*\""_s, u"\"\\\\\""_s, u"192.0.2"_s, u"ς"_s, u"\"one\ntwo\""_s,
    u"会議（3名）"_s, u"notice"_s, u"failed"_s, u"𐐨"_s, u"i"_s, u"k"_s};

/// Everything by chance, the same each time.
class Chance {
public:
    explicit Chance(unsigned seed)
        : m_random(seed)
    {
    }

    unsigned below(unsigned end) { return unsigned(m_random() % end); }
    bool oneIn(unsigned times) { return below(times) == 0; }
    const QString &oneOf(const QStringList &list) { return list[below(unsigned(list.size()))]; }

    QString filter(int depth)
    {
        QString text = term(depth);
        for (unsigned more = below(3); more > 0; --more)
            text += (oneIn(3) ? u" or "_s : oneIn(2) ? u" and "_s : u" "_s) + term(depth);
        return text;
    }

private:
    QString term(int depth)
    {
        const QString sign = oneIn(4) ? (oneIn(2) ? u"-"_s : u"not "_s) : QString();
        return sign + (depth > 0 && oneIn(4) ? u'(' + filter(depth - 1) + u')' : condition());
    }

    QString condition()
    {
        switch (below(8)) {
        case 0:
            return u"time"_s + oneOf({u":"_s, u"!:"_s, u"<"_s, u">="_s, u"<="_s, u">"_s}) + day();
        case 1:
            return u"time:%1..%2"_s.arg(dayNumbered(1 + below(4)), dayNumbered(5 + below(4)));
        case 2:
            return u"level"_s + oneOf({u":"_s, u"!:"_s, u"<"_s, u">="_s, u"<="_s, u">"_s}) + oneOf(levelTexts);
        case 3:
            return u"source:"_s
                + oneOf({u"192.0.2.0/24"_s, u"10.0.0.1"_s, u"2001:db8::/32"_s, u"192.0.2.1..192.0.2.100"_s,
                    u"198.51.100.0/24"_s, u"::1-2001:db8::1"_s, u"192.*"_s, u"\"printer\""_s, u"\"\""_s,
                    u"(10.0.0.0/8, *::1)"_s});
        case 4:
            return oneIn(2) ? oneOf(words) : oneOf(expressions);
        case 5:
            return field() + u'~' + oneOf(words);
        case 6:
            return field() + u':' + oneOf(expressions);
        default:
            return whole();
        }
    }

    QString whole()
    {
        if (oneIn(4))
            return u"result"_s + oneOf({u":"_s, u"!:"_s})
                + oneOf({u"FAILED"_s, u"成功"_s, u"(ok, \"validation error\")"_s, u"*err*"_s});
        const bool isUser = oneIn(2);
        const QString name = isUser ? u"user"_s : oneOf({u"action"_s, u"complement"_s});
        const QStringList &values = isUser ? users : name == u"action"_s ? actions : complements;
        const QString operation = oneIn(3) ? u"!:"_s : u":"_s;
        switch (below(3)) {
        case 0:
            return name + operation + filter::quoted(oneOf(values));
        case 1:
            return name + operation + u'(' + filter::quoted(oneOf(values)) + u", "_s
                + filter::quoted(oneOf(values).toUpper()) + u')';
        default:
            return name + operation
                + oneOf({u"*a*"_s, u"t*"_s, u"*o"_s, u"\"* *\""_s, u"\"a\\**\""_s, u"*ß*"_s, u"*k*l"_s, u"*"_s});
        }
    }

    QString field()
    {
        return oneOf(
            {u"source"_s, u"user"_s, u"service"_s, u"module"_s, u"action"_s, u"result"_s, u"level"_s, u"complement"_s});
    }
    static QString dayNumbered(unsigned number) { return u"2026-03-0%1"_s.arg(number); }
    QString day()
    {
        return dayNumbered(1 + below(9)) + (oneIn(2) ? QString() : u"T%1"_s.arg(int(below(24)), 2, 10, QChar(u'0')));
    }

    std::mt19937 m_random;
};

Event someEvent(Chance &chance)
{
    Event event;
    event.time = EventTime(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1))
        + std::chrono::seconds(chance.below(9 * 86'400)) + std::chrono::microseconds(chance.below(2));
    event.source = chance.oneOf(sources);
    event.user = chance.oneOf(users);
    event.service = u"Common"_s;
    event.module = chance.oneIn(2) ? u"Authentication"_s : u"案件"_s;
    event.action = chance.oneOf(actions);
    event.result = EventResult(chance.below(4));
    event.level = Level(chance.below(5));
    event.complement = chance.oneOf(complements);
    return event;
}

std::optional<Filter> parsed(const QString &text)
{
    const auto filter = audit::filter::parse(
        text, {QTimeZone("Asia/Tokyo"), EventTime(std::chrono::sys_days(std::chrono::year(2026) / 3 / 6))});
    return filter ? std::optional(*filter) : std::nullopt;
}

engine::LogSnapshot loadedFrom(const QList<Event> &events, const query::ExportFormat &format)
{
    query::MemorySink sink;
    query::EventWriter writer(sink, format);
    for (const Event &event : events) {
        if (!writer.write(event))
            return {};
    }
    if (!writer.finish())
        return {};
    const std::string text = sink.taken();
    const std::string head = headOf(format, true);
    engine::Part part = test::logPart(text.substr(head.size()));
    part.columns.insert(
        part.columns.begin(), engine::Part::Column{.title = u"number"_s, .field = {}, .isNumber = true});
    part.format = format.text == query::TextFormat::Csv ? engine::Format::Csv : engine::Format::Ndjson;
    part.hasHeader = false;
    return test::loaded({part}, {.threads = 1, .blockRows = 64});
}

/// The same log, read anew with only those columns that the filter asks about.
engine::LogSnapshot withColumnsFor(const Filter &asked, const engine::LogSnapshot &log)
{
    return test::loaded(*log.parts, {.fields = filter::fieldsAsked(asked), .threads = 1, .blockRows = 64});
}

QString differing(const std::vector<bool> &found, const std::vector<bool> &wanted)
{
    if (found.size() != wanted.size())
        return u"%1 rows instead of %2"_s.arg(found.size()).arg(wanted.size());
    const auto place = std::ranges::mismatch(found, wanted).in1 - found.begin();
    return u"row %1"_s.arg(place);
}

}

QList<Event> TestFilterDifferential::appendedTo(Tenants &tenants, TenantId tenant)
{
    Chance chance(1);
    QList<Event> events;
    for (int i = 0; i < eventCount; ++i)
        events << someEvent(chance);
    if (!tenants.appendEvents(tenant, events))
        return {};
    return tenants.eventsAbove(tenant, 2 * eventCount, 0).value_or(QList<Event>());
}

void TestFilterDifferential::initTestCase()
{
    m_tenant = TemporaryStore::makeTenant(*m_tenants, u"demo"_s);
    m_events = appendedTo(*m_tenants, m_tenant);
    QCOMPARE(m_events.size(), eventCount + 1);
    m_closedTenant = TemporaryStore::makeTenant(*m_closedTenants, u"demo"_s);
    QCOMPARE(appendedTo(*m_closedTenants, m_closedTenant), m_events);
    for (const auto &[month, last] : {std::pair{u"2026-03"_s, 90}, {u"2026-04"_s, 200}})
        QVERIFY(closeEvents(m_closedTenants->store(), m_closedTenant, month, last));
    m_csv = loadedFrom(m_events, {.hasByteOrderMark = false});
    m_ndjson = loadedFrom(m_events, {.text = query::TextFormat::Ndjson});
    QCOMPARE(m_csv.filledRows, uint64_t(m_events.size()));
    QCOMPARE(m_ndjson.filledRows, uint64_t(m_events.size()));
}

std::vector<bool> TestFilterDifferential::storedThatFit(Tenants &tenants, TenantId tenant, const Filter &filter)
{
    std::vector<bool> fit(size_t(m_events.size()));
    const auto numbers = tenants.store().search([&](Database &database) -> Result<QList<qint64>> {
        auto search = EventSearch::open(database, tenant, filter);
        if (!search)
            return std::unexpected(search.error());
        return search->above(0, 2 * eventCount).transform([](const FoundEvents &page) {
            QList<qint64> found;
            for (const Event &event : page.events)
                found << event.number;
            return found;
        });
    });
    if (!numbers)
        return {};
    for (size_t i = 0; i < fit.size(); ++i)
        fit[i] = numbers->contains(m_events[qsizetype(i)].number);
    return fit;
}

std::vector<bool> TestFilterDifferential::loadedThatFit(const engine::LogSnapshot &log, const Filter &filter)
{
    query::Selection selection(filter);
    if (!selection.extend(log, m_workers, {}))
        return {};
    std::vector<bool> fit;
    for (uint64_t row = 0; row < selection.rows().rowCount(); ++row)
        fit.push_back(selection.rows().contains(row));
    return fit;
}

void TestFilterDifferential::selectsTheSameEventsEverywhere_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= seeds; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestFilterDifferential::selectsTheSameEventsEverywhere()
{
    QFETCH(const unsigned, seed);
    Chance chance(seed);
    int read = 0;
    for (int i = 0; i < filtersOfSeed; ++i) {
        const QString text = chance.filter(2);
        const auto filter = parsed(text);
        if (!filter)
            continue;
        ++read;
        const Matcher matcher(*filter);
        std::vector<bool> wanted;
        for (const Event &event : std::as_const(m_events))
            wanted.push_back(matcher.matches(event));
        const auto same = [&](const char *place, const std::vector<bool> &found) {
            return found == wanted ? QString()
                                   : u"%1: %2, %3"_s.arg(QString::fromLatin1(place), text, differing(found, wanted));
        };
        QCOMPARE(same("SQL", storedThatFit(*m_tenants, m_tenant, *filter)), QString());
        QCOMPARE(same("segments and SQL", storedThatFit(*m_closedTenants, m_closedTenant, *filter)), QString());
        QCOMPARE(same("CSV", loadedThatFit(m_csv, *filter)), QString());
        QCOMPARE(same("NDJSON", loadedThatFit(m_ndjson, *filter)), QString());
        if (i % readAnewEach != 0)
            continue;
        QCOMPARE(same("a few columns of CSV", loadedThatFit(withColumnsFor(*filter, m_csv), *filter)), QString());
        QCOMPARE(same("a few columns of NDJSON", loadedThatFit(withColumnsFor(*filter, m_ndjson), *filter)), QString());
    }
    QVERIFY2(read > filtersOfSeed * 9 / 10, qPrintable(QString::number(read)));
}

void TestFilterDifferential::selectsTheSameRowsOfStrangeFiles_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 101; seed <= 100 + seeds / 2; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

/// Times that nobody can read, levels that nobody knows, columns of others.
void TestFilterDifferential::selectsTheSameRowsOfStrangeFiles()
{
    QFETCH(const unsigned, seed);
    Chance chance(seed);
    struct Row {
        Event event;
        bool hasTime;
        QString level;
        QString other;
    };
    std::vector<Row> rows;
    std::string text;
    for (int i = 0; i < eventCount; ++i) {
        Row row{
            .event = someEvent(chance), .hasTime = !chance.oneIn(5), .level = {}, .other = chance.oneOf(complements)};
        row.level = chance.oneIn(3) ? u"Eldritch"_s : QString(nameOf(row.event.level));
        row.event.level = row.level == u"Eldritch"_s ? Level::Information : row.event.level;
        const Event &event = row.event;
        for (const QString &field :
            {row.hasTime ? toText(event.time) : u"some day"_s, event.source, event.user, event.service, event.module,
                event.action, QString(nameOf(event.result)), row.level, event.complement}) {
            query::appendCsv(text, field.toStdString(), ',');
            text += ',';
        }
        query::appendCsv(text, row.other.toStdString(), ',');
        text += "\r\n";
        rows.push_back(std::move(row));
    }
    engine::Part part = test::logPart(text);
    part.columns.push_back({.title = u"Other"_s, .field = {}});
    part.hasHeader = false;
    const auto log = test::loaded({part}, {.threads = 1, .blockRows = 50});
    for (int i = 0; i < filtersOfSeed; ++i) {
        const QString typed = chance.filter(2);
        const auto filter = parsed(typed);
        if (!filter)
            continue;
        const Matcher matcher(*filter);
        std::vector<bool> wanted;
        for (const Row &row : rows) {
            const QString result = nameOf(row.event.result);
            wanted.push_back(matcher.matches({
                .time = row.hasTime ? std::optional(row.event.time) : std::nullopt,
                .texts = {{{}, row.event.source, row.event.user, row.event.service, row.event.module, row.event.action,
                    result, row.level, row.event.complement}},
                .level = row.event.level,
                .others = std::span(&row.other, 1),
            }));
        }
        const auto found = loadedThatFit(log, *filter);
        QVERIFY2(found == wanted, qPrintable(typed + u": "_s + differing(found, wanted)));
        if (i % readAnewEach != 0)
            continue;
        const auto foundInFew = loadedThatFit(withColumnsFor(*filter, log), *filter);
        QVERIFY2(foundInFew == wanted, qPrintable(typed + u", a few columns: "_s + differing(foundInFew, wanted)));
    }
}

QTEST_GUILESS_MAIN(TestFilterDifferential)
#include "tst_filterdifferential.moc"
