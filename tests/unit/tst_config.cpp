// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/commandline.h"
#include "config/config.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::platformd;

class TestConfig : public QObject {
    Q_OBJECT

private slots:
    void takesTheStrongestSource();
    void namesFileAndLineOfWhatIsWrong_data();
    void namesFileAndLineOfWhatIsWrong();
    void refusesValues_data();
    void refusesValues();
    void saysWhatIsMissing();
    void readsAddressesOfBothFamilies();
    void refusesAVariableThatMeansNothing();
    void showsWhereEachValueComesFrom();
    void readsTheCommandLine_data();
    void readsTheCommandLine();
    void writesOneLineForEachEvent();

private:
    QString file(const QByteArray &text);
    static ConfigValues flags(const QMap<QString, QString> &values);

    QTemporaryDir m_folder;
};

QString TestConfig::file(const QByteArray &text)
{
    const QString path = m_folder.path() + u"/test.conf"_s;
    QFile written(path);
    return written.open(QIODevice::WriteOnly) && written.write(text) == text.size() ? path : QString();
}

ConfigValues TestConfig::flags(const QMap<QString, QString> &values)
{
    ConfigValues all;
    for (auto value = values.begin(); value != values.end(); ++value)
        all.insert(value.key(), {.text = value.value(), .origin = u"--"_s + value.key()});
    return all;
}

void TestConfig::takesTheStrongestSource()
{
    const auto fromFile = readConfigFile(
        file("# a remark\n\ndomain = file.example\n max-connections=7 \nlog-format = json\r\n"), configKeys());
    QVERIFY(fromFile);
    QProcessEnvironment environment;
    environment.insert(u"SEKIMORID_DOMAIN"_s, u"variable.example"_s);
    environment.insert(u"SEKIMORID_LOG_FORMAT"_s, u"text"_s);
    environment.insert(u"SEKIMORI_LOCAL_DATA"_s, u"/elsewhere"_s);
    const auto fromEnvironment = configFromEnvironment(environment, configKeys());
    QVERIFY(fromEnvironment);
    const ConfigValues given
        = flags({{u"domain"_s, u"Flag.Example"_s}, {u"certificate"_s, u"/c"_s}, {u"certificate-key"_s, u"/k"_s}});
    const ConfigValues values = effectiveValues({*fromFile, *fromEnvironment, given});
    QCOMPARE(values[u"domain"_s].origin, u"--domain"_s);
    QCOMPARE(values[u"log-format"_s].origin, u"SEKIMORID_LOG_FORMAT"_s);
    QVERIFY(values[u"max-connections"_s].origin.endsWith(u"test.conf:4"_s));
    QCOMPARE(values[u"handler-threads"_s].origin, u"default"_s);
    const auto config = readConfig(values);
    QVERIFY(config);
    QCOMPARE(config->domain, "flag.example");
    QCOMPARE(config->limits.connections, 7);
    QCOMPARE(config->log.format, LogOutput::Format::Text);
}

void TestConfig::namesFileAndLineOfWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("line");
    QTest::newRow("unknown key") << QByteArray("domain = a.example\ndomian = b.example\n")
                                 << QByteArray("config.keyUnknown") << u":2"_s;
    QTest::newRow("no equals sign") << QByteArray("\n\ndomain a.example\n") << QByteArray("config.lineMalformed")
                                    << u":3"_s;
    QTest::newRow("no key") << QByteArray("= a.example\n") << QByteArray("config.lineMalformed") << u":1"_s;
    QTest::newRow("twice") << QByteArray("domain = a.example\n#\ndomain = b.example\n") << QByteArray("config.keyTwice")
                           << u":3"_s;
}

void TestConfig::namesFileAndLineOfWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, code);
    QFETCH(QString, line);
    const auto values = readConfigFile(file(text), configKeys());
    QVERIFY(!values);
    QCOMPARE(values.error().message->code, code);
    QVERIFY(values.error().arguments.first().endsWith(u"test.conf"_s + line));
}

