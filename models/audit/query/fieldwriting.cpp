// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/fieldwriting.h"

#include "audit/engine/csvrecord.h"

#include <QStringDecoder>

#include <algorithm>
#include <chrono>

using namespace std::chrono;

namespace sekimori::audit::query {
namespace {

constexpr std::array<std::string_view, allFields.size()> columnNames{
    "time", "source", "user", "service", "module", "action", "result", "level", "complement"};

void appendDigits(std::string &text, uint64_t number, size_t count)
{
    const size_t end = text.size() + count;
    text.resize(end);
    for (size_t i = 1; i <= count; ++i, number /= 10)
        text[end - i] = char('0' + number % 10);
}

bool isUtf8(std::string_view text)
{
    if (std::ranges::none_of(text, [](char byte) { return (byte & 0x80) != 0; }))
        return true;
    return QByteArrayView(text).isValidUtf8();
}

void appendEscaped(std::string &text, char byte)
{
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr std::string_view named = "\b\f\n\r\t\"\\";
    constexpr std::string_view names = "bfnrt\"\\";
    text += '\\';
    if (const size_t place = named.find(byte); place != std::string_view::npos) {
        text += names[place];
        return;
    }
    text += "u00";
    text += digits[uint8_t(byte) >> 4];
    text += digits[uint8_t(byte) & 15];
}

}

std::string_view columnName(Field field)
{
    return columnNames[size_t(field)];
}

void appendTime(std::string &text, int64_t time)
{
    const sys_time moment{microseconds(time)};
    const auto day = floor<days>(moment);
    const year_month_day date(day);
    const auto inDay = uint64_t((moment - day).count());
    const uint64_t second = inDay / 1'000'000;
    appendDigits(text, uint64_t(int(date.year())), 4);
    text += '-';
    appendDigits(text, unsigned(date.month()), 2);
    text += '-';
    appendDigits(text, unsigned(date.day()), 2);
    text += 'T';
    appendDigits(text, second / 3600, 2);
    text += ':';
    appendDigits(text, second / 60 % 60, 2);
    text += ':';
    appendDigits(text, second % 60, 2);
    text += '.';
    appendDigits(text, inDay % 1'000'000, 6);
    text += 'Z';
}

void appendCsvTitle(std::string &text, std::string_view title, char separator)
{
    const auto isSpecial
        = [separator](char byte) { return byte == separator || byte == '"' || byte == '\n' || byte == '\r'; };
    const bool hasBlankEnd = !title.empty() && (title.front() == ' ' || title.back() == ' ');
    if (!hasBlankEnd && std::ranges::none_of(title, isSpecial)) {
        text += title;
        return;
    }
    text += '"';
    for (const char byte : title) {
        text += byte;
        if (byte == '"')
            text += '"';
    }
    text += '"';
}

void appendCsv(std::string &text, std::string_view field, char separator)
{
    if (field.starts_with('\''))
        appendGuardedCsv(text, field, separator);
    else
        appendCsvTitle(text, field, separator);
}

void appendGuardedCsv(std::string &text, std::string_view field, char separator)
{
    if (engine::looksLikeFormula(field))
        appendCsvTitle(text, '\'' + std::string(field), separator);
    else
        appendCsvTitle(text, field, separator);
}

void appendJson(std::string &text, std::string_view value)
{
    if (!isUtf8(value))
        return appendJson(text, QString::fromUtf8(value).toUtf8().toStdString());
    const auto isSpecial = [](char byte) { return uint8_t(byte) < 0x20 || byte == '"' || byte == '\\'; };
    text += '"';
    for (auto begin = value.begin(); begin != value.end();) {
        const auto end = std::find_if(begin, value.end(), isSpecial);
        text.append(begin, end);
        begin = end;
        if (end != value.end())
            appendEscaped(text, *begin++);
    }
    text += '"';
}

}
