// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/growingbytes.h"
#include "audit/engine/loading.h"
#include "audit/filter/matching.h"
#include "audit/filter/parser.h"
#include "audit/filter/writing.h"
#include "audit/query/selecting.h"
#include "builtlog.h"

#include <QTest>

#include <random>

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::query;
using namespace Qt::StringLiterals;

namespace {

constexpr int64_t firstTime = 1'767'225'600'000'000; // 2026
constexpr int64_t hour = 3'600'000'000;

const QStringList pieces{u"denied"_s, u"Denied"_s, u"DENIED"_s, u"\u212Aelvin"_s, u"kelvin"_s, u"KELVIN"_s,
    u"mi\u017Fs"_s, u"MISS"_s, u"stra\u00DFe"_s, u"STRASSE"_s, u"\u00E9t\u00E9"_s, u"\u00C9T\u00C9"_s, u"設定"_s,
    u"変更"_s, u"Ⅷ"_s, u"ⅷ"_s, u"\"quoted\""_s, u"\"\""_s, u", "_s, u"\r\n"_s, u"\n"_s, u"\\"_s, u"a\\\"b"_s, u"k"_s,
    u"S"_s, u"σς"_s, u"ΣΣ"_s, u"\U00010400"_s, u"\U00010428"_s, u"/"_s, u"192.0.2.7"_s, u"é"_s, u"100%"_s, u"x"_s,
    u" "_s, u"\u0130"_s, u"i"_s, u"error"_s, u"alice"_s, u"\t"_s, u"{}"_s};
const QStringList users{u"alice"_s, u"Alice"_s, u"bob"_s, u"nobody"_s, u"鈴木"_s, u"\u212Aarl"_s, u"karl"_s, QString()};
const QStringList sources{u"192.0.2.7"_s, u"192.0.2.200"_s, u"10.0.0.1"_s, u"2001:db8::1"_s, u"2001:db8::/64"_s,
    u"198.51.100.0/24"_s, u"printer"_s, QString()};
const QStringList services{u"Common"_s, u"Groupware"_s, u"経費精算"_s};
const QStringList modules{u"Authentication"_s, u"Mail"_s, u"Security settings"_s};
const QStringList actions{u"login"_s, u"api login"_s, u"change \"x\", y"_s, u"Denied"_s};
const QStringList results{u"SUCCESS"_s, u"FAILED"_s, u"VALIDATION ERROR"_s, u"ERROR"_s, u"Maybe"_s, QString()};
const QStringList levels{u"information"_s, u"notice"_s, u"warning"_s, u"error"_s, u"critical"_s, u"Odd"_s};
const QStringList expressions{u"den(y|ied)"_s, u"^k"_s, u"s$"_s, u"\\bmiss\\b"_s, u"[0-9]+%"_s, u"(?-i)Denied"_s,
    u"é.é"_s, u"\"q.*d\""_s, u"設.*更"_s, u"^$"_s, u"."_s, u"a\\\\\"b"_s, u"x\\s+x"_s, u"(alice|bob|error)"_s,
    u"[^a-z]k"_s, u"k|s"_s, u"\\n"_s, u"kelvin.denied"_s};

/// Everything by chance, the same each time.
class Chance {
public:
    explicit Chance(unsigned seed)
        : m_random(seed)
    {
    }

    unsigned below(unsigned end) { return unsigned(m_random() % end); }
    bool oneOf(unsigned count) { return below(count) == 0; }
    const QString &in(const QStringList &list) { return list[below(unsigned(list.size()))]; }

    QString text()
    {
        QString text;
        for (unsigned i = below(6); i > 0; --i)
            text += in(pieces) + (oneOf(2) ? u" "_s : QString());
        return text;
    }

    engine::BuiltRow row(qsizetype others)
    {
        engine::BuiltRow row;
        if (!oneOf(20))
            row.time = firstTime + int64_t(below(1000)) * hour / 7;
        row.texts = {u"some day"_s, in(sources), in(users), in(services), in(modules), in(actions), in(results),
            in(levels), oneOf(4) ? QString() : text()};
        for (qsizetype i = 0; i < others; ++i)
            row.others += text();
        return row;
    }

