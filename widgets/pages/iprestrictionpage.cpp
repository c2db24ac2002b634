// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/iprestrictionpage.h"

#include "pages/ipentriespanel.h"
#include "pages/ipmodechooser.h"
#include "pages/ownaddresspanel.h"

#include <QRegularExpression>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using policy::IpRestriction;

namespace {

struct PlaceOfProblem {
    qsizetype place;
    items::IpEntryColumn column;
};

std::optional<PlaceOfProblem> placeOf(const QString &field)
{
    static const QRegularExpression pattern(uR"(^ipRestriction\.entries\[(\d{1,9})\](?:\.(\w+))?$)"_s);
    const auto match = pattern.match(field);
    if (!match.hasMatch())
        return std::nullopt;
    const auto column = match.captured(2) == "memo"_L1 ? items::IpEntryColumn::Memo : items::IpEntryColumn::Network;
    return PlaceOfProblem{match.captured(1).toLongLong(), column};
}

}

IpRestrictionPage::IpRestrictionPage(Asker &asker, QWidget *parent)
    : Page(parent)
    , m_ownAddress(new OwnAddressPanel(this))
    , m_mode(new IpModeChooser(this))
    , m_entries(new IpEntriesPanel(asker, this))
{
    layOut();
    connect(m_mode, &IpModeChooser::changed, this, &IpRestrictionPage::tellChanged);
    connect(&m_entries->model(), &items::IpEntriesModel::edited, this, &IpRestrictionPage::tellChanged);
    connect(m_ownAddress, &OwnAddressPanel::additionWanted, this, [this](const IpNetwork &network) {
        m_entries->add({{network, tr("My address", "memo for the administrator's own address")}});
    });
}

void IpRestrictionPage::layOut()
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addWidget(m_mode);
    layout->addWidget(m_ownAddress);
    layout->addWidget(m_entries, 1);
}

QString IpRestrictionPage::title() const
{
    return tr("IP address restriction");
}

QStringList IpRestrictionPage::sectionKeys() const
{
    return {IpRestriction::key};
}

void IpRestrictionPage::setSession(const platform::Session &session)
{
    const bool editable = session.role == platform::Role::Administrator;
    m_mode->setEditable(editable);
    m_entries->setEditable(editable);
    m_ownAddress->setEditable(editable);
    m_ownAddress->setAddress(session.clientAddress);
}

void IpRestrictionPage::load(const platform::SettingsState &state)
{
    m_saved = state.settings.ipRestriction;
    m_whole = state.settings;
    setValue(m_saved);
    showOutlook();
}

void IpRestrictionPage::edit(const policy::Settings &draft)
{
    setValue(draft.ipRestriction);
    tellChanged();
}

void IpRestrictionPage::applied(const policy::Settings &sent, const platform::SettingsState &now)
{
    const bool isAsSent = !m_entries->model().hasFaults() && value() == sent.ipRestriction;
    const bool isAsStored = value() == now.settings.ipRestriction;
    m_saved = now.settings.ipRestriction;
    if (isAsSent && !isAsStored)
        setValue(m_saved);
    m_entries->model().mark({});
}

void IpRestrictionPage::revert()
{
    setValue(m_saved);
    tellChanged();
}

bool IpRestrictionPage::isChanged() const
{
    return m_entries->model().hasFaults() || value() != m_saved;
}

void IpRestrictionPage::collect(policy::Settings &draft) const
{
    draft.ipRestriction = value();
}

Errors IpRestrictionPage::problems() const
{
    Errors errors;
    for (const Error &fault : m_entries->model().faults())
        errors.append(fault.under(IpRestriction::key));
    if (const auto tooMany = policy::AtMost{policy::maxEntries}.check(m_entries->model().entries()))
        errors.append(tooMany->under(u"entries"_s).under(IpRestriction::key));
    return errors;
}

QList<platform::FieldProblem> IpRestrictionPage::showProblems(const QList<platform::FieldProblem> &problems)
{
    QHash<qsizetype, QStringList> told;
    QList<platform::FieldProblem> rest;
    std::optional<PlaceOfProblem> first;
    const Errors faults = m_entries->model().faults();
    for (const platform::FieldProblem &problem : problems) {
        const auto place = placeOf(problem.field);
        if (!place || place->place >= m_entries->model().count()) {
            rest.append(problem);
            continue;
        }
        // What the row says of itself already needs no second telling.
        const bool isKnown = std::ranges::any_of(
            faults, [&](const Error &fault) { return fault.under(IpRestriction::key).field == problem.field; });
        if (!isKnown)
            told[place->place].append(problem.message);
        if (!first)
            first = place;
    }
    m_entries->model().mark(told);
    if (first)
        m_entries->goTo(first->place, first->column);
    return rest;
}

void IpRestrictionPage::focusOn(const QString &field)
{
    if (field == "mode"_L1)
        m_mode->focusOnChosen();
    else
        m_entries->focusOnNew();
}

void IpRestrictionPage::takeOver(Page &before)
{
    m_entries->takeOver(*static_cast<IpRestrictionPage &>(before).m_entries);
    tellChanged();
}

void IpRestrictionPage::showWhole(const policy::Settings &whole)
{
    m_whole = whole;
    showOutlook();
}

policy::IpRestriction IpRestrictionPage::value() const
{
    return {m_mode->value(), m_entries->model().entries()};
}

void IpRestrictionPage::setValue(const policy::IpRestriction &value)
{
    m_mode->setValue(value.mode);
    m_entries->load(value.entries);
}

void IpRestrictionPage::tellChanged()
{
    showOutlook();
    emit changed();
}

void IpRestrictionPage::showOutlook()
{
    policy::Settings draft = m_whole;
    collect(draft);
    m_ownAddress->show(draft);
}

}
