// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwindow/verdictdialog.h"

#include "controls/banner.h"
#include "controls/themeicon.h"
#include "items/zonedtime.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using audit::bundle::Verdict;
using items::BundleVerdict;

namespace {

QString startText(Verdict::Start start)
{
    switch (start) {
    case Verdict::Start::FirstEvent:
        return VerdictDialog::tr("The log’s first event");
    case Verdict::Start::Within:
        return VerdictDialog::tr("Later in the log; what came before is not part of the bundle");
    case Verdict::Start::DeletedByRetention:
        return VerdictDialog::tr("Right behind what was deleted by retention, which is signed");
    }
    Q_UNREACHABLE_RETURN({});
}

}

VerdictDialog::VerdictDialog(items::BundleVerdicts &verdicts, const QTimeZone &zone, QWidget *parent)
    : QDialog(parent)
    , m_verdicts(verdicts)
    , m_zone(zone)
    , m_list(new QListWidget(this))
    , m_key(new QPushButton(tr("Choose a &key file…"), this))
    , m_checkpoints(new QPushButton(tr("Choose ch&eckpoint files…"), this))
    , m_withoutCheckpoints(new QPushButton(tr("&Leave the checkpoints out"), this))
    , m_verdict(new Banner(this))
    , m_facts(new QWidget)
    , m_form(new QFormLayout(m_facts))
{
    setWindowTitle(tr("Sealed bundles"));
    m_list->setObjectName("bundles"_L1);
    m_list->setAccessibleName(tr("Sealed bundles of this window"));
    m_verdict->setObjectName("verdict"_L1);
    layOut();
    connect(m_list, &QListWidget::currentRowChanged, this, &VerdictDialog::showBundle);
    connect(&m_verdicts, &items::BundleVerdicts::changed, this, &VerdictDialog::showList);
    showList();
    resize(720, 560);
}