    engine::BuiltPart part(size_t rowCount)
    {
        engine::BuiltPart part;
        part.format = oneOf(2) ? engine::Format::Csv : engine::Format::Ndjson;
        for (unsigned i = below(3); i > 0; --i)
            part.otherTitles += u"Other %1"_s.arg(i);
        for (size_t i = 0; i < rowCount; ++i)
            part.rows.push_back(row(part.otherTitles.size()));
        return part;
    }

    std::optional<Field> field()
    {
        const unsigned place = below(allFields.size());
        return place == 0 ? std::nullopt : std::optional(allFields[place]);
    }

    Field someField() { return allFields[1 + below(allFields.size() - 1)]; }

    QString wanted(std::optional<Field> field)
    {
        const QStringList *lists[]{
            nullptr, &sources, &users, &services, &modules, &actions, &results, &levels, nullptr};
        const QStringList *list = field ? lists[size_t(*field)] : nullptr;
        return list && !oneOf(4) ? in(*list) : oneOf(3) ? in(pieces) + in(pieces) : in(pieces);
    }

    filter::Node leaf()
    {
        switch (below(7)) {
        case 0: {
            const auto time = [this] { return EventTime(std::chrono::microseconds(firstTime + below(140) * hour)); };
            const auto since = oneOf(3) ? std::nullopt : std::optional(time());
            return {filter::TimeIn{since, since && oneOf(3) ? std::nullopt : std::optional(time())}, {}};
        }
        case 1: {
            filter::LevelIn levelIn;
            for (bool &isIn : levelIn.levels)
                isIn = oneOf(2);
            return {levelIn, {}};
        }
        case 2:
            return {oneOf(2) ? filter::SourceIn{IpAddress::v4(0xc0000200), IpAddress::v4(0xc00002ff)}
                             : filter::SourceIn{IpAddress::v4(0), IpAddress::v4(0xffffffff)},
                {}};
        case 3: {
            const Field is = someField();
            const QString text = wanted(is);
            return oneOf(2)
                ? filter::Node{filter::TextIs{is, text, false}, {}}
                : filter::Node{
                      filter::TextIs{is, u"*"_s + text + u"*"_s + in(pieces) + (oneOf(2) ? u"*"_s : QString()), true},
                      {}};
        }
        case 4:
            return {filter::TextMatches{field(), in(expressions)}, {}};
        default: {
            const auto in = field();
            const QString text = wanted(in);
            return {filter::TextContains{in, text.isEmpty() ? u"e"_s : text}, {}};
        }
        }
    }

    filter::Node node(int depth)
    {
        if (depth == 0 || oneOf(3))
            return leaf();
        if (oneOf(4))
            return {filter::Not{{node(depth - 1)}}, {}};
        std::vector<filter::Node> nodes;
        for (unsigned i = 1 + below(3); i > 0; --i)
            nodes.push_back(node(depth - 1));
        return oneOf(2) ? filter::Node{filter::And{nodes}, {}} : filter::Node{filter::Or{nodes}, {}};
    }

private:
    std::mt19937 m_random;
};

filter::Filter filterOf(const filter::Node &node)
{
    return {.text = {}, .root = node, .terms = {}};
}

std::vector<bool> judgedOneByOne(const std::vector<engine::BuiltPart> &parts, const filter::Filter &filter)
{
    const filter::Matcher matcher(filter);
    std::vector<bool> flags;
    for (const auto &part : parts) {
        for (const auto &row : part.rows)
            flags.push_back(matcher.matches(row.subject()));
    }
    return flags;
}

std::vector<bool> flagsOf(const RowSet &rows)
{
    std::vector<bool> flags;
    for (uint64_t row = 0; row < rows.rowCount(); ++row)
        flags.push_back(rows.contains(row));
    return flags;
}

std::vector<bool> selected(const engine::LogSnapshot &log, const filter::Filter &filter, Workers &workers)
{
    Selection selection(filter);
    return selection.extend(log, workers, {}) ? flagsOf(selection.rows()) : std::vector<bool>();
}

QString whatDiffers(
    const std::vector<engine::BuiltPart> &parts, const std::vector<bool> &found, const std::vector<bool> &wanted)
{
    size_t row = 0;
    for (const auto &part : parts) {
        for (const auto &built : part.rows) {
            if (row < found.size() && found[row] != wanted[row])
                return u"row %1, %2 instead of %3: %4"_s.arg(row)
                    .arg(found[row])
                    .arg(wanted[row])
                    .arg(engine::builtTexts(built).join(u" | "));
            ++row;
        }
    }
    return u"%1 rows instead of %2"_s.arg(found.size()).arg(wanted.size());
}

}