void TestConfig::refusesValues_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    const QList<std::pair<QString, QString>> rows{{u"listen"_s, u"8443"_s}, {u"listen"_s, u"127.0.0.1:0x50"_s},
        {u"listen"_s, u"127.0.0.1:70000"_s}, {u"listen"_s, u"::1:8443"_s}, {u"listen"_s, u"[127.0.0.1]:8443"_s},
        {u"listen"_s, u"localhost:8443"_s}, {u"listen"_s, QString(u""_s)}, {u"domain"_s, u"a b.example"_s},
        {u"domain"_s, u".example"_s}, {u"domain"_s, QString(u""_s)}, {u"named-proxies"_s, u"10.0.0.0/8, nobody"_s},
        {u"hsts-days"_s, u"-1"_s}, {u"hsts-days"_s, u"733"_s}, {u"log-format"_s, u"xml"_s}, {u"log-level"_s, u"loud"_s},
        {u"max-connections"_s, u"0"_s}, {u"max-connections"_s, u"many"_s}, {u"max-body-bytes"_s, u"99999999999"_s},
        {u"idle-seconds"_s, u"-1"_s}, {u"data-folder"_s, QString(u""_s)}};
    for (const auto &[key, value] : rows)
        QTest::addRow("%s=%s", qPrintable(key), qPrintable(value)) << key << value;
}

void TestConfig::refusesValues()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QMap<QString, QString> given{
        {u"domain"_s, u"a.example"_s}, {u"certificate"_s, u"/c"_s}, {u"certificate-key"_s, u"/k"_s}};
    given[key] = value;
    const auto config = readConfig(effectiveValues({flags(given)}));
    QVERIFY(!config);
    QVERIFY(config.error().is(ConfigValueRefused));
    QCOMPARE(config.error().arguments.first(), u"--"_s + key);
}

void TestConfig::saysWhatIsMissing()
{
    const auto config = readConfig(effectiveValues({}));
    QVERIFY(!config);
    QVERIFY(config.error().is(ConfigValueMissing));
    QCOMPARE(config.error().arguments, (QStringList{u"domain"_s, u"SEKIMORID_DOMAIN"_s}));
}

void TestConfig::readsAddressesOfBothFamilies()
{
    const auto config = readConfig(effectiveValues({flags({{u"domain"_s, u"a.example"_s}, {u"certificate"_s, u"/c"_s},
        {u"certificate-key"_s, u"/k"_s}, {u"listen"_s, u"127.0.0.1:80, [::1]:443"_s}})}));
    QVERIFY(config);
    QCOMPARE(config->listen.size(), 2);
    QCOMPARE(config->listen[0].address, u"127.0.0.1"_s);
    QCOMPARE(config->listen[1].address, u"::1"_s);
    QCOMPARE(config->listen[1].port, 443);
}

void TestConfig::refusesAVariableThatMeansNothing()
{
    QProcessEnvironment environment;
    environment.insert(u"SEKIMORID_DOMIAN"_s, u"a.example"_s);
    const auto values = configFromEnvironment(environment, configKeys());
    QVERIFY(!values);
    QCOMPARE(values.error().arguments.first(), u"SEKIMORID_DOMIAN"_s);
}

void TestConfig::showsWhereEachValueComesFrom()
{
    const QString text = printed(effectiveValues({flags({{u"domain"_s, u"a.example"_s}})}));
    QVERIFY(text.contains(u"domain = a.example  # --domain\n"_s));
    QVERIFY(text.contains(u"log-format = text  # default\n"_s));
    QVERIFY(text.contains(u"# certificate is not set\n"_s));
}

