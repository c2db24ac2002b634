// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/livebar.h"

#include "controls/iconlabel.h"
#include "controls/themeicon.h"
#include "controls/tone.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using State = platform::AuditTail::State;

LiveBar::LiveBar(QWidget *parent)
    : QWidget(parent)
    , m_pause(new QPushButton(this))
    , m_symbol(new IconLabel(this))
    , m_text(new QLabel(this))
{
    m_pause->setObjectName("pause"_L1);
    m_text->setObjectName("live"_L1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pause);
    layout->addSpacing(6);
    layout->addWidget(m_symbol);
    layout->addWidget(m_text);
    layout->addStretch();
    connect(m_pause, &QPushButton::clicked, this, [this] { emit pauseWanted(!m_isPaused); });
    showButton();
}

void LiveBar::show(const items::LiveEvents &live)
{
    if (live.isPaused() != m_isPaused) {
        m_isPaused = live.isPaused();
        showButton();
    }
    const State state = live.tail().state();
    if (state == State::Closed)
        return tell(toneIcon(Tone::Warning), tr("Not live"));
    if (m_isPaused) {
        const qint64 waiting = live.waiting();
        return tell(themeIcon(u"media-playback-pause"_s),
            waiting > 0 ? tr("Paused: %Ln new events are waiting", nullptr, int(waiting)) : tr("Paused"));
    }
    switch (state) {
    case State::Off:
    case State::Connecting:
        return tell(themeIcon(u"view-refresh"_s), tr("Connecting…"));
    case State::Live:
        return tell(toneIcon(Tone::Good), tr("Live"));
    case State::Waiting: {
        const auto seconds = int(live.tail().untilNextTry().count());
        return tell(toneIcon(Tone::Warning), tr("Reconnecting in %Ln s", nullptr, seconds));
    }
    case State::Closed:
        break;
    }
}

void LiveBar::showButton()
{
    m_pause->setText(m_isPaused ? tr("&Resume") : tr("&Pause"));
    m_pause->setIcon(themeIcon(m_isPaused ? u"media-playback-start"_s : u"media-playback-pause"_s));
    m_pause->setToolTip(
        m_isPaused ? tr("Lets in what has come meanwhile, and what follows") : tr("Lets the list stand still"));
}

void LiveBar::tell(const QIcon &symbol, const QString &text)
{
    if (text == m_text->text())
        return; // As it is many times a second in a burst.
    m_text->setText(text);
    m_symbol->setIcon(symbol);
}

QString LiveBar::text() const
{
    return m_text->text();
}

}
