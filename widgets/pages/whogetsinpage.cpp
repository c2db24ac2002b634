// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/whogetsinpage.h"

#include "controls/banner.h"
#include "items/accesscasewords.h"
#include "pages/accesstablepanel.h"
#include "pages/presetchooser.h"
#include "pages/simulatorpanel.h"
#include "pages/tenantaddresses.h"

#include <QLabel>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

WhoGetsInPage::WhoGetsInPage(platform::Clients &clients, const QString &hostName, QWidget *parent)
    : Page(parent)
    , m_hostName(hostName)
    , m_tabs(new QTabWidget(this))
    , m_simulator(new SimulatorPanel(clients, this))
    , m_summary(new Banner(this))
    , m_table(new AccessTablePanel(this))
    , m_presetsText(explanationLabel({}, this))
    , m_presets(new PresetChooser(this))
{
    m_summary->setObjectName("summary"_L1);
    layOut();
    connect(m_table, &AccessTablePanel::shown, this, &WhoGetsInPage::tellEdits);
    connect(m_presets, &PresetChooser::chosen, this, &Page::presetWanted);
}

void WhoGetsInPage::layOut()
{
    m_tabs->setObjectName("views"_L1);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(tr("Ways to look at it"));
    m_tabs->addTab(makeCases(), tr("Every case"));
    m_tabs->addTab(m_simulator, tr("Make up a visit"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(m_summary);
    layout->addWidget(m_tabs, 1);
}

QWidget *WhoGetsInPage::makeCases()
{
    auto *heading = new QLabel(tr("Presets"), this);
    QFont font = heading->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.15);
    heading->setFont(font);
    auto *cases = new QWidget(m_tabs);
    auto *layout = new QVBoxLayout(cases);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_table);
    layout->addSpacing(10);
    layout->addWidget(heading);
    layout->addWidget(m_presetsText);
    layout->addWidget(m_presets);
    layout->addStretch(1);
    return cases;
}

void WhoGetsInPage::focusOn(const QString &field)
{
    m_tabs->setCurrentIndex(field == "simulator"_L1 ? 1 : 0);
    Page::focusOn(field == "simulator"_L1 ? u"host"_s : field);
}

QString WhoGetsInPage::title() const
{
    return tr("Who gets in");
}

void WhoGetsInPage::setSession(const platform::Session &session)
{
    const auto own = IpAddress::parse(session.clientAddress);
    m_own = own ? std::optional(own->unmapped()) : std::nullopt;
    m_simulator->setOwnAddress(m_own ? m_own->toString() : QString());
    const bool editable = session.role == platform::Role::Administrator;
    m_presets->setEditable(editable);
    m_presetsText->setText(editable
            ? tr("Each sets all that it needs in one step, after a review of what changes. The list, and the user "
                 "name and password, stay as they are.")
            : tr("Each sets all that it needs in one step. Only an administrator can set one."));
    showAll();
}

void WhoGetsInPage::load(const platform::SettingsState &state)
{
    m_saved = state.settings;
    m_whole = state.settings;
    showAll();
}

void WhoGetsInPage::applied(const policy::Settings &, const platform::SettingsState &now)
{
    m_saved = now.settings;
    showAll();
}

void WhoGetsInPage::showWhole(const policy::Settings &whole)
{
    m_whole = whole;
    showAll();
}

void WhoGetsInPage::showAll()
{
    const TenantAddresses addresses = TenantAddresses::of(m_hostName, m_saved.subdomain.name);
    m_table->setHosts(addresses.main, addresses.secure);
    m_table->show(m_saved, m_whole, m_own);
    m_presets->show(m_saved, m_whole);
    m_simulator->setHosts(addresses.main, addresses.secure);
    m_simulator->show(m_saved, m_whole);
}

void WhoGetsInPage::tellEdits(bool isEdited, qsizetype changed)
{
    if (isEdited && changed > 0)
        return m_summary->tell(Tone::Warning,
            tr("With your edits, people are met differently in %Ln of these situations. Nothing of it is in force "
               "before you apply it.",
                nullptr, int(changed)));
    if (isEdited)
        return m_summary->tell(
            Tone::Hint, tr("Your edits change nothing for anybody in these situations. They are not in force yet."));
    const auto preset = presetOf(m_saved);
    m_summary->tell(Tone::Neutral,
        preset ? tr("In force now, by the preset “%1”.").arg(items::presetTitle(*preset))
               : tr("In force now, by a combination of your own that is none of the four presets."));
}

}
