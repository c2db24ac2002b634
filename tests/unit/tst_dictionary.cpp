// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/dictionary.h"

#include <QTest>

#include <thread>

using namespace sekimori::audit;
using namespace sekimori::audit::engine;

class TestDictionary : public QObject {
    Q_OBJECT

private slots:
    void givesEachTextOneCode();
    void keepsCodesWhileItGrows();
    void servesReadersWhileThreadsAdd();
    void beginsWithTheNamesOfLevelsAndResults();
};

void TestDictionary::givesEachTextOneCode()
{
    Dictionary dictionary;
    QCOMPARE(dictionary.codeOf("a"), 0U);
    QCOMPARE(dictionary.codeOf(""), 1U);
    QCOMPARE(dictionary.codeOf("a"), 0U);
    QCOMPARE(dictionary.size(), 2U);
    QCOMPARE(dictionary[0], std::string_view("a"));
    QCOMPARE(dictionary[1], std::string_view());
}

void TestDictionary::keepsCodesWhileItGrows()
{
    Dictionary dictionary;
    constexpr uint32_t count = 20'000;
    for (uint32_t i = 0; i < count; ++i)
        QCOMPARE(dictionary.codeOf(std::to_string(i)), i);
    const std::string longText(200'000, 'x');
    QCOMPARE(dictionary.codeOf(longText), count);
    for (uint32_t i = 0; i < count; ++i)
        QCOMPARE(dictionary[i], std::string_view(std::to_string(i)));
    QCOMPARE(dictionary[count], std::string_view(longText));
}

void TestDictionary::servesReadersWhileThreadsAdd()
{
    Dictionary dictionary;
    constexpr int count = 5'000;
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                for (int i = 0; i < count; ++i) {
                    const std::string text = std::to_string((i * (thread + 1)) % count);
                    wrong += dictionary[dictionary.codeOf(text)] == text ? 0 : 1;
                }
            });
        }
    }
    QCOMPARE(wrong.load(), 0);
    QCOMPARE(dictionary.size(), uint32_t(count));
}

void TestDictionary::beginsWithTheNamesOfLevelsAndResults()
{
    const Dictionaries dictionaries;
    QCOMPARE(dictionaries[Field::Level][0], std::string_view("information"));
    QCOMPARE(dictionaries[Field::Level][4], std::string_view("critical"));
    QCOMPARE(dictionaries[Field::Result][2], std::string_view("VALIDATION ERROR"));
    QCOMPARE(dictionaries[Field::User].size(), 0U);
}

QTEST_GUILESS_MAIN(TestDictionary)
#include "tst_dictionary.moc"
