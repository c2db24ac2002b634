// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/timezonefield.h"

#include "controls/timezonedialog.h"
#include "items/zonedtime.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::widgets {

TimeZoneField::TimeZoneField(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit(this))
    , m_choose(new QPushButton(tr("&Choose…"), this))
{
    m_text->setReadOnly(true);
    m_choose->setObjectName("timeZone"_L1);
    m_choose->setAccessibleName(tr("Choose a time zone"));
    setFocusProxy(m_text);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_choose);
    connect(m_choose, &QPushButton::clicked, this, &TimeZoneField::choose);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (isVisible())
            showClock();
    });
    m_clock.start(5s);
}

void TimeZoneField::setValue(const QString &id)
{
    m_id = id;
    showClock();
}

void TimeZoneField::setEditable(bool editable)
{
    m_text->setFrame(editable);
    m_choose->setVisible(editable);
}

void TimeZoneField::showEvent(QShowEvent *event)
{
    showClock();
    QWidget::showEvent(event);
}

void TimeZoneField::choose()
{
    auto *dialog = new TimeZoneDialog(m_id, window());
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (dialog->chosen().isEmpty() || dialog->chosen() == m_id)
            return;
        setValue(dialog->chosen());
        emit changed();
    });
    dialog->open();
}

void TimeZoneField::showClock()
{
    const QTimeZone zone(m_id.toLatin1());
    m_text->setText(zone.isValid() ? items::zoneClockText(zone, QDateTime::currentDateTimeUtc()) : m_id);
}

}
