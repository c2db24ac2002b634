// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/minutesfield.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

using namespace std::chrono;

namespace sekimori::widgets {
namespace {

constexpr std::array units{minutes(1), minutes(hours(1)), minutes(days(1))};

}

MinutesField::MinutesField(const Range &range, QWidget *parent)
    : QWidget(parent)
    , m_range(range)
    , m_value(range.shortest)
    , m_number(new QSpinBox(this))
    , m_unit(new QComboBox(this))
{
    m_unit->addItems({tr("minutes", "unit of a length of time"), tr("hours", "unit of a length of time"),
        tr("days", "unit of a length of time")});
    m_unit->setAccessibleName(tr("Unit"));
    m_number->setFocusPolicy(Qt::StrongFocus);
    m_unit->setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_number);
    layout->addWidget(m_unit);
    setFocusProxy(m_number);
    setValue(m_value);
    connect(m_unit, &QComboBox::activated, this, &MinutesField::changeUnit);
    connect(m_number, &QSpinBox::valueChanged, this, [this](int number) {
        m_value = number * unitLength();
        emit changed();
    });
}

minutes MinutesField::value() const
{
    return m_value;
}

void MinutesField::setValue(minutes value)
{
    if (value == m_value && m_number->value() * unitLength() == value)
        return; // What is being typed keeps its cursor and its unit.
    m_value = value;
    const auto fits = std::ranges::find_if(
        units.rbegin(), units.rend(), [value](minutes unit) { return value >= unit && value % unit == minutes(0); });
    m_unit->setCurrentIndex(int(units.rend() - fits) - 1);
    showRange();
}

minutes MinutesField::unitLength() const
{
    return units.at(std::size_t(m_unit->currentIndex()));
}

void MinutesField::showRange()
{
    const QSignalBlocker quiet(m_number);
    const minutes unit = unitLength();
    m_number->setRange(int((m_range.shortest + unit - minutes(1)) / unit), int(m_range.longest / unit));
    m_number->setValue(int(m_value / unit));
}

void MinutesField::changeUnit()
{
    // The nearest that the unit can say: of 90 minutes, one hour.
    showRange();
    m_value = m_number->value() * unitLength();
    emit changed();
}

}
