// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/tenantheader.h"

#include "controls/iconlabel.h"
#include "controls/tone.h"
#include "items/personwords.h"
#include "look/look.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using State = platform::Connection::State;

namespace {

Tone toneOf(State state)
{
    switch (state) {
    case State::Unused:
        return Tone::Neutral;
    case State::Connected:
        return Tone::Good;
    case State::Away:
    case State::GateClosed:
        return Tone::Error;
    case State::SignedOut:
        return Tone::Warning;
    }
    Q_UNREACHABLE_RETURN(Tone::Neutral);
}

QString textOf(State state)
{
    switch (state) {
    case State::Unused:
        return TenantHeader::tr("Not connected yet");
    case State::Connected:
        return TenantHeader::tr("Connected");
    case State::Away:
        return TenantHeader::tr("Not reachable");
    case State::GateClosed:
        return TenantHeader::tr("Kept out by the gate");
    case State::SignedOut:
        return TenantHeader::tr("Signed out");
    }
    Q_UNREACHABLE_RETURN({});
}

QVBoxLayout *column(QLabel *upper, QLabel *lower)
{
    auto *layout = new QVBoxLayout;
    layout->setSpacing(1);
    layout->addWidget(upper);
    layout->addWidget(lower);
    return layout;
}

}

TenantHeader::TenantHeader(QWidget *parent)
    : QWidget(parent)
    , m_symbol(new QLabel(this))
    , m_tenant(new QLabel(this))
    , m_host(explanationLabel({}, this))
    , m_user(new QLabel(this))
    , m_origin(explanationLabel({}, this))
    , m_stateSymbol(new IconLabel(this))
    , m_stateText(new QLabel(this))
{
    m_symbol->setPixmap(programIcon().pixmap(QSize(36, 36), devicePixelRatio()));
    QFont font = m_tenant->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setBold(true);
    m_tenant->setFont(font);
    for (QLabel *label : {m_tenant, m_host, m_user, m_origin}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(false);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    for (QLabel *label : {m_user, m_origin})
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 10, 20, 11);
    layout->setSpacing(12);
    layout->addWidget(m_symbol);
    layout->addLayout(column(m_tenant, m_host));
    layout->addStretch();
    auto *state = new QHBoxLayout;
    state->setSpacing(6);
    state->addWidget(m_stateSymbol);
    state->addWidget(m_stateText);
    layout->addLayout(state);
    layout->addSpacing(24);
    layout->addLayout(column(m_user, m_origin));
    showState();
}

void TenantHeader::setSession(const platform::Session &session, const QString &hostName)
{
    m_tenant->setText(session.tenantName.isEmpty() ? session.subdomain : session.tenantName);
    m_host->setText(hostName);
    m_user->setText(session.displayName.isEmpty() ? session.user : session.displayName);
    m_origin->setText(tr("%1 · %2 · from %3", "login name, role, address")
            .arg(session.user, items::roleText(session.role), session.clientAddress));
}

void TenantHeader::setState(State state)
{
    m_state = state;
    showState();
}

void TenantHeader::showState()
{
    m_stateSymbol->setIcon(toneIcon(toneOf(m_state)));
    m_stateText->setText(textOf(m_state));
    m_stateText->setAccessibleName(tr("Connection: %1").arg(textOf(m_state)));
}

void TenantHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
    painter.fillRect(0, height() - 1, width(), 1, lineColor(palette()));
}

}
