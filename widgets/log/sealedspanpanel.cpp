// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/sealedspanpanel.h"

#include "controls/tone.h"
#include "items/filterspan.h"
#include "items/zonedtime.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QRegularExpressionValidator>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int indent = 24;

QString timesText(const platform::TimeSpan &span, const QTimeZone &zone)
{
    const auto text = [&](audit::EventTime time) { return items::zonedText(items::toDateTime(time), zone); };
    if (span.since && span.until)
        return SealedSpanPanel::tr("from %1 up to %2", "times").arg(text(*span.since), text(*span.until));
    if (span.since)
        return SealedSpanPanel::tr("from %1 on", "time").arg(text(*span.since));
    return span.until ? SealedSpanPanel::tr("up to %1", "time").arg(text(*span.until))
                      : SealedSpanPanel::tr("the whole log");
}

QLineEdit *numberEdit(const QString &objectName, const QString &name, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(objectName);
    edit->setAccessibleName(name);
    edit->setValidator(new QRegularExpressionValidator(QRegularExpression(u"[0-9]{0,15}"_s), edit));
    return edit;
}

}

SealedSpanPanel::SealedSpanPanel(QWidget *parent)
    : QWidget(parent)
    , m_byTime(new QRadioButton(this))
    , m_byNumber(new QRadioButton(tr("Events by their &numbers"), this))
    , m_first(numberEdit(u"firstNumber"_s, tr("Number of the first event"), this))
    , m_last(numberEdit(u"lastNumber"_s, tr("Number of the last event"), this))
    , m_wrong(new QLabel(this))
{
    m_byTime->setObjectName("byTime"_L1);
    m_byNumber->setObjectName("byNumber"_L1);
    m_wrong->setObjectName("spanProblem"_L1);
    m_wrong->setWordWrap(true);
    m_byTime->setChecked(true);
    layOut();
    connect(m_byNumber, &QRadioButton::toggled, this, [this](bool isByNumber) {
        m_first->setEnabled(isByNumber);
        m_last->setEnabled(isByNumber);
        showWhatIsWrong();
        emit changed();
    });
    for (QLineEdit *edit : {m_first, m_last}) {
        edit->setEnabled(false);
        connect(edit, &QLineEdit::textChanged, this, [this] {
            showWhatIsWrong();
            emit changed();
        });
    }
    setView({});
    showWhatIsWrong();
}

void SealedSpanPanel::layOut()
{
    auto *numbers = new QHBoxLayout;
    numbers->setContentsMargins(indent, 0, 0, 0);
    numbers->addWidget(new QLabel(tr("From", "number of the first event"), this));
    numbers->addWidget(m_first, 1);
    numbers->addWidget(new QLabel(tr("to", "number of the last event"), this));
    numbers->addWidget(m_last, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(explanationLabel(
        tr("A sealed bundle proves that nothing in it was altered and nothing left out. That can only be told of a "
           "whole span, so the filter does not count here: every event of the span goes into it."),
        this));
    layout->addWidget(m_byTime);
    layout->addWidget(m_byNumber);
    layout->addLayout(numbers);
    layout->addWidget(m_wrong);
}

void SealedSpanPanel::setView(const items::LogQuery &query)
{
    m_view = items::timeSpanOf(query.filter);
    m_byTime->setText(tr("The span of &time of the view: %1").arg(timesText(m_view, query.zone)));
}

std::optional<platform::LogSpan> SealedSpanPanel::span() const
{
    if (m_byTime->isChecked())
        return m_view;
    const platform::NumberSpan numbers{m_first->text().toLongLong(), m_last->text().toLongLong()};
    return numbers.first > 0 && numbers.last >= numbers.first ? std::optional<platform::LogSpan>(numbers)
                                                              : std::nullopt;
}

void SealedSpanPanel::showWhatIsWrong()
{
    const bool isWrong = !span();
    m_wrong->setText(isWrong ? tr("Enter two numbers from 1 on, the smaller one first.") : QString());
    m_wrong->setVisible(isWrong);
    m_last->setAccessibleDescription(m_wrong->text());
}

}
