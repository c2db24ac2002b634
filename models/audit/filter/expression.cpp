// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/expression.h"

#include "error/excerpt.h"

#include <absl/synchronization/mutex.h>

namespace sekimori::audit::filter {

namespace messages {
constexpr Message ExpressionEmpty{"filter.expression.empty",
    QT_TRANSLATE_NOOP("Messages", "The regular expression is empty. Write what is looked for between the slashes.")};
constexpr Message ExpressionWrong{
    "filter.expression.wrong", QT_TRANSLATE_NOOP("Messages", "“%1” is not a regular expression: %2.")};
constexpr Message ExpressionTooLarge{"filter.expression.size",
    QT_TRANSLATE_NOOP("Messages",
        "The regular expression “%1” needs too much memory. Make it shorter, or let it repeat less often.")};
}

namespace {

constexpr qint64 mostMemory = 4 << 20;

/// Abseil as Debian builds it looks for cycles of locks whenever RE2 takes one, which is at each match and takes nearly
/// half as long as a short one. That is for who develops with Abseil; nothing here does but RE2.
void leaveOutLockChecks()
{
    absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
}

}

re2::RE2::Options expressionOptions()
{
    re2::RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    options.set_never_capture(true);
    options.set_max_mem(mostMemory);
    return options;
}

Result<std::shared_ptr<const re2::RE2>> compiledExpression(QStringView expression)
{
    if (expression.isEmpty())
        return std::unexpected(Error(ErrorKind::Invalid, messages::ExpressionEmpty));
    leaveOutLockChecks();
    auto compiled = std::make_shared<const re2::RE2>(expression.toUtf8().toStdString(), expressionOptions());
    if (compiled->ok())
        return compiled;
    if (compiled->error_code() == re2::RE2::ErrorPatternTooLarge)
        return std::unexpected(Error(ErrorKind::Invalid, messages::ExpressionTooLarge, {excerpt(expression)}));
    return std::unexpected(Error(ErrorKind::Invalid, messages::ExpressionWrong,
        {excerpt(expression), excerpt(QString::fromStdString(compiled->error()))}));
}

bool isFound(const re2::RE2 &expression, std::string_view text)
{
    return re2::RE2::PartialMatch({text.data(), text.size()}, expression);
}

}
