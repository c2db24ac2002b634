// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"
#include "platform/passwordclient.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platform;

class TestPasswordClient : public QObject {
    Q_OBJECT

private slots:
    void asksWhatADraftMeans();
    void refusesAnAnswerThatIsNotWhole_data();
    void refusesAnAnswerThatIsNotWhole();
};

namespace {

QJsonObject impact()
{
    return {{u"users"_s, 120}, {u"mustChangeNow"_s, 3},
        {u"dueWithin"_s, QJsonArray{QJsonObject{{u"days"_s, 7}, {u"users"_s, 2}}}}, {u"unknown"_s, 5}};
}

QList<Answer<PasswordImpact>> answersTo(fake::Platform &platform, const policy::PasswordPolicy &draft)
{
    Connection connection(fake::listenWith(platform, fake::authority()));
    PasswordClient client(connection);
    QList<Answer<PasswordImpact>> answers;
    const Pending pending = client.impact(draft, [&](const auto &answer) { answers.append(answer); });
    const bool isAnswered = QTest::qWaitFor([&] { return !answers.isEmpty(); }, std::chrono::minutes(1));
    Q_ASSERT(isAnswered);
    return answers;
}

}

void TestPasswordClient::asksWhatADraftMeans()
{
    fake::Platform platform([](const auto &) { return fake::json(200, impact()); });
    const policy::PasswordPolicy draft{.minimumLengthUsers = 10, .expiresAfter = std::chrono::days(90)};
    const auto answers = answersTo(platform, draft);
    const PasswordImpact expected{.users = 120, .mustChangeNow = 3, .dueWithin = {{7, 2}}, .unknown = 5};
    QCOMPARE(*answers.first(), expected);
    const fake::SeenRequest &seen = platform.seen().first();
    QCOMPARE(seen.method, "POST");
    QCOMPARE(seen.target, "/api/v1/settings/password-impact");
    QCOMPARE(seen.json()[u"minimumLengthUsers"].toInt(), 10);
    QCOMPARE(seen.json()[u"expiresAfter"].toInt(), 90);
}

void TestPasswordClient::refusesAnAnswerThatIsNotWhole_data()
{
    QTest::addColumn<QString>("without");
    for (const QString &field : {u"users"_s, u"mustChangeNow"_s, u"dueWithin"_s})
        QTest::newRow(qPrintable(field)) << field;
}

void TestPasswordClient::refusesAnAnswerThatIsNotWhole()
{
    QFETCH(QString, without);
    fake::Platform platform([&](const auto &) {
        QJsonObject json = impact();
        json.remove(without);
        return fake::json(200, json);
    });
    QCOMPARE(answersTo(platform, {}).first().error().kind, Failure::Kind::NotSekimori);
}

QTEST_GUILESS_MAIN(TestPasswordClient)
#include "tst_passwordclient.moc"
