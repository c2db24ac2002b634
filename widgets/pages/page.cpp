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

void Page::focusOn(const QString &field)
{
    for (const QString &name : {field, field.section(u'.', -1)}) {
        const auto named = name.isEmpty() ? QList<QWidget *>() : findChildren<QWidget *>(name);
        for (QWidget *widget : named) {
            if (widget->isVisible())
                return widget->setFocus(Qt::ShortcutFocusReason);
        }
    }
    // In the order of Tab, beginning at the page itself.
    for (QWidget *next = nextInFocusChain(); next != this; next = next->nextInFocusChain()) {
        if (isAncestorOf(next) && next->isVisible() && next->isEnabled() && (next->focusPolicy() & Qt::TabFocus))
            return next->setFocus(Qt::ShortcutFocusReason);
    }
}

void Page::takeOver(Page &) { }

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
