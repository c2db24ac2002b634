// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakelog.h"
#include "items/supportviews.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using items::SupportViews;

namespace {

audit::Event view(qint64 number)
{
    audit::Event event = fake::numberedEvent(number);
    event.user = u"hana@support"_s;
    event.module = u"Support"_s;
    event.action = u"view"_s;
    event.complement = u"settings"_s;
    return event;
}

/// A log of @p newest events in which those numbered in @p views are looks, by pages of the size asked for.
fake::Reply page(const fake::SeenRequest &request, qint64 newest, const QList<qint64> &views)
{
    const QUrlQuery query(QUrl(QString::fromLatin1(request.target)).query());
    const QString after = query.queryItemValue(u"after"_s);
    const qint64 from = after.isEmpty() ? newest : after.toLongLong() - 1;
    const qint64 limit = query.queryItemValue(u"limit"_s).toLongLong();
    QJsonArray events;
    for (qint64 number = from; number > std::max<qint64>(from - limit, 0); --number)
        events.append(audit::toJson(views.contains(number) ? view(number) : fake::numberedEvent(number)));
    const qint64 last = from - events.size() + 1;
    return fake::json(200, {{u"events"_s, events}, {u"next"_s, last > 1 ? QJsonValue(last) : QJsonValue()}});
}

}

/// The looks that the platform's staff took, found in the log.
class TestSupportViews : public QObject {
    Q_OBJECT

private slots:
    void findsThemInTheLog_data();
    void findsThemInTheLog();
    void keepsWhatItKnowsWhenThePlatformIsGone();
};

void TestSupportViews::findsThemInTheLog_data()
{
    QTest::addColumn<qint64>("newest");
    QTest::addColumn<QList<qint64>>("views");
    QTest::addColumn<QList<qint64>>("found");
    QTest::addColumn<bool>("isCutOff");
    QTest::addColumn<int>("asked");
    using Numbers = QList<qint64>;
    const Numbers none;
    QTest::newRow("an empty log") << qint64(0) << none << none << false << 1;
    QTest::newRow("none") << qint64(20) << none << none << false << 1;
    QTest::newRow("two") << qint64(20) << Numbers{3, 17} << Numbers{17, 3} << false << 1;
    QTest::newRow("on the second page") << qint64(1500) << Numbers{20} << Numbers{20} << false << 2;
    QTest::newRow("more than are shown") << qint64(20) << Numbers{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
                                         << Numbers{10, 9, 8, 7, 6, 5, 4, 3} << true << 1;
    QTest::newRow("too far back") << qint64(9000) << Numbers{20} << none << true << 5;
}

void TestSupportViews::findsThemInTheLog()
{
    QFETCH(const qint64, newest);
    QFETCH(const QList<qint64>, views);
    fake::Platform platform([&](const fake::SeenRequest &request) { return page(request, newest, views); });
    platform::Connection connection(fake::listenWith(platform, fake::authority()));
    platform::AuditClient client(connection);
    SupportViews model(client);
    model.refresh();
    QVERIFY(model.isAsking());
    QTRY_VERIFY(model.isRead());
    QList<qint64> numbers;
    for (const audit::Event &event : model.views())
        numbers.append(event.number);
    QTEST(numbers, "found");
    QTEST(model.isCutOff(), "isCutOff");
    QTEST(int(platform.seen().size()), "asked");
}

void TestSupportViews::keepsWhatItKnowsWhenThePlatformIsGone()
{
    bool isGone = false;
    fake::Platform platform([&](const fake::SeenRequest &request) {
        return isGone ? fake::Reply{.way = fake::Reply::Way::HangUp} : page(request, 20, {17});
    });
    platform::Connection connection(fake::listenWith(platform, fake::authority()));
    platform::AuditClient client(connection);
    SupportViews model(client);
    model.refresh();
    QTRY_VERIFY(model.isRead());
    isGone = true;
    model.refresh();
    QTRY_VERIFY(model.failure().has_value());
    QCOMPARE(model.views().size(), 1);
    isGone = false;
    model.refresh();
    QTRY_VERIFY(!model.failure());
}

QTEST_GUILESS_MAIN(TestSupportViews)
#include "tst_supportviews.moc"
