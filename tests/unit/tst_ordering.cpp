// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/foldedtext.h"
#include "audit/query/ordering.h"
#include "builtlog.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace sekimori;
using namespace sekimori::audit;
using namespace sekimori::audit::query;
using namespace Qt::StringLiterals;

namespace {

constexpr int64_t firstTime = 1'767'225'600'000'000;

const QStringList words{u"Changed"_s, u"changed"_s, u"設定"_s, u"\u212Aelvin"_s, u"kelvin"_s, u"É"_s, u"é"_s,
    u"\"x\""_s, u", "_s, u""_s, u"zz"_s, u"01234567"_s, u"\U00010428"_s, u"ﾊﾝ"_s};
const QStringList sources{
    u"10.0.0.9"_s, u"10.0.0.10"_s, u"2001:db8::1"_s, u"192.0.2.0/24"_s, u"Printer"_s, u"printer"_s, QString()};
const QStringList levels{u"critical"_s, u"information"_s, u"Odd"_s, u"warning"_s, u"notice"_s, u"error"_s};

std::vector<engine::BuiltPart> someParts(size_t rowCount, bool isInOrderOfTime)
{
    std::mt19937 random(3);
    std::vector<engine::BuiltPart> parts;
    int64_t time = firstTime;
    for (const QString &name : {u"b.csv"_s, u"A.csv"_s}) {
        engine::BuiltPart part{.name = name, .otherTitles = {u"Port"_s}, .rows = {}};
        for (size_t i = 0; i < rowCount; ++i) {
            engine::BuiltRow row;
            time = isInOrderOfTime ? time + int64_t(random() % 3) : firstTime + int64_t(random() % 500);
            if (isInOrderOfTime || random() % 10 != 0)
                row.time = time;
            row.texts[size_t(Field::Source)] = sources[qsizetype(random() % size_t(sources.size()))];
            row.texts[size_t(Field::User)] = words[qsizetype(random() % size_t(words.size()))];
            row.texts[size_t(Field::Level)] = levels[qsizetype(random() % size_t(levels.size()))];
            QString complement = u"the same beginning "_s.repeated(qsizetype(random() % 3));
            for (auto word = random() % 4; word > 0; --word)
                complement += words[qsizetype(random() % size_t(words.size()))];
            row.texts[size_t(Field::Complement)] = complement;
            row.others = {words[qsizetype(random() % size_t(words.size()))]};
            part.rows.push_back(row);
        }
        parts.push_back(part);
    }
    return parts;
}

std::string foldedText(const QString &text)
{
    return filter::folded(std::string_view(text.toUtf8()));
}

int64_t timeOf(const engine::BuiltRow &row)
{
    return row.time.value_or(engine::noTime);
}

}

class TestOrdering : public QObject {
    Q_OBJECT

private slots:
    void agreesWithAStableSort_data();
    void agreesWithAStableSort();
    void ordersSources();
    void knowsWhetherTimesAreInOrder();
    void sortsManyRows();
    void stops();

private:
    Workers m_workers{2};
};

void TestOrdering::agreesWithAStableSort_data()
{
    QTest::addColumn<OrderKey>("key");
    QTest::addColumn<bool>("isInOrderOfTime");
    for (const bool isInOrder : {false, true}) {
        const char *state = isInOrder ? "in order of time" : "by chance";
        QTest::addRow("time, %s", state) << OrderKey{} << isInOrder;
        QTest::addRow("user, %s", state) << OrderKey{.field = Field::User} << isInOrder;
        QTest::addRow("level, %s", state) << OrderKey{.field = Field::Level} << isInOrder;
        QTest::addRow("complement, %s", state) << OrderKey{.field = Field::Complement} << isInOrder;
        QTest::addRow("file, %s", state) << OrderKey{.kind = OrderKey::Kind::File} << isInOrder;
        QTest::addRow("line, %s", state) << OrderKey{.kind = OrderKey::Kind::Line} << isInOrder;
        QTest::addRow("other, %s", state) << OrderKey{.kind = OrderKey::Kind::Other, .title = u"Port"_s} << isInOrder;
        QTest::addRow("no such column, %s", state)
            << OrderKey{.kind = OrderKey::Kind::Other, .title = u"none"_s} << isInOrder;
    }
}

