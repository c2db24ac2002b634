// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwindow/verdictbar.h"

#include "controls/banner.h"
#include "logwindow/verdictdialog.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QMap>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using audit::bundle::Verdict;
using items::BundleVerdict;

namespace {

/// The one that its reader has to hear of first.
const BundleVerdict &worstOf(const QList<BundleVerdict> &bundles)
{
    return *std::ranges::max_element(bundles, {}, [](const BundleVerdict &each) { return int(toneOf(each)); });
}

}

VerdictBar::VerdictBar(items::BundleVerdicts &verdicts, QWidget *parent)
    : QWidget(parent)
    , m_verdicts(verdicts)
    , m_banner(new Banner(this))
    , m_refusal(new Banner(this))
    , m_progress(new QProgressBar(this))
    , m_details(new QPushButton(tr("Deta&ils…"), this))
{
    constexpr int barHeight = 6;
    m_banner->setObjectName("verdict"_L1);
    m_refusal->setObjectName("keyRefusal"_L1);
    m_details->setObjectName("verdictDetails"_L1);
    m_details->setToolTip(tr("All that is known of the sealed bundles"));
    m_progress->setAccessibleName(tr("Checking the sealed bundles"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(barHeight);
    auto *line = new QHBoxLayout;
    line->addWidget(m_banner, 1);
    line->addWidget(m_details);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(m_progress);
    layout->addWidget(m_refusal);
    connect(m_banner, &Banner::acted, this, &VerdictBar::act);
    connect(m_refusal, &Banner::acted, m_refusal, &Banner::clear);
    connect(m_details, &QPushButton::clicked, this, &VerdictBar::detailsWanted);
    connect(&m_verdicts, &items::BundleVerdicts::changed, this, &VerdictBar::show);
    connect(&m_verdicts, &items::BundleVerdicts::refused, this,
        [this](const QString &reason) { m_refusal->tell(Tone::Error, reason, tr("&Dismiss")); });
    show();
}

void VerdictBar::show()
{
    setVisible(!m_verdicts.all().isEmpty());
    m_progress->setVisible(m_verdicts.isUnderWay());
    if (m_verdicts.all().isEmpty())
        return;
    if (m_verdicts.isUnderWay())
        showChecking();
    else
        showVerdict();
}

void VerdictBar::showChecking()
{
    constexpr int steps = 1000;
    m_progress->setRange(0, steps);
    m_progress->setValue(int(std::lround(m_verdicts.done() * steps)));
    if (m_offer == Offer::Stop)
        return; // A screen reader hears it once.
    m_offer = Offer::Stop;
    m_refusal->clear();
    m_banner->tell(
        Tone::Hint, tr("Checking what %Ln sealed bundles prove…", nullptr, int(m_verdicts.all().size())), tr("&Stop"));
}

void VerdictBar::showVerdict()
{
    const QList<BundleVerdict> &all = m_verdicts.all();
    const BundleVerdict &worst = worstOf(all);
    const auto event = items::failingEvent(worst);
    QString action;
    m_offer = Offer::None;
    if (event) {
        m_offer = Offer::GoToEvent;
        action = tr("Go to &number %1").arg(QLocale().toString(event->number));
    } else if (worst.state == BundleVerdict::State::Waiting) {
        m_offer = Offer::Check;
        action = tr("&Check");
    } else if (worst.state == BundleVerdict::State::Judged && worst.verdict.state == Verdict::State::KeyUnknown) {
        m_offer = Offer::ChooseKey;
        action = tr("Choose a &key file…");
    }
    const QString text = items::verdictText(worst);
    m_banner->tell(toneOf(worst),
        all.size() == 1
            ? text
            : textOfMany() + u' ' + tr("“%1” – %2", "file; verdict").arg(QFileInfo(worst.path).fileName(), text),
        action);
}

/// `3 sealed bundles: 2 × Intact, 1 × Altered.`
QString VerdictBar::textOfMany() const
{
    QMap<QString, int> counts;
    const QList<BundleVerdict> &all = m_verdicts.all();
    for (const BundleVerdict &bundle : all)
        ++counts[items::verdictWord(bundle)];
    QStringList parts;
    for (auto each = counts.begin(); each != counts.end(); ++each)
        parts << tr("%1 × %2", "how many; verdict").arg(QLocale().toString(each.value()), each.key());
    return tr("%Ln sealed bundles: %1.", nullptr, int(all.size())).arg(parts.join(u", "));
}

void VerdictBar::act()
{
    switch (m_offer) {
    case Offer::None:
        return;
    case Offer::Stop:
        return m_verdicts.stop();
    case Offer::Check:
        return m_verdicts.judgeAgain();
    case Offer::ChooseKey:
        emit keyFileWanted();
        return;
    case Offer::GoToEvent: {
        const BundleVerdict &worst = worstOf(m_verdicts.all());
        if (const auto event = items::failingEvent(worst))
            emit eventWanted(worst.path, *event);
    }
    }
}

}
