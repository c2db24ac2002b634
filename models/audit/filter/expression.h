// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QStringView>

#include <memory>
#include <re2/re2.h>
#include <string_view>

namespace sekimori::audit::filter {

/// How every expression of a filter is compiled, wherever it runs: UTF-8, any case, little memory, no log.
re2::RE2::Options expressionOptions();

/// The expression, which several threads may ask at once; an error where RE2 does not take it.
Result<std::shared_ptr<const re2::RE2>> compiledExpression(QStringView expression);

/// Somewhere in the text.
bool isFound(const re2::RE2 &expression, std::string_view text);

namespace messages {
extern const Message ExpressionEmpty;
extern const Message ExpressionWrong;
extern const Message ExpressionTooLarge;
}

}
