// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/pacefields.h"

#include "controls/editorortext.h"
#include "items/alertwords.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

PaceFields::PaceFields(const QString &path, const QString &owner, QWidget *parent)
    : QWidget(parent)
    , m_pace(new QComboBox)
    , m_mails(new QSpinBox)
{
    m_pace->setObjectName(path + u"pace"_s);
    m_pace->setAccessibleName(tr("When mail is sent: %1", "level or rule").arg(owner));
    m_pace->setToolTip(tr("At once, or with all events of a whole quarter of an hour, hour or day by the tenant’s "
                          "clock"));
    for (const auto &[pace, name] : policy::EnumNames<policy::AlertPace>::names)
        m_pace->addItem(items::paceText(pace), int(pace));
    m_mails->setObjectName(path + u"mailsPerHour"_s);
    m_mails->setAccessibleName(tr("Mails in an hour at most: %1", "level or rule").arg(owner));
    m_mails->setToolTip(tr("What is held back is counted, and told in the next mail"));
    m_mails->setRange(1, policy::mostMailsPerHour);
    m_mails->setPrefix(tr("at most ", "in front of a number of mails"));
    m_mails->setSuffix(tr(" mails an hour", "behind a number"));
    m_mails->setKeyboardTracking(true);
    m_paceOrText = new EditorOrText(m_pace, this);
    m_mailsOrText = new EditorOrText(m_mails, this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_paceOrText);
    layout->addWidget(m_mailsOrText);
    layout->addStretch(1);
    connect(m_pace, &QComboBox::currentIndexChanged, this, &PaceFields::showTexts);
    connect(m_mails, &QSpinBox::valueChanged, this, &PaceFields::showTexts);
    connect(m_pace, &QComboBox::activated, this, &PaceFields::changed);
    connect(m_mails, &QSpinBox::valueChanged, this, &PaceFields::changed);
    showTexts();
}

policy::AlertPace PaceFields::pace() const
{
    return policy::AlertPace(m_pace->currentData().toInt());
}

int PaceFields::mailsPerHour() const
{
    return m_mails->value();
}

void PaceFields::setValue(policy::AlertPace pace, int mailsPerHour)
{
    const QSignalBlocker quiet(this);
    m_pace->setCurrentIndex(m_pace->findData(int(pace)));
    m_mails->setValue(mailsPerHour);
}

void PaceFields::setEditable(bool editable)
{
    m_paceOrText->setEditable(editable);
    m_mailsOrText->setEditable(editable);
}

void PaceFields::showTexts()
{
    m_paceOrText->setText(m_pace->currentText());
    m_mailsOrText->setText(m_mails->text());
}

}