void TestConfig::readsTheCommandLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("isRight");
    QTest::addColumn<int>("task");
    using enum CommandLine::Task;
    QTest::newRow("nothing") << QStringList{} << true << int(Serve);
    QTest::newRow("local") << QStringList{u"--local"_s, u"--until-unused"_s} << true << int(Local);
    QTest::newRow("tenant") << QStringList{u"tenant"_s, u"create"_s, u"alpha"_s, u"--admin"_s, u"chief"_s} << true
                            << int(CreateTenant);
    const QStringList recovery{
        u"recover"_s, u"alpha"_s, u"--admin"_s, u"chief"_s, u"--from"_s, u"192.0.2.7"_s, u"--reason"_s, u"shut out"_s};
    QTest::newRow("recovery") << recovery << true << int(Recover);
    QTest::newRow("recovery without a reason") << recovery.first(6) << false << 0;
    QTest::newRow("recovery without an address") << recovery.first(4) << false << 0;
    QTest::newRow("recovery without a name") << recovery.first(2) << false << 0;
    QTest::newRow("recovery without a tenant") << recovery.first(1) + recovery.sliced(2) << false << 0;
    QTest::newRow("recovery of two") << recovery + QStringList{u"beta"_s} << false << 0;
    QTest::newRow("recovery for no reason") << recovery.first(7) + QStringList{u" "_s} << false << 0;
    QTest::newRow("print") << QStringList{u"--print-config"_s} << true << int(PrintConfig);
    QTest::newRow("unknown flag") << QStringList{u"--lokal"_s} << false << 0;
    QTest::newRow("flag without value") << QStringList{u"--domain"_s} << false << 0;
    QTest::newRow("staff") << QStringList{u"staff"_s, u"list"_s} << true << int(ManageStaff);
    QTest::newRow("new staff") << QStringList{u"staff"_s, u"add"_s, u"bob"_s, u"--generate-password"_s} << true
                               << int(ManageStaff);
    QTest::newRow("staff without a name") << QStringList{u"staff"_s, u"remove"_s} << false << 0;
    QTest::newRow("staff without a task") << QStringList{u"staff"_s} << false << 0;
    QTest::newRow("list of one") << QStringList{u"staff"_s, u"list"_s, u"bob"_s} << false << 0;
    QTest::newRow("no administrator") << QStringList{u"tenant"_s, u"create"_s, u"alpha"_s} << false << 0;
    QTest::newRow("no name") << QStringList{u"tenant"_s, u"create"_s, u"--admin"_s, u"chief"_s} << false << 0;
    QTest::newRow("unknown command") << QStringList{u"tenant"_s, u"drop"_s, u"alpha"_s, u"--admin"_s, u"chief"_s}
                                     << false << 0;
    QTest::newRow("two sources of a password") << QStringList{u"tenant"_s, u"create"_s, u"alpha"_s, u"--admin"_s,
        u"chief"_s, u"--generate-password"_s, u"--password-file"_s, u"f"_s}
                                               << false << 0;
    QTest::newRow("port") << QStringList{u"--local"_s, u"--port"_s, u"70000"_s} << false << 0;
}

void TestConfig::readsTheCommandLine()
{
    QFETCH(QStringList, arguments);
    QFETCH(bool, isRight);
    QFETCH(int, task);
    const auto line = CommandLine::parse(QStringList{u"sekimorid"_s} + arguments, configTexts());
    QCOMPARE(line.has_value(), isRight);
    if (isRight)
        QCOMPARE(int(line->task), task);
}

void TestConfig::writesOneLineForEachEvent()
{
    const QDateTime time(QDate(2026, 3, 5), QTime(14, 0), QTimeZone::UTC);
    const QByteArray text = logLine(LogOutput::Format::Text, QtWarningMsg, "sekimorid.x", u"two\nlines"_s, time);
    QCOMPARE(text, "2026-03-05T14:00:00.000Z warning sekimorid.x: two lines\n");
    const QByteArray json = logLine(LogOutput::Format::Json, QtInfoMsg, "sekimorid.x", u"two\nlines"_s, time);
    QCOMPARE(json.count('\n'), 1);
    QCOMPARE(QJsonDocument::fromJson(json)["message"_L1].toString(), u"two\nlines"_s);
    QCOMPARE(QJsonDocument::fromJson(json)["level"_L1].toString(), u"info"_s);
}

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
