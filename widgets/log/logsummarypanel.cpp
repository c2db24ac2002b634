// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logsummarypanel.h"

#include "controls/themeicon.h"
#include "controls/tone.h"
#include "items/timeterms.h"
#include "items/zonedtime.h"
#include "log/filterfield.h"
#include "plots/eventhistogram.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr qsizetype stepsKept = 100;

QList<EventHistogram::Bar> barsOf(const items::LogSummary &summary)
{
    QList<EventHistogram::Bar> bars;
    bars.reserve(summary.bars.size());
    for (const items::LogSummary::Bar &bar : summary.bars)
        bars.append({bar.begin, bar.counts, bar.failed});
    return bars;
}

}

LogSummaryPanel::LogSummaryPanel(items::LogSource &source, FilterField &filter, QWidget *parent)
    : QWidget(parent)
    , m_source(source)
    , m_filter(filter)
    , m_span(new QLabel(this))
    , m_note(explanationLabel(tr("Counting…"), this))
    , m_back(makeButton(u"zoomBack"_s, u"go-previous"_s, tr("Back to the span before")))
    , m_out(makeButton(u"zoomOut"_s, u"zoom-out"_s, tr("Zoom out")))
    , m_all(makeButton(u"zoomAll"_s, u"zoom-fit-width"_s, tr("All times")))
    , m_histogram(new EventHistogram(this))
{
    setObjectName("logSummaryPanel"_L1);
    m_histogram->setSpansChoosable(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeTools());
    layout->addWidget(m_histogram, 1);
    connectAll();
    noticeFilter();
    showSummary();
}

QToolButton *LogSummaryPanel::makeButton(const QString &name, const QString &icon, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(themeIcon(icon));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(text);
    return button;
}

QWidget *LogSummaryPanel::makeTools()
{
    auto *tools = new QWidget(this);
    m_span->setObjectName("shownSpan"_L1);
    m_span->setTextFormat(Qt::PlainText);
    m_note->setObjectName("countingNote"_L1);
    m_note->setWordWrap(false);
    auto *layout = new QHBoxLayout(tools);
    layout->setContentsMargins(8, 0, 8, 0);
    layout->setSpacing(4);
    layout->addWidget(m_span);
    layout->addSpacing(8);
    layout->addWidget(m_note);
    layout->addStretch(1);
    layout->addWidget(m_back);
    layout->addWidget(m_out);
    layout->addWidget(m_all);
    return tools;
}

void LogSummaryPanel::connectAll()
{
    connect(&m_source, &items::LogSource::summaryChanged, this, &LogSummaryPanel::showSummary);
    connect(&m_filter, &FilterField::applied, this, &LogSummaryPanel::noticeFilter);
    connect(m_histogram, &EventHistogram::spanChosen, this, &LogSummaryPanel::zoomTo);
    connect(m_histogram, &EventHistogram::backWanted, this, &LogSummaryPanel::goBack);
    connect(m_back, &QToolButton::clicked, this, &LogSummaryPanel::goBack);
    connect(m_out, &QToolButton::clicked, this, &LogSummaryPanel::zoomOut);
    connect(m_all, &QToolButton::clicked, this, [this] { m_filter.setTimeTerm({}); });
}

void LogSummaryPanel::zoomTo(audit::EventTime begin, audit::EventTime end)
{
    m_filter.setTimeTerm(items::spanTerm(begin, end, m_filter.zone()));
}

std::optional<std::pair<audit::EventTime, audit::EventTime>> LogSummaryPanel::span() const
{
    const audit::filter::TimeIn time = items::timeOf(m_filter.filter());
    const auto drawn = m_histogram->span();
    if (!drawn && !(time.since && time.until))
        return {};
    const audit::EventTime begin = time.since ? *time.since : drawn->first;
    const audit::EventTime end = time.until ? *time.until : drawn->second;
    return begin < end ? std::optional(std::pair(begin, end)) : std::nullopt;
}

/// Three times as long, around the same middle.
void LogSummaryPanel::zoomOut()
{
    const auto shown = span();
    if (!shown)
        return;
    const auto length = std::chrono::ceil<std::chrono::seconds>(shown->second - shown->first);
    zoomTo(std::chrono::floor<std::chrono::seconds>(shown->first) - length,
        std::chrono::ceil<std::chrono::seconds>(shown->second) + length);
}

void LogSummaryPanel::goBack()
{
    if (m_before.isEmpty())
        return;
    const QString before = m_before.takeLast();
    m_term = before; // Going back is no step of its own.
    m_filter.setTimeTerm(before);
}

/// Also what was typed is a step that can be gone back.
void LogSummaryPanel::noticeFilter()
{
    const QString term = items::timeTermOf(m_filter.filter());
    if (term != m_term) {
        m_before.append(m_term);
        if (m_before.size() > stepsKept)
            m_before.removeFirst();
    }
    m_term = term;
    showTools();
}

void LogSummaryPanel::showSummary()
{
    const items::LogSummary &summary = m_source.summary();
    m_histogram->setZone(m_source.query().zone);
    m_histogram->setBars(barsOf(summary), summary.step);
    m_note->setVisible(!summary.isFinal);
    showTools();
}

void LogSummaryPanel::showTools()
{
    const auto shown = span();
    m_span->setText(shown ? items::spanText(shown->first, shown->second, m_filter.zone()) : QString());
    const auto offer = [](QToolButton *button, bool isPossible, const QString &whyNot) {
        button->setEnabled(isPossible);
        button->setToolTip(isPossible ? button->accessibleName() : whyNot);
    };
    offer(m_back, !m_before.isEmpty(), tr("There was no other span before"));
    offer(m_out, !m_term.isEmpty() && shown, tr("All times are shown already"));
    offer(m_all, !m_term.isEmpty(), tr("All times are shown already"));
}

}
