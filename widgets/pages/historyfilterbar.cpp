// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/historyfilterbar.h"

#include "items/settingwords.h"
#include "policy/settings.h"

#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

enum class Span { All, Today, Week, Month, Days };

Span spanIn(const QComboBox &box)
{
    return Span(box.currentData().toInt());
}

}

HistoryFilterBar::HistoryFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_section(new QComboBox(this))
    , m_person(new QComboBox(this))
    , m_span(new QComboBox(this))
    , m_days(new QWidget(this))
    , m_from(new QDateEdit(m_days))
    , m_until(new QDateEdit(m_days))
{
    m_section->setObjectName("section"_L1);
    m_person->setObjectName("person"_L1);
    m_span->setObjectName("span"_L1);
    m_from->setObjectName("from"_L1);
    m_until->setObjectName("until"_L1);
    fill();
    auto *days = new QHBoxLayout(m_days);
    days->setContentsMargins(0, 0, 0, 0);
    addLabelled(*days, tr("&From:"), m_from);
    addLabelled(*days, tr("&Until:"), m_until);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    addLabelled(*layout, tr("&Section:"), m_section);
    layout->addSpacing(8);
    addLabelled(*layout, tr("Change&d by:"), m_person);
    layout->addSpacing(8);
    addLabelled(*layout, tr("&When:"), m_span);
    layout->addWidget(m_days);
    layout->addStretch(1);
    m_days->hide();

    connect(m_section, &QComboBox::currentIndexChanged, this, &HistoryFilterBar::changed);
    connect(m_person, &QComboBox::activated, this, &HistoryFilterBar::changed);
    connect(m_person->lineEdit(), &QLineEdit::editingFinished, this, &HistoryFilterBar::changed);
    connect(m_span, &QComboBox::currentIndexChanged, this, &HistoryFilterBar::chooseSpan);
    for (const QDateEdit *day : {m_from, m_until})
        connect(day, &QDateEdit::dateChanged, this, [this] {
            m_until->setMinimumDate(m_from->date());
            emit changed();
        });
}

void HistoryFilterBar::fill()
{
    m_section->addItem(tr("All sections"), QString());
    for (const QStringList keys = policy::sectionKeys(); const QString &key : keys)
        m_section->addItem(items::sectionTitle(key), key);
    m_person->setEditable(true);
    m_person->setInsertPolicy(QComboBox::NoInsert);
    m_person->addItem(tr("Anybody"));
    m_person->setMinimumContentsLength(10);
    m_span->addItem(tr("At any time"), int(Span::All));
    m_span->addItem(tr("Today"), int(Span::Today));
    m_span->addItem(tr("Last 7 days"), int(Span::Week));
    m_span->addItem(tr("Last 30 days"), int(Span::Month));
    m_span->addItem(tr("From … until …"), int(Span::Days));
    for (QDateEdit *day : {m_from, m_until}) {
        day->setCalendarPopup(true);
        day->setDisplayFormat(u"yyyy-MM-dd"_s);
    }
}

void HistoryFilterBar::addLabelled(QHBoxLayout &layout, const QString &text, QWidget *control)
{
    auto *label = new QLabel(text, this);
    label->setBuddy(control);
    layout.addWidget(label);
    layout.addWidget(control);
}

void HistoryFilterBar::setZone(const QTimeZone &zone)
{
    m_zone = zone;
}

void HistoryFilterBar::setPeople(const QStringList &people)
{
    QStringList offered;
    for (int i = 1; i < m_person->count(); ++i)
        offered << m_person->itemText(i);
    if (people == offered)
        return;
    const QSignalBlocker blocker(m_person);
    const QString text = m_person->currentText();
    while (m_person->count() > 1)
        m_person->removeItem(1);
    m_person->addItems(people);
    m_person->setCurrentText(text);
}

QString HistoryFilterBar::person() const
{
    const QString text = m_person->currentText().trimmed();
    return text == m_person->itemText(0) ? QString() : text;
}

platform::HistoryFilter HistoryFilterBar::filter() const
{
    platform::HistoryFilter filter{.section = m_section->currentData().toString(), .by = person()};
    const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(m_zone).date();
    switch (spanIn(*m_span)) {
    case Span::All:
        break;
    case Span::Today:
        filter.since = today.startOfDay(m_zone);
        break;
    case Span::Week:
        filter.since = today.addDays(-6).startOfDay(m_zone);
        break;
    case Span::Month:
        filter.since = today.addDays(-29).startOfDay(m_zone);
        break;
    case Span::Days:
        filter.since = m_from->date().startOfDay(m_zone);
        filter.until = m_until->date().addDays(1).startOfDay(m_zone);
        break;
    }
    return filter;
}

void HistoryFilterBar::chooseSpan()
{
    const bool hasDays = spanIn(*m_span) == Span::Days;
    if (hasDays && m_days->isHidden()) {
        const QSignalBlocker from(m_from);
        const QSignalBlocker until(m_until);
        const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(m_zone).date();
        m_from->setDate(today.addDays(-6));
        m_until->setMinimumDate(m_from->date());
        m_until->setDate(today);
    }
    m_days->setVisible(hasDays);
    emit changed();
}

void HistoryFilterBar::clear()
{
    {
        const QSignalBlocker section(m_section);
        const QSignalBlocker span(m_span);
        m_section->setCurrentIndex(0);
        m_person->setCurrentIndex(0);
        m_span->setCurrentIndex(0);
    }
    chooseSpan();
}

void HistoryFilterBar::takeOver(const HistoryFilterBar &before)
{
    m_section->setCurrentIndex(before.m_section->currentIndex());
    m_person->setCurrentText(before.person().isEmpty() ? m_person->itemText(0) : before.person());
    m_span->setCurrentIndex(before.m_span->currentIndex());
    m_from->setDate(before.m_from->date());
    m_until->setDate(before.m_until->date());
    emit changed();
}

}
