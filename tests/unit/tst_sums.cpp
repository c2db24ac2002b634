// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/sums.h"
#include "builtlog.h"

#include <QTest>

#include <map>
#include <random>

using namespace sekimori::audit;
using namespace sekimori::audit::query;
using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

constexpr int64_t firstTime = 1'774'440'000'000'000; // 2026-03-25T12:00Z; summer time comes to Europe on the 29th
constexpr int64_t minute = 60'000'000;

/// Rows by chance over 1,000 hours; every 20th without a time.
engine::BuiltPart somePart(size_t rowCount, unsigned userCount)
{
    std::mt19937 random(5);
    const QStringList results{u"SUCCESS"_s, u"FAILED"_s, u"ERROR"_s, u"Odd"_s, QString()};
    const QStringList levels{u"information"_s, u"notice"_s, u"warning"_s, u"error"_s, u"critical"_s, u"Odd"_s};
    engine::BuiltPart part;
    for (size_t i = 0; i < rowCount; ++i) {
        engine::BuiltRow row;
        if (random() % 20 != 0)
            row.time = firstTime + int64_t(random() % 60'000) * minute;
        row.texts[size_t(Field::User)] = u"user %1"_s.arg(random() % userCount);
        row.texts[size_t(Field::Source)] = u"10.0.%1.%2"_s.arg(random() % 40).arg(random() % 250);
        row.texts[size_t(Field::Result)] = results[qsizetype(random() % 5)];
        row.texts[size_t(Field::Level)] = levels[qsizetype(random() % 6)];
        part.rows.push_back(row);
    }
    return part;
}

RowSet everyThird(const engine::LogSnapshot &log)
{
    RowSet rows;
    for (size_t i = 0; i < log.filledBlocks; ++i) {
        const auto count = (*log.blocks)[i]->rowCount;
        std::vector<uint64_t> words(BlockRows::wordsFor(count));
        for (uint32_t row = 0; row < count; row += 3)
            words[row / 64] |= uint64_t(1) << (row % 64);
        rows.append(std::make_shared<const BlockRows>(BlockRows::of(count, words)));
    }
    return rows;
}

bool isFailed(const engine::BuiltRow &row)
{
    const QString &result = row.texts[size_t(Field::Result)];
    return !result.isEmpty() && result != u"SUCCESS"_s;
}

}

class TestSums : public QObject {
    Q_OBJECT

private slots:
    void countsByCode();
    void countsPairs();
    void countsLevels();
    void findsTheSpan();
    void fillsTheHistogram();
    void fillsTheWeek_data();
    void fillsTheWeek();
    void namesTheMostFrequent();
    void hasNoAnswerWhenStopped();
    void isAtPeaceWithNoRows();

private:
    void eachChosen(auto &&visit) const
    {
        m_rows.forEach([&](uint64_t row) { visit(m_part.rows[row]); });
    }
    std::string_view text(Field field, uint32_t code) const { return (*m_log.dictionaries)[field][code]; }
    Scope scope() { return {m_log, m_rows, m_workers, {}}; }

    engine::BuiltPart m_part = somePart(5000, 300);
    engine::LogSnapshot m_log = engine::builtLog({m_part}, 700);
    RowSet m_rows = everyThird(m_log);
    Workers m_workers{2};
};

void TestSums::countsByCode()
{
    for (const Field field : {Field::User, Field::Source, Field::Level, Field::Result}) {
        std::map<QString, uint64_t> wanted;
        for (const auto &row : m_part.rows)
            ++wanted[row.texts[size_t(field)]];
        const RowSet all = filledRows(m_log);
        const auto counts = countByCode({m_log, all, m_workers, {}}, field).value();
        for (uint32_t code = 0; code < counts.size(); ++code)
            QCOMPARE(counts[code], wanted[QString::fromUtf8(text(field, code))]);
        wanted.clear();
        eachChosen([&](const auto &row) { ++wanted[row.texts[size_t(field)]]; });
        const auto chosen = countByCode(scope(), field).value();
        for (uint32_t code = 0; code < chosen.size(); ++code)
            QCOMPARE(chosen[code], wanted[QString::fromUtf8(text(field, code))]);
    }
}

void TestSums::countsPairs()
{
    // Users by results fit an array, sources by users do not.
    for (const auto &[first, second] : {std::pair(Field::User, Field::Result), std::pair(Field::Source, Field::User)}) {
        std::map<std::pair<std::string, std::string>, uint64_t> wanted;
        eachChosen([&](const auto &row) {
            ++wanted[{row.texts[size_t(first)].toStdString(), row.texts[size_t(second)].toStdString()}];
        });
        const auto pairs = countByPair(scope(), first, second).value();
        QCOMPARE(pairs.size(), wanted.size());
        for (const PairCount &pair : pairs)
            QCOMPARE(
                pair.count, (wanted[{std::string(text(first, pair.first)), std::string(text(second, pair.second))}]));
        QVERIFY(std::ranges::is_sorted(pairs, {}, [](const auto &pair) { return std::pair(pair.first, pair.second); }));
    }
}

