// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/sealing.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::crypto;

/// Secrets at rest under the operator's key.
class TestSealing : public QObject {
    Q_OBJECT

private slots:
    void opensWhatItSealed_data();
    void opensWhatItSealed();
    void sealsDifferentlyEachTime();
    void opensNothingElse();
    void readsAKey_data();
    void readsAKey();

private:
    SealingKey m_key = SealingKey::fromText(SealingKey::newText()).value();
};

void TestSealing::opensWhatItSealed_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short") << QByteArray("river-stone");
    QTest::newRow("zeros and long") << QByteArray(100'000, '\0');
}

void TestSealing::opensWhatItSealed()
{
    QFETCH(QByteArray, secret);
    const QByteArray sealed = m_key.seal(secret, "row 1");
    QVERIFY(secret.isEmpty() || !sealed.contains(secret));
    const auto opened = m_key.open(sealed, "row 1");
    QVERIFY(opened);
    QCOMPARE(opened->view(), secret);
}

void TestSealing::sealsDifferentlyEachTime()
{
    QVERIFY(m_key.seal("secret", {}) != m_key.seal("secret", {}));
}

void TestSealing::opensNothingElse()
{
    const QByteArray sealed = m_key.seal("secret", "row 1");
    QCOMPARE(m_key.open(sealed, "row 2").error().message, &sealBroken);
    const auto other = SealingKey::fromText(SealingKey::newText()).value();
    QCOMPARE(other.open(sealed, "row 1").error().message, &sealBroken);
    for (qsizetype i = 0; i < sealed.size(); ++i) {
        QByteArray changed = sealed;
        changed[i] = char(changed[i] ^ 0x10);
        QCOMPARE(m_key.open(changed, "row 1").error().message, &sealBroken);
        QCOMPARE(m_key.open(sealed.first(i), "row 1").error().message, &sealBroken);
    }
}

void TestSealing::readsAKey_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isKey");
    const QByteArray digits = QByteArray("0123456789abcdef").repeated(4);
    QTest::newRow("as written") << QByteArray(digits + '\n') << true;
    QTest::newRow("capitals") << digits.toUpper() << true;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("short") << digits.chopped(1) << false;
    QTest::newRow("long") << QByteArray(digits + '0') << false;
    QTest::newRow("no digits") << QByteArray(digits).replace('f', 'g') << false;
    QTest::newRow("two lines") << QByteArray(digits).insert(32, '\n') << false;
}

void TestSealing::readsAKey()
{
    QFETCH(QByteArray, text);
    QTEST(SealingKey::fromText(text).has_value(), "isKey");
}

QTEST_GUILESS_MAIN(TestSealing)
#include "tst_sealing.moc"
