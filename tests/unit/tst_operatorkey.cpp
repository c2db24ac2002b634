// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/operatorkey.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

/// Where the operator's key comes from, and where it may not be.
class TestOperatorKey : public QObject {
    Q_OBJECT

private slots:
    void init();
    void isNoneWhereNoneIsGiven();
    void comesFromTheNamedFile();
    void comesFromSystemd();
    void liesOutsideTheData();
    void isForTheServiceAlone();
    void refusesWhatIsNoKey();

private:
    QString put(const QString &name, const QByteArray &text = crypto::SealingKey::newText()) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    Config m_config;
};

void TestOperatorKey::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_config = {};
    m_config.dataFolder = m_folder->filePath(u"data"_s);
    QVERIFY(QDir().mkpath(m_config.dataFolder + u"/keys"_s));
}

QString TestOperatorKey::put(const QString &name, const QByteArray &text) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("The key could not be written.");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return file.fileName();
}

void TestOperatorKey::isNoneWhereNoneIsGiven()
{
    QCOMPARE(operatorKey(m_config, {}).value(), nullptr);
    QCOMPARE(operatorKey(m_config, m_folder->path()).value(), nullptr); // credentials of others
}

void TestOperatorKey::comesFromTheNamedFile()
{
    m_config.keyFile = put(u"key"_s);
    const auto key = operatorKey(m_config, {}).value();
    const auto again = operatorKey(m_config, {}).value();
    QCOMPARE(again->open(key->seal("secret", "about"), "about")->view(), "secret");
    m_config.keyFile += u"-gone"_s;
    QCOMPARE(operatorKey(m_config, {}).error().message, &OperatorKeyUnreadable);
}

void TestOperatorKey::comesFromSystemd()
{
    const QByteArray text = crypto::SealingKey::newText();
    put(u"sekimorid-key"_s, text);
    const auto key = operatorKey(m_config, m_folder->path()).value();
    const auto same = crypto::SealingKey::fromText(text).value();
    QCOMPARE(same.open(key->seal("secret", "about"), "about")->view(), "secret");
}

void TestOperatorKey::liesOutsideTheData()
{
    m_config.keyFile = put(u"data/keys/key"_s);
    QCOMPARE(operatorKey(m_config, {}).error().message, &OperatorKeyInData);
    const QString link = m_folder->filePath(u"link"_s);
    QVERIFY(QFile::link(m_config.keyFile, link));
    m_config.keyFile = link;
    QCOMPARE(operatorKey(m_config, {}).error().message, &OperatorKeyInData);
    m_config.keyFile = put(u"data-key"_s); // beside it, and called alike
    QVERIFY(operatorKey(m_config, {}));
}

void TestOperatorKey::isForTheServiceAlone()
{
    m_config.keyFile = put(u"key"_s);
    for (const auto other : {QFile::ReadGroup, QFile::ReadOther, QFile::WriteOther}) {
        QVERIFY(QFile::setPermissions(m_config.keyFile, QFile::ReadOwner | other));
        QCOMPARE(operatorKey(m_config, {}).error().message, &OperatorKeyNotPrivate);
    }
}

void TestOperatorKey::refusesWhatIsNoKey()
{
    m_config.keyFile = put(u"key"_s, "correct horse");
    const auto refused = operatorKey(m_config, {});
    QCOMPARE(refused.error().message, &crypto::sealingKeyMalformed);
    QVERIFY(!refused.error().arguments.contains(u"correct horse"_s));
}

QTEST_GUILESS_MAIN(TestOperatorKey)
#include "tst_operatorkey.moc"