class TestSelecting : public QObject {
    Q_OBJECT

private slots:
    void agreesWithJudgingEachRow_data();
    void agreesWithJudgingEachRow();
    void findsInTheRightFieldOnly();
    void findsWhatDamagedRecordsHave();
    void findsAcrossBordersOfWordsAndBlocks_data();
    void findsAcrossBordersOfWordsAndBlocks();
    void growsWithTheTableAndJudgesNoBlockTwice();
    void beginsAnewInAnotherGeneration();
    void startsFromWhatIsKnown();
    void goesOnAfterAStop();
    void tellsWhatIsThereSoFar();
    void namesTheTermThatLeavesNothing_data();
    void namesTheTermThatLeavesNothing();

private:
    Workers m_workers{2};
};

void TestSelecting::agreesWithJudgingEachRow_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestSelecting::agreesWithJudgingEachRow()
{
    QFETCH(const unsigned, seed);
    Chance chance(seed);
    std::vector<engine::BuiltPart> parts;
    for (unsigned i = 1 + chance.below(3); i > 0; --i)
        parts.push_back(chance.part(chance.below(150)));
    const auto log = engine::builtLog(parts, 1 + chance.below(90));
    for (int round = 0; round < 25; ++round) {
        const auto filter = filterOf(chance.node(3));
        const auto wanted = judgedOneByOne(parts, filter);
        const auto found = selected(log, filter, m_workers);
        QVERIFY2(found == wanted, qPrintable(filter::toText(filter) + u"\n"_s + whatDiffers(parts, found, wanted)));
    }
}

void TestSelecting::findsInTheRightFieldOnly()
{
    engine::BuiltRow inUser;
    inUser.texts[size_t(Field::User)] = u"needle"_s;
    engine::BuiltRow inComplement;
    inComplement.texts[size_t(Field::Complement)] = u"a \"Needle\""_s;
    engine::BuiltRow inOther;
    inOther.others = {u"NEEDLE"_s};
    inUser.others = inComplement.others = {QString()};
    engine::BuiltRow nowhere = inUser;
    nowhere.texts[size_t(Field::User)] = u"need"_s;
    nowhere.texts[size_t(Field::Service)] = u"le"_s;
    for (const auto format : {engine::Format::Csv, engine::Format::Ndjson}) {
        const std::vector<engine::BuiltPart> parts{
            {.format = format, .otherTitles = {u"Other"_s}, .rows = {inUser, inComplement, inOther, nowhere}}};
        const auto log = engine::builtLog(parts);
        const auto rows = [&](std::optional<Field> field) {
            return selected(log, filterOf({filter::TextContains{field, u"needle"_s}, {}}), m_workers);
        };
        QCOMPARE(rows(Field::User), (std::vector{true, false, false, false}));
        QCOMPARE(rows(Field::Complement), (std::vector{false, true, false, false}));
        QCOMPARE(rows({}), (std::vector{true, true, true, false}));
    }
}

