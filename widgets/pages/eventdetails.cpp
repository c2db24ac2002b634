// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/eventdetails.h"

#include "controls/themeicon.h"
#include "controls/tone.h"
#include "items/auditeventsmodel.h"
#include "items/zonedtime.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using audit::Event;

namespace {

struct EventField {
    QString (*name)();
    QString (*text)(const Event &event, const QTimeZone &zone);
};

/// Whose words these are, for the translators.
struct FieldWords {
    Q_DECLARE_TR_FUNCTIONS(EventDetails)
};

/// All but the complement, which may be long and has a place of its own.
const QList<EventField> &eventFields()
{
    using Zone = QTimeZone;
    static const QList<EventField> fields{
        {[] { return FieldWords::tr("Number", "field of an event"); },
            [](const Event &event, const Zone &) { return QLocale().toString(event.number); }},
        {[] { return FieldWords::tr("Date and time", "field of an event"); },
            [](const Event &event, const Zone &zone) { return items::exactText(event.time, zone); }},
        {[] { return FieldWords::tr("Level", "field of an event"); },
            [](const Event &event, const Zone &) { return items::levelText(event.level); }},
        {[] { return FieldWords::tr("User", "field of an event"); },
            [](const Event &event, const Zone &) { return event.user; }},
        {[] { return FieldWords::tr("Accessed from", "field of an event"); },
            [](const Event &event, const Zone &) { return event.source; }},
        {[] { return FieldWords::tr("Service", "field of an event"); },
            [](const Event &event, const Zone &) { return event.service; }},
        {[] { return FieldWords::tr("Module", "field of an event"); },
            [](const Event &event, const Zone &) { return event.module; }},
        {[] { return FieldWords::tr("Action", "field of an event"); },
            [](const Event &event, const Zone &) { return event.action; }},
        {[] { return FieldWords::tr("Result", "field of an event"); },
            [](const Event &event, const Zone &) { return QString(audit::nameOf(event.result)); }},
    };
    return fields;
}

}

QString toText(const Event &event, const QTimeZone &zone)
{
    QStringList lines;
    for (const EventField &field : eventFields())
        lines += u"%1: %2"_s.arg(field.name(), field.text(event, zone));
    lines += u"%1: %2"_s.arg(FieldWords::tr("Complement", "field of an event"), event.complement);
    return lines.join(u'\n');
}

EventDetails::EventDetails(QWidget *parent)
    : QWidget(parent)
    , m_hint(explanationLabel(tr("Choose an event to see all of it."), this))
    , m_content(new QWidget(this))
    , m_complement(new QPlainTextEdit(m_content))
    , m_copy(new QPushButton(themeIcon(u"edit-copy"_s), tr("&Copy event"), m_content))
{
    m_hint->setAlignment(Qt::AlignCenter);
    m_complement->setReadOnly(true);
    m_complement->setAccessibleName(FieldWords::tr("Complement", "field of an event"));
    layOut();
    show({}, QTimeZone::utc());
}

void EventDetails::layOut()
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    for (const EventField &field : eventFields()) {
        auto *name = explanationLabel(field.name(), m_content);
        name->setWordWrap(false);
        auto *value = new QLabel(m_content);
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setAccessibleName(field.name());
        const int row = grid->rowCount();
        grid->addWidget(name, row, 0, Qt::AlignTop);
        grid->addWidget(value, row, 1);
        m_values.append(value);
    }
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(12, 0, 0, 0);
    content->setSpacing(6);
    content->addLayout(grid);
    auto *complementName = explanationLabel(FieldWords::tr("Complement", "field of an event"), m_content);
    content->addWidget(complementName);
    content->addWidget(m_complement, 1);
    content->addWidget(m_copy, 0, Qt::AlignRight);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_content, 1);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_asText); });
}

void EventDetails::show(const std::optional<Event> &event, const QTimeZone &zone)
{
    m_hint->setVisible(!event);
    m_content->setVisible(event.has_value());
    if (!event)
        return;
    const auto &fields = eventFields();
    for (qsizetype i = 0; i < fields.size(); ++i)
        m_values.at(i)->setText(fields.at(i).text(*event, zone));
    m_complement->setPlainText(event->complement);
    m_asText = toText(*event, zone);
}

}
