// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/transferencoding.h"
#include "audit/bundle/verifying.h"
#include "builtbundle.h"

#include <QTest>

using namespace sekimori::audit;
using namespace sekimori::audit::bundle;

/// How checkpoints are found in what people have of them: files, texts, mails.
class TestKnownCheckpoints : public QObject {
    Q_OBJECT

private slots:
    void findsThem_data();
    void findsThem();
    void refusesWhatHoldsNone_data();
    void refusesWhatHoldsNone();
    void leavesOtherTextAsItIs();

private:
    QByteArray line(qint64 number) const { return lineOf(m_log.checkpointAt(number)); }
    static QByteArray inLines(QByteArray encoded);

    const ChainedLog m_log{40};
};

/// As mail programs break it.
QByteArray TestKnownCheckpoints::inLines(QByteArray encoded)
{
    for (qsizetype at = 76; at < encoded.size(); at += 78)
        encoded.insert(at, "\r\n");
    return encoded + "\r\n";
}

void TestKnownCheckpoints::findsThem_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<qint64>>("numbers");
    const QByteArray two = line(10) + '\n' + line(20) + '\n';
    const QByteArray header
        = "From: <a@example.test>\r\nContent-Type: multipart/mixed;\r\n boundary=\"=_1\"\r\n\r\n--=_1\r\n"
          "Content-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n\r\nKeep this.\r\n--=_1\r\n";
    const QByteArray attachment = "Content-Type: application/x-ndjson\r\n"
                                  "Content-Disposition: attachment; filename=\"checkpoint-10.ndjson\"\r\n";
    const QByteArray base64 = header + attachment + "Content-Transfer-Encoding: base64\r\n\r\n"
        + inLines((line(10) + '\n').toBase64()) + "--=_1--\r\n";
    const QByteArray quoted = header + attachment + "content-transfer-encoding: Quoted-Printable\r\n\r\n"
        + line(10).replace('=', "=3D").insert(70, "=\r\n") + "\r\n--=_1--\r\n";
    QTest::newRow("lines") << two << QList<qint64>{10, 20};
    QTest::newRow("lines of Windows") << QByteArray(two).replace('\n', "\r\n") << QList<qint64>{10, 20};
    QTest::newRow("without a line end") << line(10) << QList<qint64>{10};
    QTest::newRow("in a text") << "Dear auditor,\n\n  " + line(10) + "\n\nThe operator\n" << QList<qint64>{10};
    QTest::newRow("attached") << base64 << QList<qint64>{10};
    QTest::newRow("attached, saved with line feeds") << QByteArray(base64).replace("\r\n", "\n") << QList<qint64>{10};
    QTest::newRow("attached, encoded anew on the way") << quoted << QList<qint64>{10};
    QTest::newRow("a mail within a mail")
        << "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + base64
            + "--b--\r\n"
        << QList<qint64>{10};
    QTest::newRow("mails behind each other")
        << "From a Thu Mar  5 14:00:00 2026\n" + base64 + "\nFrom a Fri Mar  6 14:00:00 2026\n" + quoted
        << QList<qint64>{10, 10};
}

void TestKnownCheckpoints::findsThem()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QList<qint64>, numbers);
    const auto found = Known::checkpointsIn(text);
    QVERIFY(found);
    QCOMPARE(found->size(), numbers.size());
    for (qsizetype i = 0; i < numbers.size(); ++i)
        QCOMPARE(found->at(i), m_log.checkpointAt(numbers.at(i)));
}

void TestKnownCheckpoints::refusesWhatHoldsNone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a text") << QByteArray("Dear auditor,\n");
    QTest::newRow("torn") << line(10).chopped(5);
    QTest::newRow("one is torn") << line(10) + '\n' + line(20).replace("regular", "regulär");
    QTest::newRow("broken by a mail program") << line(10).insert(90, '\n');
    QTest::newRow("Base64 that is cut off")
        << "Content-Transfer-Encoding: base64\r\n\r\n" + line(10).toBase64().chopped(80);
    QTest::newRow("Base64 that is none") << QByteArray("Content-Transfer-Encoding: base64\r\n\r\n?? =\r\n");
}

void TestKnownCheckpoints::refusesWhatHoldsNone()
{
    QFETCH(const QByteArray, text);
    const auto found = Known::checkpointsIn(text);
    QVERIFY(!found);
    QCOMPARE(QByteArray(found.error().message->code), chain::CheckpointMalformed.code);
}

void TestKnownCheckpoints::leavesOtherTextAsItIs()
{
    const QByteArray text = "One line\n\n--\nContent-Transfer-Encoding: 8bit\n\n= not =20 encoded\n";
    QCOMPARE(withoutTransferEncoding(text).trimmed(), text.trimmed());
    QCOMPARE(withoutTransferEncoding("Content-Transfer-Encoding: base64\n\nZXZlbnQ=\n--b\nafter\n"),
        "Content-Transfer-Encoding: base64\n\nevent\n--b\nafter\n\n\n");
}

QTEST_GUILESS_MAIN(TestKnownCheckpoints)
#include "tst_knowncheckpoints.moc"
