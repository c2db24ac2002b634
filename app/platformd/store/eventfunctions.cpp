// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventfunctions.h"

#include "audit/filter/expression.h"
#include "audit/filter/filter.h"
#include "audit/filter/foldedtext.h"
#include "store/eventarguments.h"

#include <array>
#include <charconv>
#include <optional>
#include <sqlite3.h>

namespace sekimori::platformd {
namespace {

using namespace audit::filter;

std::string_view textOf(sqlite3_value *value)
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_value_text(value));
    return {bytes ? bytes : "", size_t(sqlite3_value_bytes(value))};
}

QByteArrayView bytesOf(sqlite3_value *value)
{
    const auto *bytes = static_cast<const char *>(sqlite3_value_blob(value));
    return {bytes, sqlite3_value_bytes(value)};
}

template<bool (*compare)(std::string_view text, std::string_view folded)>
void compareTexts(sqlite3_context *context, int, sqlite3_value **values)
{
    sqlite3_result_int(context, compare(textOf(values[0]), textOf(values[1])) ? 1 : 0);
}

using Expression = std::shared_ptr<const re2::RE2>;

void forget(void *expression)
{
    delete static_cast<Expression *>(expression);
}

/// Compiled once for as long as the statement runs with the same argument.
const re2::RE2 *expressionOf(sqlite3_context *context, sqlite3_value *value)
{
    if (const auto *kept = static_cast<Expression *>(sqlite3_get_auxdata(context, 1)))
        return kept->get();
    const std::string_view text = textOf(value);
    auto compiled = compiledExpression(QString::fromUtf8(text.data(), qsizetype(text.size())));
    if (!compiled)
        return nullptr;
    const re2::RE2 *expression = compiled->get();
    auto kept = std::make_unique<Expression>(*std::move(compiled));
    sqlite3_set_auxdata(context, 1, kept.release(), forget);
    // SQLite may decline to keep it, and has deleted it then.
    return sqlite3_get_auxdata(context, 1) ? expression : nullptr;
}

void matchText(sqlite3_context *context, int, sqlite3_value **values)
{
    const re2::RE2 *expression = expressionOf(context, values[1]);
    if (!expression)
        return sqlite3_result_error(context, "The expression cannot be compiled", -1);
    const std::string_view text = textOf(values[0]);
    sqlite3_result_int(context, re2::RE2::PartialMatch({text.data(), text.size()}, *expression) ? 1 : 0);
}

/// Four numbers without leading zeros, which most addresses are, as IpAddress::parse() reads them but without its
/// sentences about what is wrong; nothing where it is anything else.
std::optional<IpAddress> plainAddress(std::string_view text)
{
    quint32 number = 0;
    const char *at = text.data();
    const char *const end = at + text.size();
    for (int part = 0; part < 4; ++part) {
        if (part > 0 && (at == end || *at++ != '.'))
            return {};
        quint8 value = 0;
        const auto read = std::from_chars(at, end, value);
        if (read.ec != std::errc() || (*at == '0' && read.ptr - at > 1))
            return {};
        at = read.ptr;
        number = number << 8 | value;
    }
    return at == end ? std::optional(IpAddress::v4(number)) : std::nullopt;
}

std::optional<SourceIn> sourceIn(std::string_view text)
{
    if (const auto plain = plainAddress(text))
        return SourceIn{*plain, *plain};
    return sourceMeant(QString::fromUtf8(text.data(), qsizetype(text.size())));
}

void compareSource(sqlite3_context *context, int, sqlite3_value **values)
{
    const auto source = sourceIn(textOf(values[0]));
    const QByteArrayView range = bytesOf(values[1]);
    const bool isIn = source && isInRange(source->first, range) && isInRange(source->last, range);
    sqlite3_result_int(context, isIn ? 1 : 0);
}

void findCode(sqlite3_context *context, int, sqlite3_value **values)
{
    sqlite3_result_int(context, isInSet(sqlite3_value_int64(values[0]), bytesOf(values[1])) ? 1 : 0);
}

struct Function {
    const char *name;
    void (*run)(sqlite3_context *, int, sqlite3_value **);
};

constexpr std::array functions{
    Function{"event_text_is", compareTexts<equalsFolded>},
    Function{"event_text_fits", compareTexts<fitsWildcards>},
    Function{"event_text_contains", compareTexts<containsFolded>},
    Function{"event_text_starts", compareTexts<startsFolded>},
    Function{"event_text_matches", matchText},
    Function{"event_source_in", compareSource},
    Function{"event_among", findCode},
};

}

void registerEventFunctions(sqlite3 *connection)
{
    for (const auto &[name, run] : functions)
        sqlite3_create_function_v2(connection, name, 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr,
            run, nullptr, nullptr, nullptr);
}

}
