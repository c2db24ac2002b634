// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/usersstatus.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

UsersStatus::UsersStatus(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_stop(new QPushButton(tr("Stop", "what is under way"), this))
{
    m_text->setObjectName("count"_L1);
    m_progress->setObjectName("progress"_L1);
    m_progress->setMaximumWidth(220);
    m_progress->setTextVisible(false);
    m_stop->setObjectName("stop"_L1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_stop);
    setUnderWay(false);
    connect(m_stop, &QPushButton::clicked, this, &UsersStatus::stopWanted);
}

void UsersStatus::showText(const QString &text)
{
    m_text->setText(text);
    setUnderWay(false);
}

void UsersStatus::showProgress(const QString &what, qsizetype done, qsizetype count)
{
    const QLocale locale;
    m_text->setText(count > 0 ? tr("%1 %2 of %3", "what is under way; how many; of how many")
                                    .arg(what, locale.toString(done), locale.toString(count))
                              : what);
    m_progress->setRange(0, int(count));
    m_progress->setValue(int(done));
    m_progress->setAccessibleName(what);
    setUnderWay(true);
}

void UsersStatus::setUnderWay(bool isUnderWay)
{
    m_progress->setVisible(isUnderWay);
    m_stop->setVisible(isUnderWay);
}

}
