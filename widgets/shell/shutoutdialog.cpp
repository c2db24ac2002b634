// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/shutoutdialog.h"

#include "controls/banner.h"
#include "controls/iconlabel.h"
#include "items/wayinwords.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

ShutOutDialog::ShutOutDialog(const platform::WayIn &wayIn, const QString &address, QWidget *parent)
    : QDialog(parent)
    , m_reason(new QPlainTextEdit)
    , m_count(explanationLabel({}))
    , m_insist(new QPushButton(tr("&Lock myself out")))
{
    setWindowTitle(tr("You would lock yourself out"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_reason->setObjectName("reason"_L1);
    m_insist->setObjectName("insist"_L1);
    auto *banner = new Banner(this);
    banner->tell(Tone::Warning, tr("Nothing was applied yet. ") + items::verdictText(wayIn.verdict, address));
    auto *advice
        = new QLabel(tr("Go back, and list your address or switch Basic authentication on in the same step. If you "
                        "do mean it, say why; the reason is written to the audit log."),
            this);
    advice->setWordWrap(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(banner);
    layout->addWidget(makeConditions(wayIn));
    layout->addWidget(advice);
    layout->addWidget(makeReason());
    layout->addStretch();
    layout->addWidget(makeButtons());
    setMinimumWidth(560);
    showWhyNot();
}

QWidget *ShutOutDialog::makeConditions(const platform::WayIn &wayIn)
{
    auto *list = new QWidget(this);
    auto *layout = new QGridLayout(list);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(10);
    layout->setVerticalSpacing(6);
    layout->setColumnStretch(1, 1);
    layout->addWidget(explanationLabel(tr("What the gate would look at:"), list), 0, 0, 1, 2);
    for (const policy::ConditionOutcome &condition : wayIn.conditions) {
        const QString text = items::conditionText(condition);
        if (text.isEmpty())
            continue;
        const bool isDecisive = condition.condition == wayIn.decidedBy;
        auto *symbol = new IconLabel(u"•"_s, list);
        symbol->setMinimumWidth(smallIconSize());
        symbol->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        if (isDecisive)
            symbol->setIcon(toneIcon(Tone::Error));
        auto *sentence = new QLabel(isDecisive ? tr("%1 This decides.").arg(text) : text, list);
        sentence->setWordWrap(true);
        QFont font = sentence->font();
        font.setBold(isDecisive);
        sentence->setFont(font);
        const int row = layout->rowCount();
        layout->addWidget(symbol, row, 0, Qt::AlignTop);
        layout->addWidget(sentence, row, 1);
    }
    return list;
}

QWidget *ShutOutDialog::makeReason()
{
    auto *field = new QWidget(this);
    auto *label = new QLabel(tr("&Reason"), field);
    label->setBuddy(m_reason);
    m_reason->setAccessibleName(tr("Reason for locking yourself out"));
    m_reason->setTabChangesFocus(true);
    m_reason->setPlaceholderText(tr("For example: the office is closed until Monday"));
    m_reason->setFixedHeight(m_reason->fontMetrics().height() * 4);
    auto *layout = new QVBoxLayout(field);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(label);
    layout->addWidget(m_reason);
    layout->addWidget(m_count);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &ShutOutDialog::showWhyNot);
    return field;
}

QWidget *ShutOutDialog::makeButtons()
{
    auto *back = new QPushButton(tr("&Go back"));
    back->setDefault(true);
    m_insist->setAutoDefault(false);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_insist, QDialogButtonBox::DestructiveRole);
    buttons->addButton(back, QDialogButtonBox::RejectRole);
    connect(m_insist, &QPushButton::clicked, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

QString ShutOutDialog::reason() const
{
    return m_reason->toPlainText().simplified();
}

void ShutOutDialog::showWhyNot()
{
    const qsizetype length = reason().toUcs4().size();
    m_count->setText(tr("%1 of %2 characters").arg(length).arg(longestReason));
    QString why;
    if (length == 0)
        why = tr("Say why first.");
    else if (length > longestReason)
        why = tr("The reason is too long: %1 characters at most.").arg(longestReason);
    m_insist->setEnabled(why.isEmpty());
    m_insist->setToolTip(why.isEmpty() ? tr("Applies the change, with your reason in the audit log") : why);
    m_insist->setAccessibleDescription(m_insist->toolTip());
}

}