void TestOrdering::agreesWithAStableSort()
{
    QFETCH(const OrderKey, key);
    QFETCH(const bool, isInOrderOfTime);
    const auto parts = someParts(700, isInOrderOfTime);
    const auto log = engine::builtLog(parts, 90);
    std::vector<const engine::BuiltRow *> rows;
    for (const auto &part : parts) {
        for (const auto &row : part.rows)
            rows.push_back(&row);
    }
    std::vector<RowNumber> wanted(rows.size());
    std::iota(wanted.begin(), wanted.end(), 0U);
    const auto textOf = [&](RowNumber row) -> std::string {
        if (key.kind == OrderKey::Kind::File)
            return row < 700 ? "b" : "a";
        if (key.kind == OrderKey::Kind::Other)
            return key.title == u"Port"_s ? foldedText(rows[row]->others.front()) : std::string();
        if (key.kind == OrderKey::Kind::Line || key.field == Field::Time)
            return {};
        if (key.field == Field::Level)
            return std::to_string(int(rows[row]->level()));
        return foldedText(rows[row]->texts[size_t(key.field)]);
    };
    if (key.kind == OrderKey::Kind::Field || key.kind == OrderKey::Kind::Other)
        std::ranges::stable_sort(wanted, {}, [&](RowNumber row) { return timeOf(*rows[row]); });
    std::ranges::stable_sort(wanted, {}, textOf);
    const RowSet all = filledRows(log);
    QCOMPARE(inOrder({log, all, m_workers, {}}, key), wanted);
}

void TestOrdering::ordersSources()
{
    engine::BuiltPart part;
    for (const QString &source :
        {u"printer"_s, u"2001:db8::1"_s, u"10.0.0.10"_s, u"10.0.0.9"_s, QString(), u"Alpha"_s, u"10.0.0.0/8"_s}) {
        engine::BuiltRow row;
        row.texts[size_t(Field::Source)] = source;
        part.rows.push_back(row);
    }
    const auto log = engine::builtLog({part});
    const RowSet all = filledRows(log);
    QStringList ordered;
    const auto order = inOrder({log, all, m_workers, {}}, {.field = Field::Source}).value();
    for (const RowNumber row : order)
        ordered += part.rows[row].texts[size_t(Field::Source)];
    QCOMPARE(ordered,
        (QStringList{
            QString(), u"10.0.0.0/8"_s, u"10.0.0.9"_s, u"10.0.0.10"_s, u"2001:db8::1"_s, u"Alpha"_s, u"printer"_s}));
}

void TestOrdering::knowsWhetherTimesAreInOrder()
{
    auto parts = someParts(300, true);
    auto log = engine::builtLog(parts, 50);
    const RowSet all = filledRows(log);
    QCOMPARE(isInOrderOfTime({log, all, m_workers, {}}), true);
    parts.back().rows.back().time = firstTime - 1;
    log = engine::builtLog(parts, 50);
    QCOMPARE(isInOrderOfTime({log, all, m_workers, {}}), false);
    QCOMPARE(isInOrderOfTime({log, ~all, m_workers, {}}), true);
}

void TestOrdering::sortsManyRows()
{
    // More than a stretch of the radix sort, and a group of texts that all threads sort together.
    engine::BuiltPart part;
    std::mt19937 random(4);
    for (int i = 0; i < 140'000; ++i) {
        engine::BuiltRow row;
        row.time = int64_t(random());
        row.texts[size_t(Field::Complement)]
            = u"a beginning of them all, and then "_s + QString::number(random() % 1000);
        part.rows.push_back(row);
    }
    const auto log = engine::builtLog({part});
    const RowSet all = filledRows(log);
    const auto key = [&](RowNumber row) {
        return std::tuple(foldedText(part.rows[row].texts[size_t(Field::Complement)]), timeOf(part.rows[row]), row);
    };
    const auto ordered = inOrder({log, all, m_workers, {}}, {.field = Field::Complement}).value();
    QCOMPARE(ordered.size(), part.rows.size());
    QVERIFY(std::ranges::is_sorted(ordered, {}, key));
    const auto byTime = inOrder({log, all, m_workers, {}}, {}).value();
    QVERIFY(std::ranges::is_sorted(byTime, {}, [&](RowNumber row) { return std::pair(timeOf(part.rows[row]), row); }));
}

void TestOrdering::stops()
{
    const auto log = engine::builtLog(someParts(100, false), 50);
    const RowSet all = filledRows(log);
    std::stop_source stop;
    stop.request_stop();
    for (const OrderKey &key : {OrderKey{}, OrderKey{.field = Field::User}, OrderKey{.field = Field::Complement}})
        QVERIFY(!inOrder({log, all, m_workers, stop.get_token()}, key));
}

QTEST_APPLESS_MAIN(TestOrdering)
#include "tst_ordering.moc"
