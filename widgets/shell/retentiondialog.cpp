// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/retentiondialog.h"

#include "controls/asker.h"
#include "controls/banner.h"
#include "controls/growing.h"
#include "controls/themeicon.h"
#include "items/settingwords.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

QString spanText(policy::AuditRetention::Span span)
{
    return items::valueText(policy::AuditRetention::key + u".keepFor"_s, QString(policy::nameOf(span)));
}

}

RetentionDialog::RetentionDialog(const Needs &needs, Span before, Span after, QWidget *parent)
    : QDialog(parent)
    , m_needs(needs)
    , m_before(before)
    , m_after(after)
    , m_forecast(needs.retention, needs.audit)
    , m_loss(new Banner(this))
    , m_explanation(new QLabel(this))
    , m_progress(makeProgress())
    , m_result(new Banner(this))
    , m_save(new QPushButton(themeIcon(u"document-save"_s), tr("&Save them first…"), this))
    , m_apply(new QPushButton(this))
    , m_cancel(new QPushButton(this))
{
    setWindowTitle(tr("Keep events for a shorter time"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_loss->setObjectName("loss"_L1);
    m_explanation->setObjectName("explanation"_L1);
    m_explanation->setWordWrap(true);
    m_explanation->setTextFormat(Qt::PlainText);
    m_result->setObjectName("result"_L1);
    m_save->setObjectName("saveFirst"_L1);
    m_apply->setObjectName("applyShorter"_L1);
    m_cancel->setObjectName("cancel"_L1);
    layOut();
    connectAll();
    m_forecast.ask(m_after);
    showLoss();
    setMinimumWidth(560);
}

void RetentionDialog::layOut()
{
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_save, QDialogButtonBox::ActionRole);
    buttons->addButton(m_apply, QDialogButtonBox::DestructiveRole);
    buttons->addButton(m_cancel, QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addWidget(m_loss);
    layout->addWidget(m_explanation);
    layout->addWidget(m_progress);
    layout->addWidget(m_result);
    layout->addStretch(1);
    layout->addWidget(buttons);
}

QWidget *RetentionDialog::makeProgress()
{
    auto *progress = new QWidget(this);
    m_progressText = new QLabel(progress);
    m_progressText->setTextFormat(Qt::PlainText);
    m_bar = new QProgressBar(progress);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 0);
    auto *layout = new QVBoxLayout(progress);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_progressText);
    layout->addWidget(m_bar);
    progress->hide();
    return progress;
}

void RetentionDialog::connectAll()
{
    connect(&m_forecast, &items::RetentionForecast::changed, this, &RetentionDialog::showLoss);
    connect(m_loss, &Banner::acted, this, [this] { m_forecast.ask(m_after); });
    connect(m_save, &QPushButton::clicked, this, &RetentionDialog::askForFile);
    connect(m_apply, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_cancel, &QPushButton::clicked, this, &RetentionDialog::reject);
}

void RetentionDialog::showLoss()
{
    const auto &loss = m_forecast.loss();
    const bool isLossy = loss && loss->effect.events > 0;
    if (m_forecast.isAsking())
        m_loss->tell(Tone::Hint, tr("Asking the platform what this would delete…"));
    else if (m_forecast.failure())
        m_loss->tell(Tone::Error,
            tr("It could not be found out what this would delete. %1").arg(platform::toText(*m_forecast.failure())),
            tr("&Try again"));
    else if (isLossy)
        m_loss->tell(Tone::Warning, tr("To be deleted: %1.").arg(items::lossText(*loss, QTimeZone::systemTimeZone())));
    else
        m_loss->tell(Tone::Good, tr("No event is that old: nothing is deleted now."));
    const QString change = tr("Events are kept for %1 instead of %2.").arg(spanText(m_after), spanText(m_before));
    m_explanation->setText(isLossy ? change + u' '
                + tr("What is deleted cannot be had back, by nobody. Saved as a sealed bundle, it still opens in the "
                     "console and on the command line, and proves that it was not altered.")
                                   : change);
    m_apply->setText(isLossy ? tr("&Delete %Ln events and apply", nullptr, int(loss->effect.events)) : tr("&Apply"));
    m_save->setVisible(isLossy);
    showButtons();
}

void RetentionDialog::showButtons()
{
    const bool isKnown = m_forecast.loss().has_value();
    m_apply->setEnabled(isKnown && !isSaving());
    m_apply->setToolTip(isSaving() ? tr("The events are being saved")
            : isKnown              ? QString()
                                   : tr("First it has to be known what this deletes"));
    m_save->setEnabled(!isSaving());
    m_save->setToolTip(isSaving() ? m_apply->toolTip() : tr("Writes exactly these events into a sealed bundle"));
    m_cancel->setText(isSaving() ? tr("S&top saving") : tr("Cancel"));
    m_cancel->setDefault(true);
    m_progress->setVisible(isSaving());
}

bool RetentionDialog::event(QEvent *event)
{
    const bool isTaken = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest)
        growToFit(*this);
    return isTaken;
}

void RetentionDialog::askForFile()
{
    const auto &effect = m_forecast.loss()->effect;
    m_needs.asker.askForFileToWrite(this,
        {.title = tr("Save the events first"),
            .suggestedName
            = u"%1-%2-%3.zip"_s.arg(tr("audit-log", "name of a file")).arg(effect.first).arg(effect.last),
            .filters = {tr("Sealed bundles (*.zip)")}},
        [this](const QString &path) { save(path); });
}

void RetentionDialog::save(const QString &path)
{
    const auto &effect = m_forecast.loss()->effect;
    m_bundle = m_needs.audit.bundle(path, platform::NumberSpan{effect.first, effect.last});
    connect(m_bundle.get(), &platform::AuditExport::progressed, this, &RetentionDialog::showProgress);
    connect(m_bundle.get(), &platform::AuditExport::finished, this, [this, path] {
        conclude();
        m_result->tell(Tone::Good,
            tr("All of them were written to “%1”. Now they can be deleted here.").arg(QDir::toNativeSeparators(path)));
    });
    connect(m_bundle.get(), &platform::AuditExport::failed, this, [this](const QString &reason) {
        conclude();
        m_result->tell(Tone::Error, tr("No file was written: %1").arg(reason));
    });
    m_result->clear();
    showProgress(0);
    m_bundle->start();
    showButtons();
}

void RetentionDialog::showProgress(qint64 bytes)
{
    m_progressText->setText(tr("Saving… %1", "size so far").arg(QLocale().formattedDataSize(bytes)));
    m_bar->setAccessibleName(m_progressText->text());
}

void RetentionDialog::conclude()
{
    m_bundle.release()->deleteLater(); // It is the one that says so.
    showButtons();
}

void RetentionDialog::reject()
{
    if (!isSaving())
        return QDialog::reject();
    m_bundle.reset();
    m_result->tell(Tone::Hint, tr("Stopped. No file was written, and nothing was deleted."));
    showButtons();
}

}
