// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/growingbytes.h"
#include "audit/engine/loading.h"
#include "audit/filter/parser.h"
#include "items/filelogviewing.h"
#include "items/recordtext.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::items;
using audit::Field;
using audit::engine::Part;
using audit::query::OrderKey;

class TestFileLogModel : public QObject {
    Q_OBJECT

private slots:
    void init();

    void showsRowsAndWhereTheyStand();
    void ordersByTimeBothWays();
    void ordersByOtherColumns();
    void filters();
    void keepsHoldOfRowsInAnotherOrder();
    void losesHoldOfRowsThatAreFilteredOut();
    void addsRowsThatCome_data();
    void addsRowsThatCome();
    void findsTheRowNearestInTime();
    void bringsColumnsOfSeveralFilesTogether();
    void addsAColumnForWhatNoneHas();
    void beginsAnewWithAnotherLog();
    void writesOnlyChosenRows();

private:
    void show(const audit::engine::LogSnapshot &log, const LogQuery &query);
    QStringList texts(Field field) const;
    static LogQuery query(const QString &filter = {}, const OrderKey &orderedBy = {}, bool isDescending = false);

    std::unique_ptr<FileLogViewing> m_viewing;
    std::unique_ptr<FileLogModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

namespace {

Part part(const QByteArray &text, const QStringList &columns, const QString &name = u"a.csv"_s)
{
    Part part;
    part.name = name;
    part.bytes = audit::engine::GrowingBytes::of(std::string_view(text.constData(), size_t(text.size()))).value();
    const QMap<QString, Field> fields{{u"time"_s, Field::Time}, {u"user"_s, Field::User}, {u"action"_s, Field::Action}};
    for (const QString &column : columns) {
        Part::Column each;
        each.title = column;
        if (fields.contains(column))
            each.field = fields.value(column);
        part.columns.push_back(each);
    }
    return part;
}

const QByteArray threeRows = "time,user,action,branch\n"
                             "2026-03-05T10:00:00Z,sato,sign in,Osaka\n"
                             "2026-03-05T12:00:00Z,mori,sign out,Kyoto\n"
                             "2026-03-05T11:00:00Z,abe,sign in,Tokyo\n";
const QStringList columns{u"time"_s, u"user"_s, u"action"_s, u"branch"_s};

audit::engine::LogSnapshot load(const std::vector<Part> &parts)
{
    audit::engine::Loading loading(parts);
    loading.run({});
    return loading.snapshot();
}

}

void TestFileLogModel::init()
{
    m_tester.reset();
    m_viewing = std::make_unique<FileLogViewing>(std::make_shared<audit::query::Workers>(1));
    m_model = std::make_unique<FileLogModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestFileLogModel::show(const audit::engine::LogSnapshot &log, const LogQuery &query)
{
    const auto change = m_viewing->view(
        {.log = log, .query = query, .shown = m_model->shown(), .held = m_model->heldRows()}, {}, [](auto &&) { });
    QVERIFY(change);
    m_model->apply(*change, query.isByTime());
}

QStringList TestFileLogModel::texts(Field field) const
{
    QStringList texts;
    for (int row = 0; row < m_model->rowCount(); ++row)
        texts += m_model->recordAt(row).value()[field];
    return texts;
}

LogQuery TestFileLogModel::query(const QString &filter, const OrderKey &orderedBy, bool isDescending)
{
    return {.filter = audit::filter::parse(filter, {}).value(),
        .zone = QTimeZone::utc(),
        .orderedBy = orderedBy,
        .isDescending = isDescending};
}

void TestFileLogModel::showsRowsAndWhereTheyStand()
{
    show(load({part(threeRows, columns)}), query());
    QCOMPARE(m_model->rowCount(), 3);
    const auto record = m_model->recordAt(2).value();
    QCOMPARE(record[Field::User], u"mori"_s);
    QCOMPARE(record.line, 3);
    QCOMPARE(record.others, QStringList{u"Kyoto"_s});
    QCOMPARE(m_model->fileName(record.part), u"a.csv"_s);
    QStringList keys;
    for (const LogColumn &column : m_model->columns())
        keys += column.key;
    QCOMPARE(keys, (QStringList{u"time"_s, u"user"_s, u"action"_s, u"other:branch"_s, u"line"_s}));
    QVERIFY(!m_model->recordAt(3));
}

void TestFileLogModel::ordersByTimeBothWays()
{
    const auto log = load({part(threeRows, columns)});
    show(log, query());
    QCOMPARE(texts(Field::User), (QStringList{u"sato"_s, u"abe"_s, u"mori"_s}));
    show(log, query({}, {}, true));
    QCOMPARE(texts(Field::User), (QStringList{u"mori"_s, u"abe"_s, u"sato"_s}));
}

void TestFileLogModel::ordersByOtherColumns()
{
    const auto log = load({part(threeRows, columns)});
    show(log, query({}, {.field = Field::User}));
    QCOMPARE(texts(Field::User), (QStringList{u"abe"_s, u"mori"_s, u"sato"_s}));
    show(log, query({}, {.field = Field::Action}, true));
    QCOMPARE(texts(Field::User), (QStringList{u"mori"_s, u"abe"_s, u"sato"_s}));
    show(log, query({}, {.kind = OrderKey::Kind::Other, .title = u"branch"_s}));
    QCOMPARE(texts(Field::User), (QStringList{u"mori"_s, u"sato"_s, u"abe"_s}));
    show(log, query({}, {.kind = OrderKey::Kind::Line}, true));
    QCOMPARE(texts(Field::User), (QStringList{u"abe"_s, u"mori"_s, u"sato"_s}));
}

void TestFileLogModel::filters()
{
    const auto log = load({part(threeRows, columns)});
    show(log, query(u"action:\"sign in\""_s));
    QCOMPARE(texts(Field::User), (QStringList{u"sato"_s, u"abe"_s}));
    show(log, query(u"user:nobody"_s));
    QCOMPARE(m_model->rowCount(), 0);
    const FileLogQuestion question{.log = log, .query = query(u"user:sato user:mori"_s), .shown = {}, .held = {}};
    QVERIFY(!m_viewing->emptiedBy(question, {}).isEmpty());
}

void TestFileLogModel::keepsHoldOfRowsInAnotherOrder()
{
    const auto log = load({part(threeRows, columns)});
    show(log, query());
    const QPersistentModelIndex held(m_model->index(0, 1)); // sato
    show(log, query({}, {.field = Field::User}));
    QCOMPARE(held.row(), 2);
    show(log, query({}, {}, true));
    QCOMPARE(held.row(), 2);
}

void TestFileLogModel::losesHoldOfRowsThatAreFilteredOut()
{
    const auto log = load({part(threeRows, columns)});
    show(log, query());
    const QPersistentModelIndex sato(m_model->index(0, 1));
    const QPersistentModelIndex mori(m_model->index(2, 1));
    show(log, query(u"user:mori"_s));
    QVERIFY(!sato.isValid());
    QCOMPARE(mori.row(), 0);
}

void TestFileLogModel::addsRowsThatCome_data()
{
    QTest::addColumn<bool>("isDescending");
    QTest::addColumn<int>("first");
    QTest::newRow("behind") << false << 1;
    QTest::newRow("in front") << true << 0;
}

void TestFileLogModel::addsRowsThatCome()
{
    QFETCH(const bool, isDescending);
    QFETCH(const int, first);
    const auto bytes = audit::engine::GrowingBytes::create(1 << 20).value();
    Part growing = part({}, columns);
    growing.bytes = bytes;
    growing.isFollowed = true;
    QVERIFY(bytes->append("time,user,action,branch\n2026-03-05T10:00:00Z,sato,sign in,Osaka\n"));
    audit::engine::Loading loading({growing});
    loading.run({});
    show(loading.snapshot(), query({}, {}, isDescending));
    QCOMPARE(m_model->rowCount(), 1);

    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy moved(m_model.get(), &QAbstractItemModel::layoutChanged);
    QVERIFY(bytes->append("2026-03-05T11:00:00Z,mori,sign in,Kyoto\n2026-03-05T12:00:00Z,abe,sign in,Kyoto\n"));
    loading.run({});
    QCOMPARE(loading.snapshot().filledRows, uint64_t(3));
    show(loading.snapshot(), query({}, {}, isDescending));
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(inserted.size() + moved.size(), 1);
    if (!inserted.isEmpty())
        QCOMPARE(inserted.first().at(1).toInt(), first);
    QCOMPARE(texts(Field::User),
        isDescending ? (QStringList{u"abe"_s, u"mori"_s, u"sato"_s}) : (QStringList{u"sato"_s, u"mori"_s, u"abe"_s}));
}

void TestFileLogModel::findsTheRowNearestInTime()
{
    const auto log = load({part(threeRows, columns)});
    const auto at
        = [](const QString &clock) { return audit::timeFromText(u"2026-03-05T%1:00.000000Z"_s.arg(clock)).value(); };
    show(log, query());
    QCOMPARE(m_model->rowNear(at(u"09:00"_s)), 0);
    QCOMPARE(m_model->rowNear(at(u"11:10"_s)), 1);
    QCOMPARE(m_model->rowNear(at(u"11:50"_s)), 2);
    QCOMPARE(m_model->rowNear(at(u"23:00"_s)), 2);
    show(log, query({}, {}, true));
    QCOMPARE(m_model->rowNear(at(u"11:10"_s)), 1);
    QCOMPARE(m_model->rowNear(at(u"09:00"_s)), 2);
    show(log, query({}, {.field = Field::User}));
    QCOMPARE(m_model->rowNear(at(u"11:10"_s)), -1);
}

void TestFileLogModel::bringsColumnsOfSeveralFilesTogether()
{
    const QByteArray other = "shelf,user,time\nB7,kato,2026-03-05T10:30:00Z\n";
    show(load({part(threeRows, columns), part(other, {u"shelf"_s, u"user"_s, u"time"_s}, u"b.csv"_s)}), query());
    QCOMPARE(texts(Field::User), (QStringList{u"sato"_s, u"kato"_s, u"abe"_s, u"mori"_s}));
    QCOMPARE(m_model->recordAt(0).value().others, (QStringList{u"Osaka"_s, QString()}));
    QCOMPARE(m_model->recordAt(1).value().others, (QStringList{QString(), u"B7"_s}));
    QCOMPARE(m_model->fileName(m_model->recordAt(1).value().part), u"b.csv"_s);
    const auto &all = m_model->columns();
    QVERIFY(std::ranges::any_of(all, [](const LogColumn &column) { return column.kind == LogColumn::Kind::File; }));
}

void TestFileLogModel::addsAColumnForWhatNoneHas()
{
    audit::engine::Loading loading(
        {part(threeRows + "2026-03-05T13:00:00Z,ito,sign in,Nara,by phone\n", columns)}, {.blockRows = 3});
    loading.run({});
    const auto log = loading.snapshot();
    auto before = log;
    before.blocks = std::make_shared<const std::vector<std::shared_ptr<const audit::engine::Block>>>(
        log.blocks->begin(), log.blocks->begin() + 1);
    before.rowCount = before.filledRows = 3;
    before.filledBlocks = 1;
    show(before, query());
    const auto hasColumn = [this] { return m_model->columns().contains(surplusColumn()); };
    QVERIFY(!hasColumn());
    const QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    show(log, query());
    QVERIFY(hasColumn());
    QVERIFY(resets.isEmpty());
    QCOMPARE(m_model->index(3, m_model->columnCount() - 1).data().toString(), u"by phone"_s);
    QCOMPARE(m_model->index(2, m_model->columnCount() - 1).data().toString(), QString());
    QVERIFY(toText(m_model->recordAt(3).value(), *m_model).contains(u": by phone"_s));
    QVERIFY(toJson(m_model->recordAt(3).value(), *m_model).contains(u"\"surplus\":\"by phone\""_s));
    show(log, query(u"PHONE"_s));
    QCOMPARE(texts(Field::User), QStringList{u"ito"_s});
    show(load({part(threeRows, columns)}), query());
    QVERIFY(!hasColumn());
}

void TestFileLogModel::beginsAnewWithAnotherLog()
{
    show(load({part(threeRows, columns)}), query());
    const QPersistentModelIndex held(m_model->index(0, 1));
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    show(load({part("time,user\n2026-03-05T10:00:00Z,ito\n", {u"time"_s, u"user"_s})}), query());
    QVERIFY(reset.size() > 0);
    QVERIFY(!held.isValid());
    QCOMPARE(texts(Field::User), QStringList{u"ito"_s});
}

void TestFileLogModel::writesOnlyChosenRows()
{
    show(load({part(threeRows, columns)}), query({}, {.field = Field::User}, true)); // sato, mori, abe
    const FileLogRows chosen = m_model->shown()->onlyAt({{0, 0}, {2, 2}});
    QCOMPARE(chosen.count(), 2);
    QCOMPARE(chosen.rowAt(0), m_model->shown()->rowAt(0));
    QCOMPARE(chosen.rowAt(1), m_model->shown()->rowAt(2));
}

QTEST_GUILESS_MAIN(TestFileLogModel)
#include "tst_filelogmodel.moc"
