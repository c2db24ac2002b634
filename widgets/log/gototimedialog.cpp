// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/gototimedialog.h"

#include "audit/filter/timespan.h"
#include "controls/formfield.h"
#include "controls/growing.h"
#include "error/messages.h"
#include "items/zonedtime.h"

#include <QAccessible>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

GoToTimeDialog::GoToTimeDialog(const QTimeZone &zone, QWidget *parent)
    : QDialog(parent)
    , m_zone(zone)
    , m_text(new QLineEdit)
    , m_field(new FormField(tr("&Time"), m_text,
          tr("Such as 2026-03-05, 2026-03-05 14:00, 14:00, yesterday 18:00, or 2h for two hours ago. Times are in %1.")
              .arg(items::zoneName(zone)),
          this))
    , m_meant(new QLabel(this))
    , m_go(new QPushButton(tr("&Go"), this))
{
    setObjectName("goToTimeDialog"_L1);
    setWindowTitle(tr("Go to a time"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(460);
    m_text->setObjectName("time"_L1);
    m_meant->setObjectName("meant"_L1);
    m_meant->setTextFormat(Qt::PlainText);
    m_go->setObjectName("go"_L1);
    m_go->setDefault(true);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_go, QDialogButtonBox::AcceptRole);
    buttons->addButton(new QPushButton(tr("Cancel")), QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(m_field);
    layout->addWidget(m_meant);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &GoToTimeDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_text, &QLineEdit::textChanged, this, &GoToTimeDialog::check);
    check();
    m_text->setFocus();
}

void GoToTimeDialog::check()
{
    const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    const QString typed = m_text->text().trimmed();
    const auto span = audit::filter::timeSpanFromText(typed, {m_zone, now});
    const bool isEmpty = typed.isEmpty();
    m_time = span && !isEmpty ? std::optional(span->begin) : std::nullopt;
    m_field->setError(span || isEmpty ? QString() : renderMessage(span.error()));
    m_meant->setText(m_time ? tr("Goes to the event nearest to %1").arg(items::exactText(*m_time, m_zone)) : QString());
    m_text->setAccessibleDescription(m_time ? m_meant->text() : m_field->error());
    m_go->setEnabled(m_time.has_value());
    m_go->setToolTip(m_time ? QString() : tr("Enter a time first"));
    growToFit(*this);
}

void GoToTimeDialog::accept()
{
    if (!m_time)
        return;
    emit timeChosen(*m_time);
    QDialog::accept();
}

}