void VerdictDialog::layOut()
{
    constexpr int listHeight = 110;
    m_list->setMaximumHeight(listHeight);
    m_form->setHorizontalSpacing(14);
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(m_facts);
    area->setAccessibleName(tr("Facts"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *again = buttons->addButton(tr("Check &again"), QDialogButtonBox::ActionRole);
    auto *copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    again->setObjectName("checkAgain"_L1);
    copy->setObjectName("copyFacts"_L1);
    copy->setIcon(themeIcon(u"edit-copy"_s));
    connect(again, &QPushButton::clicked, &m_verdicts, &items::BundleVerdicts::judgeAgain);
    connect(copy, &QPushButton::clicked, this, &VerdictDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(m_list);
    layout->addWidget(m_verdict);
    layout->addWidget(area, 1);
    layout->addLayout(layOutSources());
    layout->addWidget(buttons);
    // From top to bottom, and through the buttons as they stand.
    QWidget *before = m_list;
    for (QWidget *next :
        {static_cast<QWidget *>(area), static_cast<QWidget *>(m_key), static_cast<QWidget *>(m_checkpoints),
            static_cast<QWidget *>(m_withoutCheckpoints), static_cast<QWidget *>(again), static_cast<QWidget *>(copy),
            static_cast<QWidget *>(buttons->button(QDialogButtonBox::Close))}) {
        setTabOrder(before, next);
        before = next;
    }
}

/// What it is held against, from elsewhere than the bundles.
QLayout *VerdictDialog::layOutSources()
{
    m_key->setObjectName("chooseKey"_L1);
    m_key->setToolTip(tr("The log’s public key, as the console saves it or somebody has given it to you"));
    m_checkpoints->setObjectName("chooseCheckpoints"_L1);
    m_checkpoints->setToolTip(tr("Mails that brought the log’s checkpoints, as your mail program saves them, or the "
                                 "files that were attached to them"));
    m_withoutCheckpoints->setObjectName("withoutCheckpoints"_L1);
    connect(m_key, &QPushButton::clicked, this, &VerdictDialog::keyFileWanted);
    connect(m_checkpoints, &QPushButton::clicked, this, &VerdictDialog::checkpointFilesWanted);
    connect(m_withoutCheckpoints, &QPushButton::clicked, &m_verdicts, &items::BundleVerdicts::forgetCheckpoints);
    auto *row = new QHBoxLayout;
    for (QPushButton *button : {m_key, m_checkpoints, m_withoutCheckpoints}) {
        button->setAutoDefault(false); // Enter in the list is not to ask for a file.
        row->addWidget(button);
    }
    row->addStretch(1);
    return row;
}

void VerdictDialog::showList()
{
    m_withoutCheckpoints->setEnabled(m_verdicts.hasCheckpoints());
    m_withoutCheckpoints->setToolTip(m_verdicts.hasCheckpoints() ? tr("Judges the bundles by the keys alone")
                                                                 : tr("There are none: no checkpoint file was chosen"));
    const QList<BundleVerdict> &all = m_verdicts.all();
    const QSignalBlocker quiet(m_list);
    while (m_list->count() > all.size())
        delete m_list->takeItem(m_list->count() - 1);
    for (int row = 0; row < all.size(); ++row) {
        if (row == m_list->count())
            m_list->addItem(QString());
        const BundleVerdict &bundle = all.at(row);
        m_list->item(row)->setIcon(toneIcon(toneOf(bundle)));
        m_list->item(row)->setText(
            tr("“%1” – %2", "file; verdict").arg(QFileInfo(bundle.path).fileName(), items::verdictWord(bundle)));
    }
    if (m_list->currentRow() < 0)
        m_list->setCurrentRow(0);
    showBundle();
}

void VerdictDialog::showBundle()
{
    const int row = m_list->currentRow();
    const bool isThere = row >= 0 && row < m_verdicts.all().size();
    const auto shown = isThere ? std::optional(m_verdicts.all().at(row)) : std::nullopt;
    if (isThere && shown == m_shown)
        return; // What somebody marks in it stays marked while others are checked.
    m_shown = shown;
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    m_lines.clear();
    if (!isThere)
        return m_verdict->clear();
    const BundleVerdict &bundle = *m_shown;
    m_verdict->tell(toneOf(bundle), items::verdictText(bundle));
    addFacts(bundle);
}

void VerdictDialog::addFacts(const BundleVerdict &bundle)
{
    const QLocale locale;
    addFact(tr("File"), QDir::toNativeSeparators(bundle.path));
    m_lines << u"%1\t%2"_s.arg(tr("Verdict"), items::verdictText(bundle)); // It stands above them.
    const auto &[verdict, manifest]
        = std::pair<const Verdict &, const audit::chain::Manifest &>(bundle.verdict, bundle.verdict.manifest);
    if (bundle.state != BundleVerdict::State::Judged || manifest.keyId.isEmpty())
        return;
    if (!verdict.isSealed)
        addFact(
            tr("Signature"), tr("Not right: the log, its events and times are only what the bundle says of itself"));
    addFact(tr("Log of"), manifest.tenant);
    addFact(tr("Log’s id"), items::groupedDigits(manifest.logId), true);
    addFact(tr("First event"), locale.toString(manifest.first));
    addFact(tr("Last event"), locale.toString(manifest.last));
    addFact(tr("Events"), locale.toString(manifest.count));
    addFact(tr("Begins with"), startText(verdict.start));
    addFact(tr("Hash of the last event"), items::groupedDigits(manifest.hash.toHex()), true);
    addFact(tr("The log went up to"), locale.toString(manifest.tipNumber));
    const bool isSealed = verdict.isSealed;
    addFact(isSealed ? tr("Signed at") : tr("Says it was signed at"),
        items::zonedText(items::toDateTime(manifest.exported), m_zone));
    addFact(isSealed ? tr("Signed by the key") : tr("Says it is signed by the key"),
        items::groupedDigits(manifest.keyId), true);
    if (isSealed)
        addFact(tr("That key is"), bundle.keyName.isEmpty() ? tr("not known") : bundle.keyName);
    addFact(tr("Events checked"), locale.toString(verdict.eventsChecked));
    addFact(tr("Checkpoints checked"), locale.toString(verdict.checkpointsChecked));
    addFact(tr("Checkpoints from outside"),
        verdict.outsideGiven == 0
            ? tr("none of this log was chosen")
            : tr("%1 of %2 fit").arg(locale.toString(verdict.outsideChecked), locale.toString(verdict.outsideGiven)));
}

void VerdictDialog::addFact(const QString &title, const QString &text, bool isCode)
{
    auto *value = new QLabel(text);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setAccessibleName(title);
    if (isCode)
        value->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto *name = explanationLabel(title);
    name->setWordWrap(false); // A form reckons with the height of one column only.
    m_form->addRow(name, value);
    m_lines << u"%1\t%2"_s.arg(title, QString(text).replace(u'\n', u' '));
}

void VerdictDialog::copy() const
{
    QGuiApplication::clipboard()->setText(m_lines.join(u'\n'));
}

Tone toneOf(const BundleVerdict &bundle)
{
    switch (bundle.state) {
    case BundleVerdict::State::Waiting:
    case BundleVerdict::State::Checking:
        return Tone::Hint;
    case BundleVerdict::State::Failed:
        return Tone::Warning;
    case BundleVerdict::State::Judged:
        break;
    }
    switch (bundle.verdict.state) {
    case Verdict::State::Intact:
        return audit::bundle::isUncompared(bundle.verdict) ? Tone::Warning : Tone::Good;
    case Verdict::State::KeyUnknown:
        return Tone::Warning;
    case Verdict::State::Altered:
    case Verdict::State::Missing:
    case Verdict::State::CutOff:
    case Verdict::State::OtherLog:
    case Verdict::State::Unreadable:
        return Tone::Error;
    }
    Q_UNREACHABLE_RETURN(Tone::Error);
}

}
