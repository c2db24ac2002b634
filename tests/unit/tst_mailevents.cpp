// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/mailevents.h"

#include <QTest>

using namespace sekimori;
using namespace sekimori::platformd;
using namespace Qt::StringLiterals;

class TestMailEvents : public QObject {
    Q_OBJECT

private slots:
    void tellsTheAnswerOfEachAddress();
    void tellsNothingOfMailThatGoesOn();
    void keepsWithinBounds();
};

namespace {

DeliveryResult lost(qint64 mail, const QString &address, const QString &answer, int attempts = 0)
{
    return {.delivery = {.tenant = {1},
                .mail = {mail},
                .address = address,
                .level = audit::Level::Warning,
                .topic = u"warning"_s,
                .attempts = attempts},
        .outcome = AttemptOutcome::Refused,
        .answer = {AnswerKind::Server, answer}};
}

}

void TestMailEvents::tellsTheAnswerOfEachAddress()
{
    const auto events = givenUpEvents({
        lost(7, u"a@example.test"_s, u"550 no such user"_s),
        lost(7, u"b@example.test"_s, u"554 not wanted"_s, 2),
        lost(8, u"a@example.test"_s, u"550 no such user"_s),
        lost(7, u"c@example.test"_s, u"550 no such user"_s),
    });
    QCOMPARE(events.size(), 2);
    QCOMPARE(events.first().complement,
        u"mail: 7; topic: warning; to: a@example.test, c@example.test; attempts: 1; answer: 550 no such user;"
        " to: b@example.test; attempts: 3; answer: 554 not wanted"_s);
    QCOMPARE(events.last().complement,
        u"mail: 8; topic: warning; to: a@example.test; attempts: 1; answer: 550 no such user"_s);
}

void TestMailEvents::tellsNothingOfMailThatGoesOn()
{
    DeliveryResult delayed = lost(7, u"a@example.test"_s, u"451 later"_s);
    delayed.outcome = AttemptOutcome::Delayed;
    QVERIFY(givenUpEvents({delayed}).isEmpty());
}

void TestMailEvents::keepsWithinBounds()
{
    QList<DeliveryResult> results;
    for (int i = 0; i < 40; ++i)
        results.append(lost(7, QString(240, u'a') + u"%1@example.test"_s.arg(i), u"%1 "_s.arg(i) + QString(400, u'x')));
    const QString complement = givenUpEvents(results).first().complement;
    constexpr qsizetype most = 8192; // as long as a service's own may be
    QVERIFY2(complement.size() <= most, QByteArray::number(complement.size()).constData());
    QVERIFY(complement.endsWith("; and 25 more addresses"_L1));
}

QTEST_GUILESS_MAIN(TestMailEvents)
#include "tst_mailevents.moc"
