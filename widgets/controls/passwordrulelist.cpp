// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/passwordrulelist.h"

#include "controls/iconlabel.h"
#include "controls/tone.h"

#include <QGridLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

PasswordRuleList::PasswordRuleList(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(8);
    m_layout->setVerticalSpacing(4);
    m_layout->setColumnStretch(1, 1);
}

PasswordRuleList::Row PasswordRuleList::makeRow()
{
    const Row row{new IconLabel(this), new QLabel(this)};
    row.mark->setFixedWidth(smallIconSize());
    row.mark->setAlignment(Qt::AlignCenter);
    row.text->setTextFormat(Qt::PlainText);
    row.text->setWordWrap(true);
    const int place = int(m_rows.size());
    m_layout->addWidget(row.mark, place, 0, Qt::AlignTop);
    m_layout->addWidget(row.text, place, 1);
    return row;
}

void PasswordRuleList::setRules(const QList<items::PasswordRule> &rules)
{
    while (m_rows.size() > rules.size()) {
        const Row row = m_rows.takeLast();
        delete row.mark;
        delete row.text;
    }
    while (m_rows.size() < rules.size())
        m_rows.append(makeRow());
    for (qsizetype i = 0; i < rules.size(); ++i) {
        const auto &[text, isMet] = rules.at(i);
        const Row &row = m_rows.at(i);
        if (isMet) {
            row.mark->setIcon(toneIcon(*isMet ? Tone::Good : Tone::Error));
            row.text->setText(*isMet ? tr("met: %1", "rule").arg(text) : tr("not met: %1", "rule").arg(text));
        } else {
            row.mark->setIcon({});
            row.mark->setText(u"•"_s);
            row.text->setText(text);
        }
    }
}

}