void TestSums::countsLevels()
{
    LevelCounts wanted{};
    eachChosen([&](const auto &row) { ++wanted[size_t(row.level())]; });
    QCOMPARE(countByLevel(scope()), wanted);
}

void TestSums::findsTheSpan()
{
    TimeSpan wanted{std::numeric_limits<int64_t>::max(), 0};
    eachChosen([&](const auto &row) {
        if (row.time)
            wanted = {std::min(wanted.earliest, *row.time), std::max(wanted.latest, *row.time)};
    });
    QCOMPARE(spanOf(scope()), wanted);
}

void TestSums::fillsTheHistogram()
{
    const auto bins = binsBy(6h, firstTime + 5000 * minute, firstTime + 40'000 * minute, QTimeZone::utc());
    std::vector<BinCounts> wanted(bins.count());
    eachChosen([&](const auto &row) {
        if (!row.time || *row.time < bins.edges.front() || *row.time >= bins.edges.back())
            return;
        BinCounts &bin = wanted[size_t((*row.time - bins.edges.front()) / microseconds(6h).count())];
        ++bin.levels[size_t(row.level())];
        bin.failed += isFailed(row);
    });
    QCOMPARE(countByTime(scope(), bins), wanted);
}

void TestSums::fillsTheWeek_data()
{
    QTest::addColumn<QByteArray>("zone");
    for (const char *zone :
        {"UTC", "Europe/Berlin", "Asia/Tokyo", "America/St_Johns", "Australia/Lord_Howe", "UTC+05:45"})
        QTest::newRow(zone) << QByteArray(zone);
}

void TestSums::fillsTheWeek()
{
    QFETCH(const QByteArray, zone);
    const QTimeZone timeZone(zone);
    QVERIFY(timeZone.isValid());
    HourCounts wanted{};
    eachChosen([&](const auto &row) {
        if (!row.time)
            return;
        const auto local = QDateTime::fromMSecsSinceEpoch(*row.time / 1000, timeZone);
        ++wanted[size_t(local.date().dayOfWeek() - 1)][size_t(local.time().hour())];
    });
    QCOMPARE(countByHour(scope(), timeZone), wanted);
}

void TestSums::namesTheMostFrequent()
{
    engine::Dictionary dictionary;
    for (const char *name : {"", "bob", "Alice", "alba", "\u00C9va", "carol"})
        dictionary.codeOf(name);
    const CodeCounts counts{100, 7, 9, 7, 3, 0};
    const auto names = [&](size_t most, QStringView start) {
        QStringList found;
        for (const auto &[code, count] : mostFrequent(dictionary, counts, most, start))
            found += QString::fromUtf8(dictionary[code]) + u' ' + QString::number(count);
        return found;
    };
    QCOMPARE(names(10, {}), (QStringList{u"Alice 9"_s, u"alba 7"_s, u"bob 7"_s, u"Éva 3"_s}));
    QCOMPARE(names(2, {}), (QStringList{u"Alice 9"_s, u"alba 7"_s}));
    QCOMPARE(names(10, u"AL"), (QStringList{u"Alice 9"_s, u"alba 7"_s}));
    QCOMPARE(names(10, u"é"), (QStringList{u"Éva 3"_s}));
}

void TestSums::hasNoAnswerWhenStopped()
{
    std::stop_source stop;
    stop.request_stop();
    const Scope stopped{m_log, m_rows, m_workers, stop.get_token()};
    QVERIFY(!countByCode(stopped, Field::User));
    QVERIFY(!countByPair(stopped, Field::User, Field::Result));
    QVERIFY(!countByLevel(stopped));
    QVERIFY(!spanOf(stopped));
    QVERIFY(!countByTime(stopped, binsBy(1h, firstTime, firstTime + minute, QTimeZone::utc())));
    QVERIFY(!countByHour(stopped, QTimeZone::utc()));
}

void TestSums::isAtPeaceWithNoRows()
{
    const auto log = engine::builtLog({});
    const RowSet none;
    const Scope nothing{log, none, m_workers, {}};
    QCOMPARE(countByLevel(nothing), LevelCounts());
    QVERIFY(spanOf(nothing)->isEmpty());
    QCOMPARE(countByHour(nothing, QTimeZone("Europe/Berlin")), HourCounts());
    QVERIFY(countByPair(nothing, Field::User, Field::Source)->empty());
    QVERIFY(countByTime(nothing, {})->empty());
}

QTEST_APPLESS_MAIN(TestSums)
#include "tst_sums.moc"
