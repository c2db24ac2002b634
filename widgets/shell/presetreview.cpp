// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/presetreview.h"

#include "controls/banner.h"
#include "controls/wholetableview.h"
#include "error/messages.h"
#include "items/accesscasewords.h"
#include "items/changewords.h"
#include "items/settingwords.h"
#include "items/wayinwords.h"
#include "pages/accesstablepanel.h"
#include "pages/basicpairform.h"
#include "pages/tenantaddresses.h"
#include "shell/settingsdesk.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using Mode = policy::IpRestriction::Mode;

namespace {

constexpr QSize usualSize(940, 680);

QLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    QFont font = label->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.1);
    label->setFont(font);
    return label;
}

bool lacksPair(const policy::BasicAuth &basicAuth)
{
    return basicAuth.enabled && (basicAuth.pair.userName.isEmpty() || !basicAuth.pair.password.willBeSet());
}

struct ChangedField {
    QString section;
    policy::FieldChange change;
};

QList<ChangedField> changedFields(const policy::Settings &before, const policy::Settings &after)
{
    QList<ChangedField> fields;
    const QStringList keys = policy::sectionKeys();
    for (const QString &key : keys) {
        const auto changes = policy::sectionChanges(before, after, key);
        for (const policy::FieldChange &change : changes)
            fields.append({key, change});
    }
    return fields;
}

}

PresetReview::PresetReview(SettingsDesk &desk, const Entrance &entrance, policy::AccessPreset preset, QWidget *parent)
    : QDialog(parent)
    , m_desk(desk)
    , m_saved(desk.saved().settings)
    , m_preset(withPreset(desk.draft().edited, preset))
    , m_addressText(entrance.session.clientAddress)
    , m_hostName(entrance.connection->profile().hostName)
    , m_wayIn(new Banner(this))
    , m_ownAddress(new Banner(this))
    , m_included(explanationLabel(tr("What you have edited on pages goes along in the same step."), this))
    , m_changes(new QStandardItemModel(0, 4, this))
    , m_table(new AccessTablePanel(this))
    , m_whyNot(explanationLabel({}, this))
    , m_apply(new QPushButton(tr("&Apply in one step"), this))
{
    setWindowTitle(tr("Review: %1").arg(items::presetTitle(preset)));
    setAttribute(Qt::WA_DeleteOnClose);
    if (const auto own = IpAddress::parse(m_addressText))
        m_own = own->unmapped();
    m_wayIn->setObjectName("wayIn"_L1);
    m_ownAddress->setObjectName("ownAddress"_L1);
    m_whyNot->setObjectName("whyNot"_L1);
    m_apply->setObjectName("applyPreset"_L1);
    m_included->setVisible(!desk.draft().isEmpty());
    layOut();
    connect(m_ownAddress, &Banner::acted, this, [this] {
        m_isAddressAdded = !m_isAddressAdded;
        showAll();
    });
    showAll();
}

void PresetReview::layOut()
{
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(makeContent());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(m_wayIn);
    layout->addWidget(area, 1);
    layout->addWidget(m_whyNot);
    layout->addWidget(makeButtons());
    resize(usualSize.boundedTo(parentWidget() ? parentWidget()->size() : usualSize));
}

QWidget *PresetReview::makeContent()
{
    const TenantAddresses addresses = TenantAddresses::of(m_hostName, m_saved.subdomain.name);
    m_table->setHosts(addresses.main, addresses.secure);
    auto *changes = new WholeTableView(this);
    changes->setObjectName("changes"_L1);
    changes->setAccessibleName(tr("What changes"));
    changes->setModel(m_changes);
    changes->setShares({3, 4, 3, 4});

    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->setSpacing(10);
    if (lacksPair(m_preset.basicAuth)) {
        layout->addWidget(makeMissing());
        layout->addSpacing(8);
    }
    layout->addWidget(m_ownAddress);
    layout->addWidget(heading(tr("What changes"), content));
    layout->addWidget(m_included);
    layout->addWidget(changes);
    layout->addSpacing(8);
    layout->addWidget(heading(tr("What it means for people"), content));
    layout->addWidget(m_table);
    layout->addStretch(1);
    return content;
}

QWidget *PresetReview::makeMissing()
{
    auto *missing = new QWidget;
    m_pair = new BasicPairForm({tr("&User name"), tr("&Password")}, missing);
    m_pair->setValue(m_preset.basicAuth.pair);
    m_pair->setClearable(false);
    auto *layout = new QVBoxLayout(missing);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(heading(tr("What is missing"), missing));
    layout->addWidget(explanationLabel(
        tr("Basic authentication needs a user name and a password, which everybody who is asked will share."),
        missing));
    layout->addWidget(m_pair);
    connect(m_pair, &BasicPairForm::changed, this, &PresetReview::showAll);
    return missing;
}

