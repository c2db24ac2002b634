// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/livepagecard.h"

#include "controls/banner.h"
#include "controls/linkrows.h"
#include "controls/themeicon.h"
#include "controls/tone.h"
#include "items/zonedtime.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using platform::Framing;

namespace {

QString meaningOf(const Framing &framing)
{
    switch (framing.who) {
    case Framing::Who::Anybody:
        return LivePageCard::tr("Every site can show this page in a frame.");
    case Framing::Who::Listed:
        return LivePageCard::tr("These sites and no others can show this page in a frame: %1.")
            .arg(framing.origins.join(LivePageCard::tr(", ", "between origins")));
    case Framing::Who::OwnPages:
        return LivePageCard::tr("Only the tenant’s own pages can show this page in a frame.");
    case Framing::Who::Nobody:
        return LivePageCard::tr("No page at all can show this page in a frame.");
    }
    Q_UNREACHABLE_RETURN({});
}

}

LivePageCard::LivePageCard(platform::LivePageClient &client, QWidget *parent)
    : Card(tr("The live page"), parent)
    , m_client(client)
    , m_explanation(explanationLabel({}, this))
    , m_test(new QPushButton(themeIcon(u"view-refresh"_s), tr("&Test"), this))
    , m_verdict(new Banner(this))
    , m_headers(new LinkRows(LinkRow::Arrangement::Beside, this))
{
    setObjectName("livePage"_L1);
    m_explanation->setContentsMargins(8, 0, 8, 0);
    m_test->setObjectName("test"_L1);
    m_verdict->setObjectName("verdict"_L1);
    m_headers->setObjectName("headers"_L1);
    auto *row = new QHBoxLayout;
    row->addWidget(m_explanation, 1);
    row->addWidget(m_test, 0, Qt::AlignTop);
    body()->addLayout(row);
    body()->addWidget(m_verdict);
    body()->addWidget(m_headers);
    connect(m_test, &QPushButton::clicked, this, &LivePageCard::test);
    connect(m_verdict, &Banner::acted, this, &LivePageCard::test);
    setDiffers(false);
}

void LivePageCard::setSaved(const policy::Embedding &saved)
{
    if (saved == m_saved)
        return;
    m_saved = saved;
    m_asking.cancel();
    forget();
}

void LivePageCard::setDiffers(bool differs)
{
    m_explanation->setText(differs
            ? tr("Fetches the sign-in page as a browser gets it now. What you have edited is not in it before it is "
                 "applied.")
            : tr("Fetches the sign-in page as a browser gets it now, and shows the headers by which browsers decide."));
}

void LivePageCard::forget()
{
    m_verdict->clear();
    m_headers->setRows({});
    m_test->setEnabled(true);
    m_test->setToolTip({});
}

void LivePageCard::test()
{
    m_test->setEnabled(false);
    m_test->setToolTip(tr("The page is being fetched."));
    m_asking = m_client.signInPage([this](const platform::Answer<platform::LivePage> &answer) { take(answer); });
}

void LivePageCard::take(const platform::Answer<platform::LivePage> &answer)
{
    forget();
    if (answer)
        show(*answer);
    else
        m_verdict->tell(
            Tone::Error, platform::toText(answer.error()), answer.error().canTryAgain() ? tr("Try again") : QString());
}

void LivePageCard::show(const platform::LivePage &page)
{
    const bool isAsSaved = page.framing.allowsTheSameAs(platform::framingBy(m_saved));
    const QString meaning = meaningOf(page.framing);
    if (isAsSaved)
        m_verdict->tell(page.framing.who == Framing::Who::Anybody ? Tone::Warning : Tone::Good,
            tr("%1 That is what is saved.", "sentence").arg(meaning));
    else
        m_verdict->tell(Tone::Error,
            tr("%1 That is not what is saved: something between this console and the platform changes the headers.",
                "sentence")
                .arg(meaning));
    const QString none = tr("Not sent");
    const QString ignored = page.framing.isByPolicy && !page.frameOptions.isEmpty()
        ? tr("For old browsers; others go by the line above")
        : QString();
    m_headers->setRows({
        {.tone = {},
            .title = u"Content-Security-Policy"_s,
            .text = page.frameAncestors.isEmpty() ? none : page.frameAncestors,
            .leadsOn = false},
        {.tone = {},
            .title = u"X-Frame-Options"_s,
            .text = page.frameOptions.isEmpty() ? none : page.frameOptions,
            .aside = ignored,
            .leadsOn = false},
        {.tone = {},
            .title = tr("Answer"),
            .text = tr("%1, at %2", "HTTP status, time")
                .arg(page.status)
                .arg(items::zonedText(page.at, QTimeZone::systemTimeZone())),
            .leadsOn = false},
    });
}

}
