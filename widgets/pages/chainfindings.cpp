// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/chainfindings.h"

#include "controls/banner.h"
#include "controls/linkrows.h"

#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using platform::ChainFinding;
using platform::Integrity;

namespace {

QString numbersOf(const ChainFinding &finding)
{
    const QLocale locale;
    return finding.first == finding.last
        ? ChainFindings::tr("Number %1").arg(locale.toString(finding.first))
        : ChainFindings::tr("Number %1 to %2").arg(locale.toString(finding.first), locale.toString(finding.last));
}

}

ChainFindings::ChainFindings(QWidget *parent)
    : QWidget(parent)
    , m_banner(new Banner(this))
    , m_rows(new LinkRows(LinkRow::Arrangement::Beside, this))
{
    m_banner->setObjectName("broken"_L1);
    m_rows->setObjectName("findings"_L1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_banner);
    layout->addWidget(m_rows);
    hide();
    connect(m_banner, &Banner::acted, this, [this] { follow(0); });
    connect(m_rows, &LinkRows::followed, this, &ChainFindings::follow);
}

void ChainFindings::follow(qsizetype row)
{
    if (row < m_findings.size())
        emit eventWanted(m_findings.at(row).first);
}

/// In the banner.
QString ChainFindings::sentenceOf(const Integrity &state) const
{
    if (m_findings.isEmpty())
        return tr("The log was altered. Save what you have, and ask the platform’s operator.");
    const QString number = QLocale().toString(m_findings.first().first);
    const bool isOnlyUnsigned = platform::isOnlyUnsigned(state);
    if (m_findings.size() > 1)
        return (isOnlyUnsigned ? tr("Nothing proves several parts of the log, the first from number %1 on. Save what "
                                    "you have, and ask the platform’s operator.")
                               : tr("The log was altered: its chain fails in several places, first at number %1. Save "
                                    "what you have, and ask the platform’s operator."))
            .arg(number);
    const QString message = m_findings.first().message;
    return isOnlyUnsigned ? tr("%1 Save what you have, and ask the platform’s operator.", "a sentence").arg(message)
                          : tr("The log was altered: its chain fails at number %1. %2 Save what you have, and ask the "
                               "platform’s operator.")
                                .arg(number, message);
}

void ChainFindings::setState(const Integrity &state)
{
    const bool isBroken = state.state == Integrity::State::Broken;
    m_findings = isBroken ? state.findings : QList<ChainFinding>();
    setVisible(isBroken);
    showRows();
    if (!isBroken)
        return m_banner->clear();
    m_banner->tell(Tone::Error, sentenceOf(state), m_findings.size() == 1 ? tr("&Go to that event") : QString());
}

/// One place alone stands in the banner.
void ChainFindings::showRows()
{
    QList<LinkRow::Content> rows;
    if (m_findings.size() > 1) {
        for (const ChainFinding &finding : std::as_const(m_findings))
            rows.append({.tone = Tone::Error, .title = numbersOf(finding), .text = finding.message});
    }
    m_rows->setRows(rows);
    m_rows->setVisible(!rows.isEmpty());
}

}
