// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/unlockdialog.h"

#include "controls/banner.h"
#include "controls/formfield.h"
#include "items/personwords.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr qsizetype mostNamed = 8;

QString names(const QList<platform::Person> &people)
{
    QStringList names;
    for (const platform::Person &person : people.first(std::min(mostNamed, people.size())))
        names << items::personText(person);
    if (people.size() > mostNamed)
        names << UnlockDialog::tr("and %Ln others", nullptr, int(people.size() - mostNamed));
    return names.join(u'\n');
}

}

UnlockDialog::UnlockDialog(platform::LockClient &client, const QList<platform::Person> &people, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_banner(new Banner(this))
    , m_reason(new QLineEdit)
    , m_unlock(new QPushButton(tr("&Unlock")))
{
    setWindowTitle(tr("Unlock"));
    setAttribute(Qt::WA_DeleteOnClose);
    for (const platform::Person &person : people)
        m_users << person.id;
    m_reason->setObjectName("reason"_L1);
    m_reason->setMaxLength(int(platform::LockClient::longestReason));
    m_reason->setPlaceholderText(tr("For example: he called, and has found his password"));
    m_unlock->setObjectName("unlock"_L1);
    m_unlock->setDefault(true);
    auto *explanation = new QLabel(
        tr("%Ln people can sign in again at once, with the password they have.", nullptr, int(people.size())), this);
    explanation->setWordWrap(true);
    auto *who = new QLabel(names(people), this);
    who->setTextFormat(Qt::PlainText);
    QFont bold = who->font();
    bold.setBold(true);
    who->setFont(bold);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addWidget(explanation);
    layout->addWidget(who);
    layout->addWidget(m_banner);
    layout->addWidget(new FormField(tr("&Reason"), m_reason, tr("It is written to the audit log."), this));
    layout->addStretch();
    layout->addWidget(makeButtons());
    setMinimumWidth(460);
    connect(m_reason, &QLineEdit::textChanged, this, &UnlockDialog::showWhyNot);
    showWhyNot();
    m_reason->setFocus();
}

QWidget *UnlockDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_unlock, QDialogButtonBox::AcceptRole);
    buttons->addButton(new QPushButton(tr("Cancel")), QDialogButtonBox::RejectRole);
    connect(m_unlock, &QPushButton::clicked, this, &UnlockDialog::unlock);
    connect(buttons, &QDialogButtonBox::rejected, this, &UnlockDialog::reject);
    return buttons;
}

void UnlockDialog::reject()
{
    // What was sent is carried through, so that its answer is waited for.
    if (!m_isBusy)
        QDialog::reject();
}

QString UnlockDialog::reason() const
{
    return m_reason->text().simplified();
}

void UnlockDialog::unlock()
{
    m_isBusy = true;
    m_banner->clear();
    showWhyNot();
    m_client.unlock(m_users, reason(), this, [this](const auto &answer) { take(answer); });
}

void UnlockDialog::take(const platform::Answer<int> &answer)
{
    m_isBusy = false;
    showWhyNot();
    if (!answer)
        return m_banner->tell(Tone::Error, platform::toText(answer.error()));
    emit unlocked(*answer);
    accept();
}

void UnlockDialog::showWhyNot()
{
    QString why;
    if (m_isBusy)
        why = tr("The platform is being asked.");
    else if (reason().isEmpty())
        why = tr("Say why first.");
    m_unlock->setEnabled(why.isEmpty());
    m_unlock->setToolTip(why);
    m_unlock->setAccessibleDescription(why);
}

}
