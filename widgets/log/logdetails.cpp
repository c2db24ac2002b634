// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logdetails.h"

#include "controls/themeicon.h"
#include "controls/tone.h"
#include "items/eventwords.h"
#include "items/recordtext.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

/// So much is laid out within a few milliseconds.
constexpr qsizetype longestField = 2'000;
constexpr qsizetype longestComplement = 20'000;

}

LogDetails::LogDetails(const items::LogModel &rows, QWidget *parent)
    : QWidget(parent)
    , m_rows(rows)
    , m_hint(explanationLabel(tr("Choose an event to see all of it."), this))
    , m_content(new QWidget(this))
    , m_form(new QFormLayout)
    , m_complement(new QPlainTextEdit(m_content))
    , m_cutText(explanationLabel({}, m_content))
    , m_copy(new QPushButton(themeIcon(u"edit-copy"_s), tr("&Copy event"), m_content))
{
    m_hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_complement->setReadOnly(true);
    m_complement->setTabChangesFocus(true);
    m_cutText->setObjectName("cut"_L1);
    m_complement->setAccessibleName(items::fieldText(audit::Field::Complement));
    layOut();
    show({});
}

void LogDetails::layOut()
{
    auto *fields = new QWidget;
    fields->setLayout(m_form);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setVerticalSpacing(5);
    m_form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    auto *area = new QScrollArea(m_content);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(fields);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(6);
    content->addWidget(area, 3);
    content->addWidget(explanationLabel(items::fieldText(audit::Field::Complement), m_content));
    content->addWidget(m_complement, 2);
    content->addWidget(m_cutText);
    content->addWidget(m_copy, 0, Qt::AlignRight);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_content, 1);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (m_record)
            QGuiApplication::clipboard()->setText(items::toText(*m_record, m_rows));
    });
}

void LogDetails::takeFocus()
{
    if (m_content->isVisible())
        m_complement->setFocus(Qt::OtherFocusReason);
}

/// What stands in a log is anybody's, and never markup.
void LogDetails::addRow()
{
    auto *name = explanationLabel({}, m_content);
    name->setWordWrap(false);
    name->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *value = new QLabel(m_content);
    for (QLabel *label : {name, value})
        label->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setFocusPolicy(Qt::ClickFocus);
    m_form->addRow(name, value);
    m_fields.emplaceBack(name, value);
}

QString LogDetails::begin(const QString &text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    most -= text.at(most - 1).isHighSurrogate() ? 1 : 0;
    m_cut += text.size() - most;
    return text.first(most) + u'…';
}

void LogDetails::tellWhatIsCut()
{
    m_cutText->setVisible(m_cut > 0);
    m_cutText->setText(
        tr("Characters that are not shown here: %1. “Copy event” copies them, too.").arg(QLocale().toString(m_cut)));
}

void LogDetails::show(const std::optional<audit::Record> &record)
{
    m_record = record;
    m_cut = 0;
    m_hint->setVisible(!record);
    m_content->setVisible(record.has_value());
    if (!record)
        return;
    auto all = items::everythingOf(*record, m_rows);
    const QString &complement = (*record)[audit::Field::Complement];
    if (!complement.isEmpty())
        all.removeLast(); // It may be long and has a place of its own.
    while (m_fields.size() < all.size())
        addRow();
    for (qsizetype i = 0; i < m_fields.size(); ++i) {
        m_form->setRowVisible(int(i), i < all.size());
        if (i >= all.size())
            continue;
        m_fields.at(i).first->setText(all.at(i).name);
        m_fields.at(i).second->setText(begin(all.at(i).text, longestField));
        m_fields.at(i).second->setAccessibleName(all.at(i).name);
    }
    m_complement->setPlainText(begin(complement, longestComplement));
    tellWhatIsCut();
}

}
