// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logsidepanel.h"

#include "controls/card.h"
#include "controls/tone.h"
#include "log/filterfield.h"
#include "log/toplist.h"
#include "plots/hourheatmap.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::LogSummary;

LogSidePanel::LogSidePanel(items::LogSource &source, FilterField &filter, QWidget *parent)
    : QWidget(parent)
    , m_source(source)
    , m_filter(filter)
    , m_note(explanationLabel({}, this))
{
    setObjectName("logSidePanel"_L1);
    setWindowTitle(tr("Figures"));
    m_note->setObjectName("figuresNote"_L1);
    m_note->setContentsMargins(8, 6, 8, 0);
    auto *area = new QScrollArea(this);
    area->setWidget(makeContent());
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(area, 1);
    connect(&m_source, &items::LogSource::summaryChanged, this, &LogSidePanel::show);
    show();
}

QWidget *LogSidePanel::makeContent()
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setSpacing(4);
    m_hours = new HourHeatMap(content);
    layout->addWidget(captionLabel(tr("Hours of the week"), content));
    layout->addWidget(m_hours);
    addTop(*layout, audit::Field::User, tr("Most frequent users"), &LogSummary::users);
    addTop(*layout, audit::Field::Source, tr("Most frequent addresses"), &LogSummary::addresses);
    addTop(*layout, audit::Field::Action, tr("Most frequent actions"), &LogSummary::actions);
    layout->addStretch(1);
    return content;
}

void LogSidePanel::addTop(
    QVBoxLayout &layout, audit::Field field, const QString &heading, QList<items::ValueCount> LogSummary::*values)
{
    QWidget *content = layout.parentWidget();
    auto *list = new TopList(field, heading, content);
    auto *nothing = explanationLabel(tr("None"), content);
    nothing->setContentsMargins(8, 0, 8, 0);
    layout.addWidget(captionLabel(heading, content));
    layout.addWidget(list);
    layout.addWidget(nothing);
    m_tops.append({list, nothing, values});
    connect(list, &TopList::onlyWanted, &m_filter, &FilterField::showOnly);
    connect(list, &TopList::allButWanted, &m_filter, &FilterField::showAllBut);
}

void LogSidePanel::show()
{
    const LogSummary &summary = m_source.summary();
    m_note->setText(tr("Counting goes on; these figures are of what was counted so far."));
    m_note->setVisible(!summary.isFinal);
    m_hours->setHours(summary.hours, m_source.query().zone);
    for (const Top &top : std::as_const(m_tops)) {
        const auto &values = summary.*top.values;
        top.list->setValues(values);
        top.list->setVisible(!values.isEmpty());
        top.nothing->setVisible(values.isEmpty());
    }
}

}
