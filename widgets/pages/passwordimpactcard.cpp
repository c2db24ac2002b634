// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/passwordimpactcard.h"

#include "controls/iconlabel.h"
#include "controls/tone.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShowEvent>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr std::chrono::milliseconds editingPause{350};

}

PasswordImpactCard::PasswordImpactCard(platform::PasswordClient &client, QWidget *parent)
    : Card(tr("Who has to change it"), parent)
    , m_client(client)
    , m_mark(new IconLabel(this))
    , m_headline(new QLabel(this))
    , m_due(new QGridLayout)
    , m_unknown(explanationLabel({}, this))
    , m_again(new QPushButton(tr("&Try again"), this))
{
    m_headline->setObjectName("impact"_L1);
    m_headline->setTextFormat(Qt::PlainText);
    m_headline->setWordWrap(true);
    m_again->setObjectName("impactAgain"_L1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(editingPause);
    m_due->setHorizontalSpacing(16);
    m_due->setVerticalSpacing(2);
    m_due->setColumnStretch(1, 1);
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_mark, 0, Qt::AlignTop);
    top->addWidget(m_headline, 1);
    auto *inside = new QVBoxLayout; // Below the heading, and not left of it.
    inside->setContentsMargins(8, 0, 8, 4);
    inside->setSpacing(8);
    inside->addLayout(top);
    inside->addLayout(m_due);
    inside->addWidget(m_unknown);
    inside->addWidget(m_again, 0, Qt::AlignLeft);
    inside->addWidget(
        explanationLabel(tr("Length, complexity and the reuse limit count from the next change on: the platform keeps "
                            "hashes, and cannot see whether a password meets a new rule."),
            this));
    body()->addLayout(inside);
    m_unknown->hide();
    m_again->hide();
    connect(&m_pause, &QTimer::timeout, this, &PasswordImpactCard::ask);
    connect(m_again, &QPushButton::clicked, this, &PasswordImpactCard::refresh);
}

void PasswordImpactCard::setPolicy(const policy::PasswordPolicy &policy, bool isSaved)
{
    if (policy == m_policy && isSaved == m_isSaved && m_asked)
        return;
    m_policy = policy;
    m_isSaved = isSaved;
    m_asked.reset();
    if (isVisible())
        m_pause.start();
}

void PasswordImpactCard::refresh()
{
    m_asked.reset();
    ask();
}

void PasswordImpactCard::showEvent(QShowEvent *event)
{
    Card::showEvent(event);
    if (!event->spontaneous())
        refresh();
}

void PasswordImpactCard::ask()
{
    m_pause.stop();
    if (m_asked == m_policy)
        return;
    m_asked = m_policy;
    m_asking = m_client.impact(m_policy, [this](const auto &answer) { take(answer); });
    if (m_headline->text().isEmpty() || m_again->isVisible())
        m_headline->setText(tr("Asking the platform…"));
    m_again->setEnabled(false);
    m_again->setToolTip(tr("An answer is on its way"));
}

void PasswordImpactCard::take(const platform::Answer<platform::PasswordImpact> &answer)
{
    m_asking = {};
    m_again->setEnabled(true);
    m_again->setToolTip({});
    m_again->setVisible(!answer);
    if (answer)
        return show(*answer);
    m_mark->setIcon(toneIcon(Tone::Error));
    m_headline->setText(platform::toText(answer.error()));
    m_unknown->hide();
    showDue({});
}

void PasswordImpactCard::show(const platform::PasswordImpact &impact)
{
    m_mark->setIcon(toneIcon(impact.mustChangeNow > 0 ? Tone::Warning : Tone::Good));
    m_headline->setText(headline(impact));
    m_unknown->setText(
        tr("Whether the passwords of %Ln people meet the stricter rules is not known.", nullptr, impact.unknown));
    m_unknown->setVisible(impact.unknown > 0);
    showDue(m_policy.expiresAfter ? impact.dueWithin : QList<platform::PasswordImpact::Due>());
}

void PasswordImpactCard::showDue(const QList<platform::PasswordImpact::Due> &due)
{
    while (m_due->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_due->takeAt(0));
        delete item->widget();
    }
    for (const auto &[days, users] : due) {
        const int row = m_due->rowCount();
        auto *count = new QLabel(tr("%Ln people", nullptr, users), this);
        count->setObjectName("due"_L1);
        count->setAlignment(Qt::AlignRight);
        m_due->addWidget(count, row, 0);
        m_due->addWidget(new QLabel(tr("within %Ln days", nullptr, days), this), row, 1);
    }
}

QString PasswordImpactCard::headline(const platform::PasswordImpact &impact) const
{
    if (impact.mustChangeNow > 0)
        return m_isSaved ? tr("%Ln of %1 people have to choose another password when they sign in next.", nullptr,
                               impact.mustChangeNow)
                               .arg(QLocale().toString(impact.users))
                         : tr("Once applied, %Ln of %1 people have to choose another password when they sign in next.",
                               nullptr, impact.mustChangeNow)
                               .arg(QLocale().toString(impact.users));
    return m_isSaved
        ? tr("None of %Ln people has to choose another password now.", nullptr, impact.users)
        : tr("Once applied, none of %Ln people has to choose another password at once.", nullptr, impact.users);
}

}
