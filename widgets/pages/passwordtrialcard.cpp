// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/passwordtrialcard.h"

#include "controls/banner.h"
#include "controls/formfield.h"
#include "controls/passwordrulelist.h"
#include "controls/themeicon.h"
#include "controls/tone.h"

#include <QAction>
#include <QComboBox>
#include <QHideEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

PasswordTrialCard::PasswordTrialCard(QWidget *parent)
    : Card(tr("Try a password"), parent)
    , m_role(new QComboBox(this))
    , m_password(new QLineEdit(this))
    , m_reveal(m_password->addAction(themeIcon(u"view-visible"_s), QLineEdit::TrailingPosition))
    , m_rules(new PasswordRuleList(this))
    , m_verdict(new Banner(this))
{
    m_password->setObjectName("trial"_L1);
    m_password->setEchoMode(QLineEdit::Password);
    makeReveal();
    m_role->setObjectName("trialRole"_L1);
    m_role->setFocusPolicy(Qt::StrongFocus);
    m_role->addItems({tr("a user"), tr("an administrator")});
    m_verdict->setObjectName("trialVerdict"_L1);
    auto *inside = new QVBoxLayout; // Below the heading, and not left of it.
    inside->setContentsMargins(8, 0, 8, 4);
    inside->setSpacing(10);
    inside->addWidget(explanationLabel(
        tr("By the rules on this page, saved or not. What you type is judged in this window, sent nowhere, and "
           "forgotten when you leave the page."),
        this));
    inside->addWidget(new FormField(tr("As the password &of"), m_role, {}, this));
    inside->addWidget(new FormField(tr("Password to tr&y"), m_password, {}, this));
    inside->addWidget(m_rules);
    inside->addWidget(m_verdict);
    inside->addWidget(explanationLabel(
        tr("Whether somebody had it before, only the platform knows, and only when he chooses it."), this));
    body()->addLayout(inside);
    connect(m_role, &QComboBox::activated, this, &PasswordTrialCard::judge);
    connect(m_password, &QLineEdit::textChanged, this, &PasswordTrialCard::judge);
    judge();
}

void PasswordTrialCard::makeReveal()
{
    m_reveal->setCheckable(true);
    m_reveal->setText(tr("Show what is entered"));
    m_reveal->setShortcut(QKeySequence(u"Ctrl+Shift+H"_s)); // The mouse alone gets to an icon within a line.
    m_reveal->setShortcutContext(Qt::WidgetShortcut);
    m_reveal->setToolTip(u"%1 (%2)"_s.arg(m_reveal->text(), m_reveal->shortcut().toString(QKeySequence::NativeText)));
    connect(m_reveal, &QAction::toggled, this, [this](bool isShown) {
        m_password->setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::Password);
        m_reveal->setIcon(themeIcon(isShown ? u"view-hidden"_s : u"view-visible"_s));
    });
}

void PasswordTrialCard::setLoginName(const QString &loginName)
{
    m_loginName = loginName;
    judge();
}

void PasswordTrialCard::setPolicy(const policy::PasswordPolicy &policy)
{
    m_policy = policy;
    judge();
}

void PasswordTrialCard::hideEvent(QHideEvent *event)
{
    if (!event->spontaneous()) {
        m_password->clear();
        m_reveal->setChecked(false);
    }
    Card::hideEvent(event);
}

void PasswordTrialCard::judge()
{
    const bool isAdministrator = m_role->currentIndex() == 1;
    const auto rules = items::passwordRules(m_policy, {m_password->text(), m_loginName, isAdministrator});
    m_rules->setRules(rules);
    if (m_password->text().isEmpty())
        return m_verdict->clear();
    const auto broken = std::ranges::count(rules, std::optional(false), &items::PasswordRule::isMet);
    if (broken > 0)
        m_verdict->tell(Tone::Error, tr("It would be refused: %Ln rules are not met.", nullptr, int(broken)));
    else
        m_verdict->tell(Tone::Good,
            isAdministrator ? tr("It would be accepted for an administrator.")
                            : tr("It would be accepted for a user."));
}

}
