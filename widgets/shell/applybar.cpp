// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/applybar.h"

#include "controls/iconlabel.h"
#include "look/colors.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

ApplyBar::ApplyBar(QWidget *parent)
    : QWidget(parent)
    , m_symbol(new IconLabel(this))
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_revert(new QPushButton(tr("&Revert"), this))
    , m_apply(new QPushButton(tr("&Apply"), this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(80, 6);
    m_apply->setDefault(true);
    m_apply->setObjectName("apply"_L1);
    m_revert->setObjectName("revert"_L1);
    connect(m_apply, &QPushButton::clicked, this, &ApplyBar::applyWanted);
    connect(m_revert, &QPushButton::clicked, this, &ApplyBar::revertWanted);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(24, 11, 24, 11);
    layout->setSpacing(10);
    layout->addWidget(m_symbol);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_revert);
    layout->addWidget(m_apply);
    showLoading();
}

void ApplyBar::showLoading()
{
    tell(Tone::Neutral, {}, tr("The settings are not loaded yet."));
}

void ApplyBar::showSaving()
{
    const QString text = tr("Applying…");
    tell(Tone::Neutral, text, tr("The platform is being asked to apply your edits."));
    m_progress->show();
}

void ApplyBar::showEdits(qsizetype sections)
{
    tell(Tone::Warning,
        sections == 1 ? tr("1 section edited, not applied yet")
                      : tr("%1 sections edited, not applied yet").arg(sections),
        {});
}

void ApplyBar::showNothing(Tone tone, const QString &note)
{
    tell(tone, note.isEmpty() ? tr("Nothing is edited") : note,
        tr("Nothing is edited, so there is nothing to apply or to revert."));
}

QString ApplyBar::text() const
{
    return m_text->text();
}

void ApplyBar::tell(Tone tone, const QString &text, const QString &whyNot)
{
    const bool isNews = text != m_text->text();
    m_progress->hide();
    m_symbol->setVisible(!text.isEmpty() && tone != Tone::Neutral);
    m_symbol->setIcon(toneIcon(tone));
    m_text->setText(text);
    m_apply->setEnabled(whyNot.isEmpty());
    m_revert->setEnabled(whyNot.isEmpty());
    m_apply->setToolTip(
        whyNot.isEmpty() ? tr("Puts everything that is edited, on all pages, into force at once (Ctrl+S)") : whyNot);
    m_revert->setToolTip(whyNot.isEmpty() ? tr("Takes all edits back, on all pages") : whyNot);
    for (QPushButton *button : {m_apply, m_revert})
        button->setAccessibleDescription(button->toolTip());
    if (isNews && !text.isEmpty()) {
        QAccessibleAnnouncementEvent announcement(this, text);
        QAccessible::updateAccessibility(&announcement);
    }
    emit told();
}

void ApplyBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), frameColor(palette()));
    painter.fillRect(0, 0, width(), 1, lineColor(palette()));
}

}
