// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/localpanel.h"

#include "connect/progressrow.h"
#include "controls/banner.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

QString stepText(Entering::Step step)
{
    switch (step) {
    case Entering::Step::LookingForLocal:
        return LocalPanel::tr("Looking for a local platform that is running…");
    case Entering::Step::StartingLocal:
        return LocalPanel::tr(
            "Starting the local platform. The first time takes a few seconds: its authority, people and "
            "audit log are made.");
    case Entering::Step::JoiningLocal:
        return LocalPanel::tr("Joining the local platform…");
    case Entering::Step::SigningIn:
    case Entering::Step::Asking:
        return LocalPanel::tr("Signing in…");
    case Entering::Step::Idle:
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

}

LocalPanel::LocalPanel(QWidget *parent)
    : QWidget(parent)
    , m_banner(new Banner(this))
    , m_progress(new ProgressRow(this))
    , m_open(new QPushButton(tr("&Open local platform"), this))
{
    auto *heading = new QLabel(tr("Local platform"), this);
    QFont font = heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setBold(true);
    heading->setFont(font);
    m_open->setDefault(true);
    m_open->setObjectName("openLocal"_L1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(heading);
    layout->addWidget(explanationLabel(
        tr("A complete platform that runs on this computer and is reached from it only, with a tenant called “demo”: "
           "people, services and an audit log to try everything on. It is started when needed and stops when the last "
           "console has left it. What you change there stays."),
        this));
    layout->addWidget(m_banner);
    layout->addWidget(m_progress);
    layout->addStretch();
    layout->addWidget(m_open, 0, Qt::AlignRight);
    connect(m_open, &QPushButton::clicked, this, &LocalPanel::wanted);
    connect(m_progress, &ProgressRow::cancelled, this, &LocalPanel::cancelled);
}

void LocalPanel::showStep(Entering::Step step)
{
    const bool isBusy = step != Entering::Step::Idle;
    m_open->setEnabled(!isBusy);
    m_open->setToolTip(isBusy ? stepText(step) : QString());
    if (!isBusy) {
        m_progress->hide();
        return;
    }
    m_banner->clear();
    m_progress->tell(stepText(step));
}

void LocalPanel::showError(const QString &text)
{
    m_banner->tell(Tone::Error, text);
    m_open->setFocus();
}

}
