// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/exportdialog.h"

#include "controls/asker.h"
#include "controls/banner.h"
#include "log/sealedspanpanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::LogFileWish;

namespace {

/// Of the list of formats, beside those of rows.
constexpr int sealedFormat = -1;

qint64 rowsIn(const QList<items::LogRowRange> &ranges)
{
    qint64 rows = 0;
    for (const items::LogRowRange &range : ranges)
        rows += range.last - range.first + 1;
    return rows;
}

QString endingOf(const LogFileWish &wish)
{
    const QString ending = wish.format == LogFileWish::Format::Csv ? u".csv"_s : u".ndjson"_s;
    switch (wish.packing) {
    case LogFileWish::Packing::None:
        return ending;
    case LogFileWish::Packing::Zip:
        return ending + u".zip"_s;
    case LogFileWish::Packing::Gzip:
        return ending + u".gz"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

}

ExportDialog::ExportDialog(
    items::LogSource &source, const QList<items::LogRowRange> &chosen, Asker &asker, QWidget *parent)
    : QDialog(parent)
    , m_source(source)
    , m_chosen(chosen)
    , m_asker(asker)
    , m_suggestedName(tr("audit-log", "file name"))
    , m_which(new QGroupBox(tr("Which events"), this))
    , m_all(new QRadioButton(this))
    , m_onlyChosen(new QRadioButton(this))
    , m_format(new QComboBox(this))
    , m_packing(new QComboBox(this))
    , m_apostrophes(new QCheckBox(tr("Keep &spreadsheets from taking text for formulas"), this))
    , m_form(new QFormLayout)
    , m_span(source.canSeal() ? new SealedSpanPanel(this) : nullptr)
    , m_choices(makeChoices())
    , m_progress(makeProgress())
    , m_result(new Banner(this))
{
    setWindowTitle(tr("Export events"));
    m_result->setObjectName("result"_L1);
    auto *buttons = new QDialogButtonBox(this);
    m_write = buttons->addButton(tr("&Export…"), QDialogButtonBox::ActionRole);
    m_close = buttons->addButton(QDialogButtonBox::Close);
    m_write->setObjectName("export"_L1);
    m_write->setDefault(true);
    m_close->setObjectName("close"_L1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(m_choices);
    layout->addWidget(m_progress);
    layout->addWidget(m_result);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connectAll();
    showChoices();
    setMinimumWidth(460);
}

QWidget *ExportDialog::makeChoices()
{
    auto *choices = new QWidget(this);
    auto *whichLayout = new QVBoxLayout(m_which);
    whichLayout->addWidget(m_all);
    whichLayout->addWidget(m_onlyChosen);
    m_all->setObjectName("all"_L1);
    m_onlyChosen->setObjectName("onlyChosen"_L1);
    m_all->setChecked(true);
    m_onlyChosen->setText(tr("Only the %Ln &chosen events", nullptr, int(rowsIn(m_chosen))));
    m_onlyChosen->setVisible(m_source.canExportChosen() && !m_chosen.isEmpty());

    m_format->setObjectName("format"_L1);
    m_packing->setObjectName("packing"_L1);
    m_apostrophes->setObjectName("apostrophes"_L1);
    m_format->addItem(tr("CSV, for spreadsheets and other programs"), int(LogFileWish::Format::Csv));
    m_format->addItem(tr("NDJSON, one JSON object a line"), int(LogFileWish::Format::Ndjson));
    if (m_span)
        m_format->addItem(tr("Sealed bundle (whole span, unfiltered)"), sealedFormat);
    m_packing->addItem(tr("Not packed"), int(LogFileWish::Packing::None));
    m_packing->addItem(tr("ZIP archive"), int(LogFileWish::Packing::Zip));
    m_packing->addItem(tr("gzip"), int(LogFileWish::Packing::Gzip));
    m_apostrophes->setChecked(true);
    m_apostrophes->setToolTip(tr("Text that begins with =, +, - or @ gets an apostrophe in front of it."));
    m_form->addRow(tr("&Format:"), m_format);
    m_form->addRow(tr("&Packing:"), m_packing);
    m_form->addRow(QString(), m_apostrophes);
    auto *layout = new QVBoxLayout(choices);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_which);
    layout->addLayout(m_form);
    if (m_span) {
        m_span->setView(m_source.query());
        layout->addWidget(m_span);
    }
    return choices;
}

QWidget *ExportDialog::makeProgress()
{
    auto *progress = new QWidget(this);
    m_progressText = new QLabel(progress);
    m_progressText->setTextFormat(Qt::PlainText);
    m_bar = new QProgressBar(progress);
    m_bar->setTextVisible(false);
    auto *layout = new QVBoxLayout(progress);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_progressText);
    layout->addWidget(m_bar);
    progress->hide();
    return progress;
}

void ExportDialog::connectAll()
{
    connect(m_write, &QPushButton::clicked, this, &ExportDialog::askForFile);
    connect(m_close, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::showChoices);
    connect(m_onlyChosen, &QRadioButton::toggled, this, &ExportDialog::showChoices);
    connect(&m_source, &items::LogSource::stateChanged, this, &ExportDialog::showChoices);
    if (m_span)
        connect(m_span, &SealedSpanPanel::changed, this, &ExportDialog::showChoices);
}

LogFileWish ExportDialog::wish() const
{
    return {.format = LogFileWish::Format(m_format->currentData().toInt()),
        .packing = LogFileWish::Packing(m_packing->currentData().toInt()),
        .isForSpreadsheets = m_apostrophes->isChecked()};
}

bool ExportDialog::isOnlyChosen() const
{
    return m_onlyChosen->isChecked() && !m_onlyChosen->isHidden();
}

bool ExportDialog::isSealed() const
{
    return m_format->currentData().toInt() == sealedFormat;
}

void ExportDialog::showChoices()
{
    const items::LogState &state = m_source.state();
    m_all->setText(state.isShownFinal ? tr("&All %Ln events that the filter lets through", nullptr, int(state.shown))
                                      : tr("&All events that the filter lets through"));
    m_which->setVisible(!isSealed());
    m_form->setRowVisible(m_packing, !isSealed());
    m_form->setRowVisible(m_apostrophes, !isSealed());
    if (m_span)
        m_span->setVisible(isSealed());
    m_apostrophes->setEnabled(wish().format == LogFileWish::Format::Csv);
    const bool isEmpty = !isSealed() && !isOnlyChosen() && state.isShownFinal && state.shown == 0;
    const bool isNoSpan = isSealed() && !m_span->span();
    const QString whyNot = isSealed() || isOnlyChosen() ? QString() : m_source.whyNotExported();
    m_write->setEnabled(!isWriting() && whyNot.isEmpty() && !isEmpty && !isNoSpan);
    m_write->setToolTip(!whyNot.isEmpty() ? whyNot
            : isEmpty                     ? tr("The filter lets no event through.")
            : isNoSpan                    ? tr("What is entered is no span of numbers.")
            : isWriting()                 ? tr("A file is being written.")
                                          : QString());
    m_choices->setEnabled(!isWriting());
    m_progress->setVisible(isWriting());
    m_close->setText(isWriting() ? tr("&Stop") : tr("Close"));
}

void ExportDialog::askForFile()
{
    const QString ending = isSealed() ? u".zip"_s : endingOf(wish());
    m_asker.askForFileToWrite(this,
        {.title = tr("Export events"),
            .suggestedName = m_suggestedName + ending,
            .filters = {tr("Exported events (%1)", "kind of file").arg(u'*' + ending), tr("All files (*)")}},
        [this](const QString &path) { write(path); });
}

std::unique_ptr<items::LogExport> ExportDialog::makeExport(const QString &path) const
{
    if (isSealed())
        return m_source.seal(path, m_span->span().value_or(platform::TimeSpan()));
    return m_source.exportTo(path, wish(), isOnlyChosen() ? std::optional(m_chosen) : std::nullopt);
}

void ExportDialog::write(const QString &path)
{
    m_path = path;
    m_result->clear();
    m_export = makeExport(path);
    connect(m_export.get(), &items::LogExport::progressed, this, &ExportDialog::showProgress);
    connect(m_export.get(), &items::LogExport::finished, this, [this](qint64 bytes) {
        conclude();
        m_result->tell(Tone::Good,
            tr("All of it was written to “%1” (%2).", "path; size")
                .arg(QDir::toNativeSeparators(m_path), QLocale().formattedDataSize(bytes)));
    });
    connect(m_export.get(), &items::LogExport::failed, this, [this](const QString &reason) {
        conclude();
        m_result->tell(Tone::Error, tr("No file was written: %1").arg(reason));
    });
    showProgress({}, 0);
    showChoices();
    m_export->start();
}

void ExportDialog::showProgress(std::optional<double> done, qint64 bytes)
{
    constexpr int steps = 1000;
    m_bar->setRange(0, done ? steps : 0);
    m_bar->setValue(done ? int(std::lround(*done * steps)) : 0);
    m_progressText->setText(tr("Writing… %1", "size so far").arg(QLocale().formattedDataSize(bytes)));
    m_bar->setAccessibleName(m_progressText->text());
}

/// The file is written, or it is not; the dialog stays to say so.
void ExportDialog::conclude()
{
    m_export.release()->deleteLater();
    showChoices();
}

void ExportDialog::reject()
{
    if (!isWriting())
        return QDialog::reject();
    m_export.reset();
    m_result->tell(Tone::Hint, tr("Stopped. No file was written."));
    showChoices();
}

}
