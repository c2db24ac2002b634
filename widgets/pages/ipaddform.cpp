// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ipaddform.h"

#include "address/iprange.h"
#include "controls/iconlabel.h"
#include "controls/themeicon.h"
#include "controls/tone.h"
#include "error/messages.h"
#include "policy/fieldvalidation.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

IpAddForm::IpAddForm(QWidget *parent)
    : QWidget(parent)
    , m_network(new QLineEdit(this))
    , m_memo(new QLineEdit(this))
    , m_add(new QPushButton(themeIcon(u"list-add"_s), tr("A&dd", "an entry to the list"), this))
    , m_noteRow(new QWidget(this))
    , m_symbol(new IconLabel(m_noteRow))
    , m_note(new QLabel(m_noteRow))
{
    m_network->setObjectName("newNetwork"_L1);
    m_network->setPlaceholderText(tr("192.0.2.0/24, 2001:db8::/32 or 192.0.2.1-192.0.2.9"));
    m_network->setAccessibleName(tr("New address, network or range"));
    m_memo->setObjectName("newMemo"_L1);
    m_memo->setPlaceholderText(tr("Memo, such as where it is"));
    m_memo->setAccessibleName(tr("Memo for the new entry"));
    m_add->setObjectName("add"_L1);
    setFocusProxy(m_network);
    layOut();
    connect(m_network, &QLineEdit::textChanged, this, &IpAddForm::judge);
    connect(m_memo, &QLineEdit::textChanged, this, &IpAddForm::judge);
    connect(m_network, &QLineEdit::returnPressed, this, &IpAddForm::add);
    connect(m_memo, &QLineEdit::returnPressed, this, &IpAddForm::add);
    connect(m_add, &QPushButton::clicked, this, &IpAddForm::add);
    judge();
}

void IpAddForm::layOut()
{
    auto *noteLayout = new QHBoxLayout(m_noteRow);
    noteLayout->setContentsMargins(0, 0, 0, 0);
    noteLayout->setSpacing(6);
    noteLayout->addWidget(m_symbol, 0, Qt::AlignTop);
    noteLayout->addWidget(m_note, 1);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);

    auto *label = new QLabel(tr("&New entry:"), this);
    label->setBuddy(m_network);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setVerticalSpacing(4);
    layout->addWidget(label, 0, 0);
    layout->addWidget(m_network, 0, 1);
    layout->addWidget(m_memo, 0, 2);
    layout->addWidget(m_add, 0, 3);
    layout->addWidget(m_noteRow, 1, 1, 1, 3);
    layout->setColumnStretch(1, 3);
    layout->setColumnStretch(2, 2);
}

void IpAddForm::setRoom(qsizetype room)
{
    m_room = room;
    judge();
}

void IpAddForm::takeOver(const IpAddForm &before)
{
    m_network->setText(before.m_network->text());
    m_memo->setText(before.m_memo->text());
}

Result<QList<policy::IpEntry>> IpAddForm::entries() const
{
    const auto networks = parseNetworks(m_network->text());
    if (!networks)
        return std::unexpected(networks.error());
    QList<policy::IpEntry> entries;
    for (const IpNetwork &network : *networks)
        entries.append({network, m_memo->text().trimmed()});
    Errors errors;
    policy::validate(entries.first(), errors);
    if (!errors.isEmpty())
        return std::unexpected(errors.first());
    return entries;
}

void IpAddForm::judge()
{
    const auto typed = entries();
    const bool isEmpty = m_network->text().trimmed().isEmpty();
    const bool fits = !typed || typed->size() <= m_room;
    const bool hasNote = !isEmpty && (!typed || !fits || typed->size() > 1);
    m_add->setEnabled(!isEmpty && typed && fits);
    m_add->setToolTip(isEmpty ? tr("Type an address, a network or a range first") : QString());
    m_noteRow->setVisible(hasNote);
    if (!hasNote)
        return;
    const Tone tone = typed && fits ? Tone::Hint : Tone::Error;
    if (!typed)
        m_note->setText(renderMessage(typed.error()));
    else if (!fits)
        m_note->setText(tr("The list can hold only %Ln more entries.", nullptr, int(m_room)));
    else
        m_note->setText(tr("Becomes %Ln entries, which together are exactly this range.", nullptr, int(typed->size())));
    m_symbol->setIcon(toneIcon(tone));
    m_network->setAccessibleDescription(m_note->text());
}

void IpAddForm::add()
{
    const auto typed = entries();
    if (!typed || typed->size() > m_room)
        return;
    m_network->clear();
    m_memo->clear();
    m_network->setFocus();
    emit added(*typed);
}

}
