// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/passwordpolicypage.h"

#include "pages/passwordimpactcard.h"
#include "pages/passwordpolicyform.h"
#include "pages/passwordtrialcard.h"
#include "policy/fieldvalidation.h"

#include <QBoxLayout>

namespace sekimori::widgets {

using policy::PasswordPolicy;

namespace {

/// Narrower than this the cards stand below the form.
constexpr int widthOfTwo = 760;
constexpr int widestColumn = 560;

}

PasswordPolicyPage::PasswordPolicyPage(platform::PasswordClient &client, QWidget *parent)
    : Page(parent)
    , m_columns(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_form(new PasswordPolicyForm(this))
    , m_impact(new PasswordImpactCard(client, this))
    , m_trial(new PasswordTrialCard(this))
{
    layOut();
    connect(m_form, &PasswordPolicyForm::changed, this, [this] {
        showEffect();
        emit changed();
    });
}

void PasswordPolicyPage::layOut()
{
    auto *cards = new QVBoxLayout;
    cards->setSpacing(14);
    cards->addWidget(m_impact);
    cards->addWidget(m_trial);
    cards->addStretch(1);
    auto *form = new QVBoxLayout;
    form->addWidget(m_form);
    form->addStretch(1);
    for (QWidget *column : std::initializer_list<QWidget *>{m_form, m_impact, m_trial})
        column->setMaximumWidth(widestColumn);
    m_columns->setSpacing(28);
    m_columns->addLayout(form, 1);
    m_columns->addLayout(cards, 1);
}

QString PasswordPolicyPage::title() const
{
    return tr("Password policy");
}

QStringList PasswordPolicyPage::sectionKeys() const
{
    return {PasswordPolicy::key};
}

void PasswordPolicyPage::setSession(const platform::Session &session)
{
    m_form->setEditable(session.role == platform::Role::Administrator);
    m_impact->setVisible(session.role == platform::Role::Administrator); // Nobody else is told.
    m_trial->setLoginName(session.user);
}

void PasswordPolicyPage::load(const platform::SettingsState &state)
{
    m_saved = state.settings.passwordPolicy;
    m_form->setValue(m_saved);
    showEffect();
}

void PasswordPolicyPage::edit(const policy::Settings &draft)
{
    m_form->setValue(draft.passwordPolicy);
    showEffect();
    emit changed();
}

void PasswordPolicyPage::applied(const policy::Settings &sent, const platform::SettingsState &now)
{
    const bool isAsSent = m_form->value() == sent.passwordPolicy;
    m_saved = now.settings.passwordPolicy;
    if (isAsSent)
        m_form->setValue(m_saved);
    showEffect();
}

void PasswordPolicyPage::revert()
{
    m_form->setValue(m_saved);
    showEffect();
    emit changed();
}

bool PasswordPolicyPage::isChanged() const
{
    return m_form->value() != m_saved;
}

void PasswordPolicyPage::collect(policy::Settings &draft) const
{
    draft.passwordPolicy = m_form->value();
}

Errors PasswordPolicyPage::problems() const
{
    Errors errors;
    policy::validate(m_form->value(), errors, QString(PasswordPolicy::key));
    return errors;
}

QList<platform::FieldProblem> PasswordPolicyPage::showProblems(const QList<platform::FieldProblem> &problems)
{
    m_form->clearProblems();
    QList<platform::FieldProblem> rest;
    QString first;
    for (const platform::FieldProblem &problem : problems) {
        const bool isHere = problem.field.section(u'.', 0, 0) == PasswordPolicy::key;
        const QString field = problem.field.section(u'.', 1);
        if (!isHere || !m_form->showProblem(field, problem.message))
            rest.append(problem);
        else if (first.isEmpty())
            first = field;
    }
    if (!first.isEmpty())
        focusOn(first);
    return rest;
}

void PasswordPolicyPage::refresh()
{
    m_impact->refresh();
}

void PasswordPolicyPage::resizeEvent(QResizeEvent *event)
{
    m_columns->setDirection(width() < widthOfTwo ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    Page::resizeEvent(event);
}

void PasswordPolicyPage::showEffect()
{
    const PasswordPolicy shown = m_form->value();
    m_trial->setPolicy(shown);
    m_impact->setPolicy(shown, shown == m_saved);
}

}
