// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/secondpairform.h"

#include "controls/formfield.h"
#include "controls/tone.h"
#include "items/zonedtime.h"
#include "pages/basicpairform.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int widestText = 560;
constexpr int daysProposed = 14;
constexpr QLatin1StringView endsAt{"endsAt"};

}

SecondPairForm::SecondPairForm(QWidget *parent)
    : QWidget(parent)
    , m_wanted(new QCheckBox(tr("Accept a &second pair until an end date"), this))
    , m_explanation(explanationLabel(tr("For a change without a day on which nobody gets in: enter the new pair above "
                                        "and the old one here. Both are "
                                        "accepted until the end, and then only the new one."),
          this))
    , m_none(new QLabel(tr("No second pair is accepted."), this))
    , m_fields(new QWidget(this))
    , m_pair(new BasicPairForm({tr("Second user name"), tr("Second password")}, m_fields))
    , m_end(new QDateTimeEdit(m_fields))
    , m_endField(new FormField(tr("Va&lid until"), m_end, {}, m_fields))
{
    m_wanted->setObjectName("secondPair"_L1);
    m_end->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    m_end->setCalendarPopup(true);
    m_pair->setClearable(false);
    layOut();
    connect(m_wanted, &QCheckBox::clicked, this, &SecondPairForm::toggled);
    connect(m_pair, &BasicPairForm::changed, this, &SecondPairForm::changed);
    connect(m_end, &QDateTimeEdit::dateTimeChanged, this, [this] {
        judge();
        emit changed();
    });
    showEnd({});
    showParts();
}

void SecondPairForm::layOut()
{
    m_explanation->setMaximumWidth(widestText);
    m_endField->setMaximumWidth(widestText);
    auto *fields = new QVBoxLayout(m_fields);
    fields->setContentsMargins(0, 6, 0, 0);
    fields->setSpacing(14);
    fields->addWidget(m_pair);
    fields->addWidget(m_endField);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_wanted);
    layout->addWidget(m_none);
    layout->addWidget(m_explanation);
    layout->addWidget(m_fields);
}

void SecondPairForm::setValue(const policy::EndingPair &pair)
{
    const bool isNews = pair != value();
    m_pair->setValue(pair);
    judge();
    if (!isNews)
        return; // What is being typed keeps its cursor.
    m_shown = pair;
    m_wanted->setChecked(!pair.isEmpty() || pair.endsAt.isValid());
    showParts();
    showEnd(pair.endsAt);
}

policy::EndingPair SecondPairForm::value() const
{
    policy::EndingPair pair;
    if (!m_wanted->isChecked()) {
        pair.password = m_shown.password;
        pair.password.entered = pair.password.isSet ? std::optional(QString()) : std::nullopt;
        return pair;
    }
    static_cast<policy::BasicPair &>(pair) = m_pair->value();
    pair.endsAt = m_end->dateTime() == m_endAsSet ? m_shown.endsAt : m_end->dateTime().toUTC();
    return pair;
}

void SecondPairForm::setEditable(bool editable)
{
    m_editable = editable;
    m_pair->setEditable(editable);
    m_endField->setEditable(editable);
    m_end->setReadOnly(!editable);
    m_end->setFrame(editable);
    m_end->setCalendarPopup(editable);
    m_end->setButtonSymbols(editable ? QDateTimeEdit::UpDownArrows : QDateTimeEdit::NoButtons);
    showParts();
}

void SecondPairForm::showParts()
{
    const bool wanted = m_wanted->isChecked();
    m_wanted->setVisible(m_editable);
    m_explanation->setVisible(m_editable);
    m_none->setVisible(!m_editable && !wanted);
    m_fields->setVisible(wanted);
}

void SecondPairForm::toggled(bool wanted)
{
    showParts();
    if (wanted && !m_shown.endsAt.isValid()) {
        m_shown.endsAt = QDateTime(QDate::currentDate().addDays(daysProposed), QTime(18, 0)).toUTC();
        showEnd(m_shown.endsAt);
    }
    emit changed();
    if (wanted)
        m_pair->focusOn(u"userName"_s);
}

void SecondPairForm::showEnd(const QDateTime &end)
{
    const QSignalBlocker blocker(m_end);
    m_end->setDateTime(end.isValid() ? end.toLocalTime() : QDateTime::currentDateTime());
    m_endAsSet = m_end->dateTime();
    judge();
}

void SecondPairForm::judge()
{
    const QDateTime end = m_end->dateTime();
    const QString zone = tr("Time zone: %1.").arg(items::zoneName(QTimeZone::systemTimeZone(), end.toUTC()));
    const bool isOver = end <= QDateTime::currentDateTime();
    m_endField->setHelp(
        isOver ? tr("This time is over: the second pair is not accepted any more.") + u' ' + zone : zone);
    m_endField->setError({});
}

bool SecondPairForm::showProblem(const QString &field, const QString &message)
{
    if (field != endsAt)
        return m_pair->showProblem(field, message);
    m_endField->setError(message);
    return true;
}

void SecondPairForm::focusOn(const QString &field)
{
    if (m_fields->isHidden())
        m_wanted->setFocus();
    else if (field == endsAt)
        m_end->setFocus();
    else
        m_pair->focusOn(field);
}

}
