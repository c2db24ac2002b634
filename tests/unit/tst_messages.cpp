// SPDX-License-Identifier: GPL-3.0-or-later
#include "error/messages.h"

#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace sekimori;

namespace {

constexpr Message Plain{"test.plain", "Nothing is wrong."};
constexpr Message TwoArguments{"test.two", "“%2” comes after “%1”, 100 % of the time."};

/// Speaks one sentence of Japanese.
class Japanese : public QTranslator {
public:
    QString translate(const char *context, const char *text, const char *, int) const override
    {
        const bool isKnown = QLatin1StringView(context) == "Messages"_L1 && text == TwoArguments.text;
        return isKnown ? u"「%1」のあとに「%2」。"_s : QString();
    }
    bool isEmpty() const override { return false; }
};

Error error(const Message &message, const QStringList &arguments)
{
    return {ErrorKind::Invalid, message, arguments};
}

}

class TestMessages : public QObject {
    Q_OBJECT

private slots:
    void fillsInTheArguments_data();
    void fillsInTheArguments();
    void speaksTheTranslatorsLanguage();
    void speaksTheApplicationsLanguage();
};

void TestMessages::fillsInTheArguments_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("both") << QStringList{u"a"_s, u"b"_s} << u"“b” comes after “a”, 100 % of the time."_s;
    QTest::newRow("one that looks like a place")
        << QStringList{u"%2"_s, u"%1"_s} << u"“%1” comes after “%2”, 100 % of the time."_s;
    QTest::newRow("too few") << QStringList{u"a"_s} << u"“” comes after “a”, 100 % of the time."_s;
    QTest::newRow("too many") << QStringList{u"a"_s, u"b"_s, u"c"_s} << u"“b” comes after “a”, 100 % of the time."_s;
}

void TestMessages::fillsInTheArguments()
{
    QFETCH(const QStringList, arguments);
    QTEST(renderMessage(error(TwoArguments, arguments), nullptr), "sentence");
}

void TestMessages::speaksTheTranslatorsLanguage()
{
    const Japanese japanese;
    QCOMPARE(renderMessage(error(TwoArguments, {u"一"_s, u"二"_s}), &japanese), u"「一」のあとに「二」。"_s);
    QCOMPARE(renderMessage(error(Plain, {}), &japanese), u"Nothing is wrong."_s);
    QCOMPARE(renderMessage(error(TwoArguments, {u"a"_s, u"b"_s})), u"“b” comes after “a”, 100 % of the time."_s);
}

void TestMessages::speaksTheApplicationsLanguage()
{
    Japanese japanese;
    QCoreApplication::installTranslator(&japanese);
    QCOMPARE(renderMessage(error(TwoArguments, {u"一"_s, u"二"_s})), u"「一」のあとに「二」。"_s);
    QCOMPARE(
        renderMessage(error(TwoArguments, {u"a"_s, u"b"_s}), nullptr), u"“b” comes after “a”, 100 % of the time."_s);
    QCoreApplication::removeTranslator(&japanese);
}

QTEST_GUILESS_MAIN(TestMessages)
#include "tst_messages.moc"