void TestSelecting::findsWhatDamagedRecordsHave()
{
    engine::Part part;
    part.bytes = engine::GrowingBytes::of("user,complement\n"
                                          "a,\"nee\"dle\n"
                                          "b,x,too many,needle\n"
                                          "c,'=needle\n"
                                          "d,\"need\"\"le\"\n"
                                          "e,\"never closed, needle")
                     .value();
    part.columns = {{u"user"_s, Field::User}, {u"complement"_s, Field::Complement}};
    engine::Loading loading({part});
    loading.run({});
    const auto log = loading.snapshot();
    const auto rows = [&](std::optional<Field> field, const QString &text) {
        return selected(log, filterOf({filter::TextContains{field, text}, {}}), m_workers);
    };
    QCOMPARE(rows(Field::Complement, u"NEEDLE"_s), (std::vector{true, false, true, false, true}));
    QCOMPARE(rows({}, u"needle"_s), (std::vector{true, true, true, false, true}));
    QCOMPARE(rows(Field::Complement, u"'=needle"_s), (std::vector{false, false, false, false, false}));
    QCOMPARE(rows(Field::Complement, u"=needle"_s), (std::vector{false, false, true, false, false}));
}

void TestSelecting::findsAcrossBordersOfWordsAndBlocks_data()
{
    QTest::addColumn<uint32_t>("blockRows");
    for (const uint32_t blockRows : {1U, 63U, 64U, 65U, 128U, 1000U})
        QTest::addRow("%u rows in a block", blockRows) << blockRows;
}

void TestSelecting::findsAcrossBordersOfWordsAndBlocks()
{
    QFETCH(const uint32_t, blockRows);
    engine::BuiltPart part;
    for (int i = 0; i < 300; ++i) {
        engine::BuiltRow row;
        row.time = firstTime + i * hour;
        const bool isWanted = i % 63 < 2;
        row.texts[size_t(Field::User)] = isWanted ? u"wanted"_s : u"user %1"_s.arg(i);
        row.texts[size_t(Field::Complement)] = isWanted ? u"hay needle"_s : u"hay need"_s;
        part.rows.push_back(row);
    }
    const auto log = engine::builtLog({part}, blockRows);
    const std::vector<filter::Node> nodes{{filter::TextIs{Field::User, u"WANTED"_s, false}, {}},
        {filter::TextContains{Field::Complement, u"needle"_s}, {}}, {filter::TextMatches{{}, u"needle$"_s}, {}}};
    for (const auto &node : nodes) {
        const auto filter = filterOf(node);
        QCOMPARE(selected(log, filter, m_workers), judgedOneByOne({part}, filter));
    }
}

void TestSelecting::growsWithTheTableAndJudgesNoBlockTwice()
{
    Chance chance(7);
    const std::vector parts{chance.part(500)};
    const auto filter = filterOf({filter::TextContains{{}, u"denied"_s}, {}});
    Selection selection(filter);
    const auto log = [&](size_t filledBlocks) { return engine::builtLog(parts, 40, filledBlocks); };
    QVERIFY(selection.extend(log(3), m_workers, {}));
    QCOMPARE(selection.rows().rowCount(), 120U);
    const auto first = selection.rows().shared(0);
    QVERIFY(selection.extend(log(100), m_workers, {}));
    QCOMPARE(selection.rows().shared(0), first);
    QCOMPARE(flagsOf(selection.rows()), judgedOneByOne(parts, filter));
}

void TestSelecting::beginsAnewInAnotherGeneration()
{
    Chance chance(8);
    const std::vector parts{chance.part(100)};
    const std::vector otherParts{chance.part(80)};
    const auto filter = filterOf({filter::TextContains{{}, u"denied"_s}, {}});
    Selection selection(filter, std::make_shared<KnownRows>());
    QVERIFY(selection.extend(engine::builtLog(parts, 40), m_workers, {}));
    auto other = engine::builtLog(otherParts, 40);
    other.generation = 1;
    QVERIFY(selection.extend(other, m_workers, {}));
    QCOMPARE(flagsOf(selection.rows()), judgedOneByOne(otherParts, filter));
}

