// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/alertlevelrow.h"

#include "controls/addresslistfield.h"
#include "controls/iconlabel.h"
#include "controls/levelicon.h"
#include "controls/tone.h"
#include "items/eventwords.h"
#include "pages/pacefields.h"
#include "pages/testmailrow.h"

#include <QGridLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int nameWidth = 120;
constexpr int leastAddressWidth = 220;

QString path(audit::Level level)
{
    return QString(audit::nameOf(level)) + u'.';
}

}

AlertLevelRow::AlertLevelRow(audit::Level level, const platform::AlertsClient &client, QWidget *parent)
    : QWidget(parent)
    , m_level(level)
    , m_symbol(new IconLabel(this))
    , m_name(new QLabel(items::levelText(level), this))
    , m_off(new QLabel(tr("Off", "a level"), this))
    , m_addresses(new AddressListField(
          path(level) + u"addresses"_s, tr("Mail addresses: %1", "level").arg(items::levelText(level)), this))
    , m_pace(new PaceFields(path(level), items::levelText(level), this))
    , m_forecast(explanationLabel({}, this))
    , m_test(new TestMailRow(path(level) + u"test"_s, items::levelText(level), client, this))
{
    QFont bold = m_name->font();
    bold.setBold(true);
    m_name->setFont(bold);
    m_symbol->setIcon(levelIcon(level));
    m_off->setObjectName(path(level) + u"off"_s);
    m_forecast->setObjectName(path(level) + u"forecast"_s);
    m_addresses->setMinimumWidth(leastAddressWidth);
    m_addresses->setIfNone(tr("Off: nobody is told"));
    layOut();
    connect(m_addresses, &AddressListField::changed, this, [this] {
        showOff();
        emit changed();
    });
    connect(m_pace, &PaceFields::changed, this, &AlertLevelRow::changed);
    connect(m_test, &TestMailRow::deliveryWanted, this, &AlertLevelRow::deliveryWanted);
    showOff();
}

void AlertLevelRow::layOut()
{
    auto *name = new QGridLayout;
    name->setHorizontalSpacing(8);
    name->setVerticalSpacing(2);
    name->addWidget(m_symbol, 0, 0);
    name->addWidget(m_name, 0, 1);
    name->addWidget(m_off, 1, 1);
    name->setColumnStretch(1, 1);
    name->setRowStretch(2, 1);
    auto *right = new QVBoxLayout;
    right->setSpacing(6);
    right->addWidget(m_pace);
    right->addWidget(m_forecast);
    right->addWidget(m_test);
    right->addStretch(1);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setHorizontalSpacing(16);
    layout->addLayout(name, 0, 0, Qt::AlignTop);
    layout->addWidget(m_addresses, 0, 1, Qt::AlignTop);
    layout->addLayout(right, 0, 2);
    layout->setColumnMinimumWidth(0, nameWidth);
    layout->setColumnStretch(1, 2);
    layout->setColumnStretch(2, 3);
}

policy::LevelAlert AlertLevelRow::value() const
{
    return {.addresses = m_addresses->addresses(), .pace = m_pace->pace(), .mailsPerHour = m_pace->mailsPerHour()};
}

void AlertLevelRow::setValue(const policy::LevelAlert &value)
{
    m_addresses->setAddresses(value.addresses);
    m_pace->setValue(value.pace, value.mailsPerHour);
    showOff();
}

void AlertLevelRow::setEditable(bool editable)
{
    m_editable = editable;
    m_addresses->setEditable(editable);
    m_pace->setEditable(editable);
    showOff();
}

void AlertLevelRow::setForecast(const QString &text)
{
    m_forecast->setText(text);
}

/// A level without addresses is off: neither its pace nor a forecast says anything then.
void AlertLevelRow::showOff()
{
    const QStringList addresses = m_addresses->addresses();
    const bool isOn = !addresses.isEmpty();
    m_off->setVisible(!isOn);
    m_pace->setVisible(isOn);
    m_forecast->setVisible(isOn);
    m_test->setVisible(isOn && m_editable);
    m_test->setTarget(platform::AlertTopic::of(m_level), addresses,
        m_addresses->problem().isEmpty() ? QString() : tr("Put the addresses right first."));
}

void AlertLevelRow::clearProblem()
{
    m_addresses->clearProblem();
}

bool AlertLevelRow::showProblem(const QString &field, const QString &message)
{
    if (!field.startsWith("addresses"_L1))
        return false;
    m_addresses->showProblem(message);
    return true;
}

}
