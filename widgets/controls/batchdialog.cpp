// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/batchdialog.h"

#include "controls/banner.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using State = items::BatchRun::State;

BatchDialog::BatchDialog(const QString &title, QWidget *parent)
    : QDialog(parent)
    , m_stack(new QStackedWidget(this))
    , m_progressText(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_end(new Banner(this))
    , m_accept(new QPushButton(this))
    , m_stop(new QPushButton(tr("&Stop"), this))
    , m_goOn(new QPushButton(tr("&Go on"), this))
    , m_leave(new QPushButton(this))
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_accept->setObjectName("accept"_L1);
    m_stop->setObjectName("stop"_L1);
    m_goOn->setObjectName("goOn"_L1);
    m_leave->setObjectName("leave"_L1);
    m_end->setObjectName("end"_L1);
    m_progressText->setObjectName("progressText"_L1);
    m_progress->setTextVisible(false);
    m_accept->setDefault(true);
    layOut();
    connect(m_accept, &QPushButton::clicked, this, &BatchDialog::begin);
    connect(m_leave, &QPushButton::clicked, this, &BatchDialog::reject);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_run->stop(); });
    connect(m_goOn, &QPushButton::clicked, this, [this] { m_run->goOn(); });
    showButtons();
}

void BatchDialog::layOut()
{
    auto *asking = new QWidget(this);
    m_form = new QVBoxLayout(asking);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setSpacing(14);
    auto *running = new QWidget(this);
    m_runLayout = new QVBoxLayout(running);
    m_runLayout->setContentsMargins(0, 0, 0, 0);
    m_runLayout->setSpacing(12);
    m_progressText->setWordWrap(true);
    m_runLayout->addWidget(m_progressText);
    m_runLayout->addWidget(m_progress);
    m_runLayout->addWidget(m_end);
    m_runLayout->addStretch(1);
    m_stack->addWidget(asking);
    m_stack->addWidget(running);

    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_accept, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_goOn, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_stop, QDialogButtonBox::RejectRole);
    buttons->addButton(m_leave, QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 18);
    layout->setSpacing(18);
    layout->addWidget(m_stack, 1);
    layout->addWidget(buttons);
    setMinimumWidth(560);
}

void BatchDialog::setAccept(const QString &text, const QString &whyNot)
{
    m_accept->setText(text);
    m_accept->setEnabled(whyNot.isEmpty());
    m_accept->setToolTip(whyNot);
}

void BatchDialog::setHarmlessByDefault()
{
    m_accept->setAutoDefault(false);
    m_leave->setDefault(true);
}

void BatchDialog::begin()
{
    m_run = new items::BatchRun(batches(), this);
    connect(m_run, &items::BatchRun::changed, this, &BatchDialog::showRun);
    m_stack->setCurrentIndex(1);
    m_stack->widget(0)->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // It needs no room any more.
    m_run->goOn();
}

void BatchDialog::reject()
{
    if (m_run && m_run->isUnderWay())
        return m_run->stop();
    if (isResultBusy())
        return;
    QDialog::reject();
}

void BatchDialog::showRun()
{
    const QString text = doneText();
    m_progressText->setText(text);
    m_progress->setRange(0, m_run->total());
    m_progress->setValue(m_run->done());
    m_progress->setAccessibleName(text);
    if (!m_run->isUnderWay())
        showEnd();
    else if (m_result)
        m_result->hide();
    m_end->setVisible(!m_run->isUnderWay() && !m_end->text().isEmpty());
    showButtons();
}

void BatchDialog::showEnd()
{
    if (m_run->done() > 0 || m_run->state() == State::Failed)
        emit changedSomething();
    m_result = m_run->done() > 0 ? result() : nullptr;
    if (m_run->state() == State::Done && !m_result)
        return accept();
    if (m_result) {
        m_runLayout->insertWidget(m_runLayout->count() - 1, m_result);
        m_result->show();
    }
    tellEnd();
    adjustSize();
}

void BatchDialog::tellEnd()
{
    m_progress->setVisible(m_run->state() != State::Done);
    if (m_run->state() == State::Failed)
        m_end->tell(Tone::Error, platform::toText(*m_run->failure()));
    else if (m_run->state() == State::Stopped)
        m_end->tell(Tone::Warning, tr("Stopped. Nothing was begun that is not told here."));
    else
        m_end->clear();
}

void BatchDialog::showButtons()
{
    const bool isAsking = !m_run;
    const bool isUnderWay = m_run && m_run->isUnderWay();
    const bool isUnfinished = m_run && !isUnderWay && m_run->state() != State::Done;
    m_accept->setVisible(isAsking);
    m_stop->setVisible(isUnderWay);
    m_stop->setEnabled(m_run && m_run->state() == State::Running);
    m_stop->setToolTip(m_stop->isEnabled() ? tr("What is under way now is finished; the rest is not begun")
                                           : tr("The platform’s answer to what is under way is waited for"));
    m_goOn->setVisible(isUnfinished);
    m_goOn->setEnabled(!isResultBusy());
    m_goOn->setToolTip(isResultBusy() ? tr("The files are on their way") : QString());
    m_goOn->setText(m_run && m_run->state() == State::Failed ? tr("&Try again") : tr("&Go on"));
    m_leave->setVisible(!isUnderWay);
    m_leave->setText(isAsking ? tr("Cancel") : tr("&Close"));
    m_leave->setEnabled(!isResultBusy());
    m_leave->setToolTip(isResultBusy() ? tr("The files are on their way") : QString());
    if (isUnderWay)
        m_stop->setFocus();
}

}