QWidget *PresetReview::makeButtons()
{
    auto *back = new QPushButton(tr("&Cancel"), this);
    auto *buttons = new QDialogButtonBox(this);
    m_apply->setDefault(true);
    buttons->addButton(m_apply, QDialogButtonBox::AcceptRole);
    buttons->addButton(back, QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

policy::Settings PresetReview::wanted() const
{
    policy::Settings wanted = m_preset;
    if (m_pair)
        wanted.basicAuth.pair = m_pair->value();
    if (m_isAddressAdded)
        wanted.ipRestriction.entries.append(
            {IpNetwork::single(*m_own), tr("My address", "memo for the administrator's own address")});
    return wanted;
}

void PresetReview::showAll()
{
    const policy::Settings wanted = this->wanted();
    const Errors missing = policy::validateWhole(wanted);
    showOwnAddress(wanted);
    showChanges(wanted);
    m_table->show(m_saved, wanted, m_own);
    showWayIn(wanted, missing);
    showWhyNot(wanted, missing);
}

void PresetReview::showOwnAddress(const policy::Settings &wanted)
{
    if (m_isAddressAdded)
        return m_ownAddress->tell(Tone::Good,
            tr("Your address %1 goes into the list in the same step.").arg(m_addressText), tr("&Leave it out"));
    const bool isListNeeded = wanted.ipRestriction.mode == Mode::AllowListed;
    const bool isListed = m_own && policy::AccessRules::of(wanted).listed.contains(*m_own);
    if (!isListNeeded || isListed)
        return m_ownAddress->clear();
    const bool canBeAdded = m_own && wanted.ipRestriction.entries.size() < policy::maxEntries;
    m_ownAddress->tell(Tone::Warning,
        wanted.ipRestriction.entries.isEmpty() ? tr("The list is empty, so that this preset lets nobody in by address.")
                                               : tr("The list does not contain your address %1.").arg(m_addressText),
        canBeAdded ? tr("Add &my address") : QString());
}

void PresetReview::showChanges(const policy::Settings &wanted)
{
    const QList<ChangedField> fields = changedFields(m_saved, wanted);
    m_changes->clear();
    m_changes->setHorizontalHeaderLabels({tr("Section"), tr("Field"), tr("Before"), tr("After")});
    for (const auto &[section, change] : fields) {
        QList<QStandardItem *> row;
        for (const QString &text : {items::sectionTitle(section), items::fieldTitle(section, change.field),
                 items::beforeText(section, change), items::changeText(section, change)})
            row << new QStandardItem(text);
        m_changes->appendRow(row);
    }
}

void PresetReview::showWayIn(const policy::Settings &wanted, const Errors &missing)
{
    m_check = {};
    if (!missing.isEmpty() || wanted == m_saved)
        return m_wayIn->tell(Tone::Neutral,
            missing.isEmpty() ? tr("All of this is in force already.")
                              : tr("Whether you would still get in can be told as soon as nothing is missing."));
    m_wayIn->tell(Tone::Neutral, tr("The platform is being asked whether you would still get in…"));
    m_check
        = m_desk.check(wanted, [this](const platform::Answer<platform::CheckedDraft> &answer) { tellWayIn(answer); });
}

void PresetReview::tellWayIn(const platform::Answer<platform::CheckedDraft> &answer)
{
    if (!answer)
        return m_wayIn->tell(Tone::Warning,
            tr("Whether you would still get in is not known: %1 It will be looked at again before anything is in "
               "force.")
                .arg(toText(answer.error())));
    const QString text = items::verdictText(answer->wayIn.verdict, m_addressText);
    if (answer->wayIn.isOpen())
        m_wayIn->tell(Tone::Good, text);
    else
        m_wayIn->tell(Tone::Error, text + u' ' + tr("To apply it all the same you will be asked for a reason."));
}

void PresetReview::showWhyNot(const policy::Settings &wanted, const Errors &missing)
{
    QString whyNot;
    if (!missing.isEmpty())
        whyNot = renderMessage(missing.first());
    else if (wanted == m_saved)
        whyNot = tr("There is nothing to apply.");
    m_whyNot->setText(whyNot);
    m_whyNot->setVisible(!whyNot.isEmpty());
    m_apply->setEnabled(whyNot.isEmpty());
    m_apply->setToolTip(whyNot.isEmpty() ? tr("Applies all of this, or nothing of it") : whyNot);
    m_apply->setAccessibleDescription(m_apply->toolTip());
}

}
