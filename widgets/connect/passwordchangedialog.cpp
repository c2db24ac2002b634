// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/passwordchangedialog.h"

#include "controls/banner.h"
#include "controls/formfield.h"
#include "controls/passwordrulelist.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

/// More than any rule lets through, so that it is the rules that say so.
constexpr int longestLine = 256;

}

PasswordChangeDialog::PasswordChangeDialog(
    const Words &words, const policy::PasswordFacts &facts, bool asksForPresent, QWidget *parent)
    : QDialog(parent)
    , m_facts(facts)
    , m_asksForPresent(asksForPresent)
    , m_banner(new Banner(this))
    , m_present(new QLineEdit)
    , m_wanted(new QLineEdit)
    , m_repeated(new QLineEdit)
    , m_presentField(makeField(tr("&Present password"), m_present, u"present"_s))
    , m_wantedField(makeField(tr("&New password"), m_wanted, u"wanted"_s))
    , m_repeatedField(makeField(tr("New password &again"), m_repeated, u"repeated"_s))
    , m_rules(new PasswordRuleList(this))
    , m_accept(new QPushButton(words.accept))
    , m_acceptText(words.accept)
{
    setWindowTitle(words.title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_accept->setObjectName("accept"_L1);
    m_accept->setDefault(true);
    m_presentField->setVisible(asksForPresent);
    m_rules->hide();
    layOut(words);
    connect(m_accept, &QPushButton::clicked, this, &PasswordChangeDialog::submit);
    connect(m_wanted, &QLineEdit::textChanged, this, [this] { m_wantedField->setError({}); });
    connect(m_present, &QLineEdit::textChanged, this, [this] { m_presentField->setError({}); });
    for (QLineEdit *edit : {m_present, m_wanted, m_repeated})
        connect(edit, &QLineEdit::textChanged, this, &PasswordChangeDialog::judge);
    judge();
    (asksForPresent ? m_present : m_wanted)->setFocus();
}

PasswordChangeDialog *PasswordChangeDialog::forSignIn(
    const QString &user, std::optional<policy::ChangeReason> reason, QWidget *parent)
{
    const QString why = reason == policy::ChangeReason::Expired
        ? tr("The password of %1 has expired. Choose another to sign in with; the next time it is the one to enter.")
        : tr("The password of %1 has to be changed before it can be used. Choose another to sign in with; the next "
             "time it is the one to enter.");
    return new PasswordChangeDialog({.title = tr("Choose another password"),
                                        .explanation = why.arg(user),
                                        .accept = tr("Change and &sign in"),
                                        .decline = tr("Cancel")},
        {.password = {}, .loginName = user}, false, parent);
}

PasswordChangeDialog *PasswordChangeDialog::forSession(const platform::Session &session, QWidget *parent)
{
    return new PasswordChangeDialog(
        {.title = tr("Change password"),
            .explanation
            = tr("Of %1, for this tenant. Your other sessions and automatic sign-ins end.").arg(session.user),
            .accept = tr("&Change"),
            .decline = tr("Cancel")},
        {.password = {}, .loginName = session.user, .isAdministrator = session.role == platform::Role::Administrator},
        true, parent);
}

FormField *PasswordChangeDialog::makeField(const QString &label, QLineEdit *edit, const QString &name)
{
    edit->setObjectName(name);
    edit->setEchoMode(QLineEdit::Password);
    edit->setMaxLength(longestLine);
    return new FormField(label, edit, {}, this);
}

void PasswordChangeDialog::layOut(const Words &words)
{
    auto *explanation = new QLabel(words.explanation, this);
    explanation->setWordWrap(true);
    explanation->setTextFormat(Qt::PlainText);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_accept, QDialogButtonBox::AcceptRole);
    buttons->addButton(new QPushButton(words.decline), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &PasswordChangeDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addWidget(explanation);
    layout->addWidget(m_banner);
    layout->addWidget(m_presentField);
    layout->addWidget(m_wantedField);
    layout->addWidget(m_rules);
    layout->addWidget(m_repeatedField);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(460);
}

void PasswordChangeDialog::setPolicy(const policy::PasswordPolicy &policy)
{
    m_policy = policy;
    m_rules->show();
    judge();
}

void PasswordChangeDialog::showFailure(const platform::Failure &failure)
{
    QStringList ofWanted;
    QStringList ofPresent;
    QStringList others;
    for (const platform::FieldProblem &problem : failure.problems) {
        const bool isOfWanted = problem.field == "newPassword"_L1;
        const bool isOfPresent = problem.field == "password"_L1 && m_asksForPresent;
        (isOfWanted ? ofWanted : isOfPresent ? ofPresent : others) << problem.message;
    }
    m_wantedField->setError(ofWanted.join(u'\n'));
    m_presentField->setError(ofPresent.join(u'\n'));
    if (failure.leavesOutcomeOpen())
        m_banner->tell(Tone::Error,
            tr("%1 Whether the password was changed is not known: try the new one first.", "why there is no answer")
                .arg(toText(failure)));
    else if (!others.isEmpty() || failure.problems.isEmpty())
        m_banner->tell(Tone::Error, others.isEmpty() ? toText(failure) : others.join(u'\n'));
    QLineEdit *first = ofWanted.isEmpty() && m_asksForPresent ? m_present : m_wanted;
    first->selectAll();
    first->setFocus();
}

void PasswordChangeDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    m_accept->setText(busy ? tr("Trying…") : m_acceptText);
    judge();
}

void PasswordChangeDialog::reject()
{
    // What was sent is carried through, so that its answer is waited for.
    if (!m_isBusy)
        QDialog::reject();
}

void PasswordChangeDialog::submit()
{
    m_banner->clear();
    emit submitted({.present = m_present->text(), .wanted = m_wanted->text()});
}

void PasswordChangeDialog::judge()
{
    m_facts.password = m_wanted->text();
    if (m_policy)
        m_rules->setRules(items::passwordRules(*m_policy, m_facts));
    // What is still being typed is not wrong yet.
    const bool isOther = !m_wanted->text().startsWith(m_repeated->text());
    m_repeatedField->setError(isOther ? tr("This is not the same password.") : QString());
    const QString why = whyNot();
    m_accept->setEnabled(why.isEmpty());
    m_accept->setToolTip(why);
    m_accept->setAccessibleDescription(why);
}

QString PasswordChangeDialog::whyNot() const
{
    if (m_isBusy)
        return tr("The platform is being asked.");
    if (m_asksForPresent && m_present->text().isEmpty())
        return tr("Enter your present password first.");
    if (m_wanted->text().isEmpty())
        return tr("Enter a new password first.");
    if (m_policy && !policy::problemsOfPassword(*m_policy, m_facts).isEmpty())
        return tr("The new password does not meet the rules yet.");
    if (m_wanted->text() != m_repeated->text())
        return tr("Enter the new password a second time first.");
    return {};
}

}