void TestSelecting::startsFromWhatIsKnown()
{
    Chance chance(9);
    const std::vector parts{chance.part(600)};
    const auto log = engine::builtLog(parts, 50);
    const auto known = std::make_shared<KnownRows>();
    const filter::Node user{filter::TextIs{Field::User, u"alice"_s, false}, {}};
    const filter::Node text{filter::TextContains{{}, u"denied"_s}, {}};
    const filter::Node level{filter::LevelIn{{true, true, false, false, false}}, {}};
    const std::vector<std::vector<filter::Node>> steps{{user}, {user, text}, {level, text, user}, {text}, {user, text}};
    for (const auto &nodes : steps) {
        const auto filter = filterOf(nodes.size() == 1 ? nodes.front() : filter::Node{filter::And{nodes}, {}});
        Selection selection(filter, known);
        QVERIFY(selection.extend(log, m_workers, {}));
        QCOMPARE(flagsOf(selection.rows()), judgedOneByOne(parts, filter));
    }
    const auto start = known->startFor({filter::toText(user), filter::toText(text), u"other"_s}, log.generation);
    QCOMPARE(start.terms.size(), 2U);
    QVERIFY(known->startFor({u"other"_s}, log.generation).terms.empty());
    QVERIFY(known->startFor({filter::toText(user)}, log.generation + 1).terms.empty());
}

void TestSelecting::goesOnAfterAStop()
{
    Chance chance(10);
    const std::vector parts{chance.part(900)};
    const auto log = engine::builtLog(parts, 10);
    const auto filter = filterOf({filter::TextContains{{}, u"k"_s}, {}});
    Selection selection(filter);
    std::stop_source stop;
    QVERIFY(!selection.extend(log, m_workers, stop.get_token(), [&](const RowSet &) { stop.request_stop(); }));
    const uint64_t known = selection.rows().rowCount();
    QVERIFY(known > 0 && known < 900);
    QVERIFY(selection.extend(log, m_workers, {}));
    QCOMPARE(flagsOf(selection.rows()), judgedOneByOne(parts, filter));
}

void TestSelecting::tellsWhatIsThereSoFar()
{
    Chance chance(11);
    const std::vector parts{chance.part(900)};
    std::vector<uint64_t> told;
    Selection everything(filter::Filter{});
    QVERIFY(everything.extend(
        engine::builtLog(parts, 10), m_workers, {}, [&](const RowSet &rows) { told.push_back(rows.count()); }));
    QVERIFY(told.size() > 1);
    QVERIFY(std::ranges::is_sorted(told));
    QCOMPARE(told.back(), 900U);
}

void TestSelecting::namesTheTermThatLeavesNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("term");
    QTest::newRow("the only one") << u"user:zoe"_s << u"user:zoe"_s;
    QTest::newRow("one of no rows") << u"user:alice user:zoe level:information"_s << u"user:zoe"_s;
    QTest::newRow("two that exclude each other: the last") << u"user:alice user:bob"_s << u"user:bob"_s;
    QTest::newRow("the last that can be dropped") << u"user:alice service:Common user:bob"_s << u"user:bob"_s;
    QTest::newRow("none alone: that after which nothing is left")
        << u"user:zoe service:none module:none"_s << u"user:zoe"_s;
    QTest::newRow("there are rows") << u"user:alice"_s << QString();
    QTest::newRow("no filter") << QString() << QString();
}

void TestSelecting::namesTheTermThatLeavesNothing()
{
    QFETCH(const QString, text);
    QFETCH(const QString, term);
    engine::BuiltPart part;
    for (const QString &user : {u"alice"_s, u"bob"_s}) {
        engine::BuiltRow row;
        row.texts[size_t(Field::User)] = user;
        row.texts[size_t(Field::Service)] = u"Common"_s;
        row.texts[size_t(Field::Level)] = u"information"_s;
        part.rows.push_back(row);
    }
    const auto filter = filter::parse(text, {}).value();
    const auto place = emptyingTerm(filter, engine::builtLog({part}), m_workers, {});
    QCOMPARE(place ? text.sliced(place->position, place->length) : QString(), term);
}

QTEST_APPLESS_MAIN(TestSelecting)
#include "tst_selecting.moc"
