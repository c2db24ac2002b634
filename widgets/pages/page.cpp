// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/page.h"

#include "error/messages.h"

namespace sekimori::widgets {

void Page::setSession(const platform::Session &) { }

void Page::load(const platform::SettingsState &) { }

void Page::edit(const policy::Settings &) { }

void Page::applied(const policy::Settings &, const platform::SettingsState &) { }

void Page::revert() { }

void Page::collect(policy::Settings &) const { }

QList<platform::FieldProblem> Page::showProblems(const QList<platform::FieldProblem> &problems)
{
    return problems;
}

void Page::showWhole(const policy::Settings &) { }

QList<platform::FieldProblem> told(const Errors &errors)
{
    QList<platform::FieldProblem> problems;
    problems.reserve(errors.size());
    for (const Error &error : errors)
        problems.append({error.field, QString::fromLatin1(error.message->code), renderMessage(error)});
    return problems;
}

}
