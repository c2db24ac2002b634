// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/clientcertificatespage.h"

#include "pages/authoritycard.h"
#include "pages/certificatespanel.h"
#include "pages/secureaccesscard.h"
#include "pages/tenantaddresses.h"
#include "policy/fieldvalidation.h"

#include <QShowEvent>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using policy::ClientCertificates;

namespace {

/// Narrower than this the cards stand below each other.
constexpr int widthOfTwo = 760;
constexpr int leastPanelHeight = 330;

}

ClientCertificatesPage::ClientCertificatesPage(const Needs &needs, QWidget *parent)
    : Page(parent)
    , m_needs(needs)
    , m_access(new SecureAccessCard(this))
    , m_authority(new AuthorityCard(needs.asker, needs.client, this))
    , m_people(new CertificatesPanel(needs.asker, needs.client, this))
{
    layOut();
    connect(m_access, &SecureAccessCard::changed, this, &ClientCertificatesPage::changed);
    connect(m_people, &CertificatesPanel::changedSomething, m_authority, &AuthorityCard::refresh);
}

void ClientCertificatesPage::layOut()
{
    m_cards = new QBoxLayout(QBoxLayout::LeftToRight);
    m_cards->setSpacing(14);
    m_cards->addWidget(m_access, 1);
    m_cards->addWidget(m_authority, 1);
    m_people->setMinimumHeight(leastPanelHeight);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addLayout(m_cards);
    layout->addWidget(m_people, 1);
}

QString ClientCertificatesPage::title() const
{
    return tr("Client certificates");
}

QStringList ClientCertificatesPage::sectionKeys() const
{
    return {ClientCertificates::key};
}

void ClientCertificatesPage::setSession(const platform::Session &session)
{
    const bool editable = session.role == platform::Role::Administrator;
    m_access->setEditable(editable);
    m_people->setEditable(editable);
}

void ClientCertificatesPage::load(const platform::SettingsState &state)
{
    m_saved = state.settings.clientCertificates;
    m_access->setValue(m_saved);
    takeWhole(state.settings);
}

void ClientCertificatesPage::edit(const policy::Settings &draft)
{
    m_access->setValue(draft.clientCertificates);
    emit changed();
}

void ClientCertificatesPage::applied(const policy::Settings &sent, const platform::SettingsState &now)
{
    const bool isAsSent = m_access->value() == sent.clientCertificates;
    m_saved = now.settings.clientCertificates;
    if (isAsSent)
        m_access->setValue(m_saved);
    takeWhole(now.settings);
}

/// What other pages set and this one shows.
void ClientCertificatesPage::takeWhole(const policy::Settings &settings)
{
    const QTimeZone zone(settings.tenant.timeZone.toLatin1());
    m_authority->setZone(zone.isValid() ? zone : QTimeZone::utc());
    m_people->setZone(zone.isValid() ? zone : QTimeZone::utc());
    m_access->setHost(TenantAddresses::of(m_needs.hostName, settings.subdomain.name).secure);
}

void ClientCertificatesPage::revert()
{
    m_access->setValue(m_saved);
    emit changed();
}

bool ClientCertificatesPage::isChanged() const
{
    return m_access->value() != m_saved;
}

void ClientCertificatesPage::collect(policy::Settings &draft) const
{
    draft.clientCertificates = m_access->value();
}

Errors ClientCertificatesPage::problems() const
{
    Errors errors;
    policy::validate(m_access->value(), errors, QString(ClientCertificates::key));
    return errors;
}

QList<platform::FieldProblem> ClientCertificatesPage::showProblems(const QList<platform::FieldProblem> &problems)
{
    m_access->setValue(m_access->value());
    QList<platform::FieldProblem> rest;
    for (const platform::FieldProblem &problem : problems) {
        if (problem.field.section(u'.', 0, 0) == ClientCertificates::key)
            m_access->showProblem(problem.field.section(u'.', 1), problem.message);
        else
            rest.append(problem);
    }
    if (rest.size() < problems.size())
        focusOn(u"reminderAddresses"_s);
    return rest;
}

void ClientCertificatesPage::focusOn(const QString &field)
{
    if (!m_people->showState(field))
        Page::focusOn(field);
}

void ClientCertificatesPage::takeOver(Page &before)
{
    m_people->takeOver(*static_cast<ClientCertificatesPage &>(before).m_people);
}

void ClientCertificatesPage::refresh()
{
    m_authority->refresh();
    m_people->refresh();
}

void ClientCertificatesPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!event->spontaneous() && !m_people->isAsking())
        refresh();
}

void ClientCertificatesPage::resizeEvent(QResizeEvent *event)
{
    m_cards->setDirection(width() < widthOfTwo ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    Page::resizeEvent(event);
}

}
