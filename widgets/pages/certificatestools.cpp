// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/certificatestools.h"

#include "controls/themeicon.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using platform::CertificateHolder;
using platform::CertificateState;

namespace {

void allow(QPushButton *button, const QString &whyNot, const QString &what)
{
    button->setEnabled(whyNot.isEmpty());
    button->setToolTip(whyNot.isEmpty() ? what : whyNot);
}

}

CertificatesTools::CertificatesTools(QWidget *parent)
    : QWidget(parent)
    , m_issue(makeButton(u"issue"_s, u"view-certificate-add"_s, tr("&Issue…")))
    , m_revoke(makeButton(u"revoke"_s, u"dialog-cancel"_s, tr("R&evoke…")))
    , m_save(makeButton(u"save"_s, u"document-save"_s, tr("&Save files…")))
    , m_permission(makeButton(u"permission"_s, u"object-unlocked"_s, tr("&Permission")))
    , m_read(makeButton(u"readFile"_s, u"document-open"_s, tr("Rea&d a file…")))
{
    m_read->setToolTip(tr("Shows whose certificate is in a file, and how it stands here"));
    makePermissions();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QPushButton *button : {m_issue, m_revoke, m_save, m_permission, m_read})
        layout->addWidget(button);
    connect(m_issue, &QPushButton::clicked, this, &CertificatesTools::issueWanted);
    connect(m_revoke, &QPushButton::clicked, this, &CertificatesTools::revokeWanted);
    connect(m_save, &QPushButton::clicked, this, &CertificatesTools::saveWanted);
    connect(m_permit, &QAction::triggered, this, [this] { emit permissionWanted(true); });
    connect(m_end, &QAction::triggered, this, [this] { emit permissionWanted(false); });
    connect(m_read, &QPushButton::clicked, this, &CertificatesTools::readWanted);
}

QPushButton *CertificatesTools::makeButton(const QString &name, const QString &icon, const QString &text)
{
    auto *button = new QPushButton(themeIcon(icon), text, this);
    button->setObjectName(name);
    return button;
}

void CertificatesTools::makePermissions()
{
    auto *menu = new QMenu(tr("&Permission"), m_permission);
    menu->setToolTipsVisible(true);
    m_permit = menu->addAction(tr("&Permit coming in by certificate…"));
    m_end = menu->addAction(tr("&End the permission…"));
    m_permit->setObjectName("permit"_L1);
    m_end->setObjectName("endPermission"_L1);
    m_permission->setMenu(menu);
}

void CertificatesTools::addActionsTo(QWidget &view)
{
    for (QPushButton *button : {m_issue, m_revoke, m_save}) {
        auto *action = new QAction(button->icon(), button->text(), &view);
        connect(action, &QAction::triggered, button, &QPushButton::click);
        view.addAction(action);
    }
    view.addActions({m_permit, m_end});
}

void CertificatesTools::setEditable(bool editable)
{
    for (QPushButton *button : {m_issue, m_revoke, m_save, m_permission})
        button->setVisible(editable);
}

void CertificatesTools::showFor(const QList<CertificateHolder> &chosen, const QDateTime &now)
{
    const QString none = chosen.isEmpty() ? tr("Select one or more people first") : QString();
    const auto unless = [&](bool isPossible, const QString &whyNot) {
        return !none.isEmpty() ? none : isPossible ? QString() : whyNot;
    };
    const bool hasFiles
        = std::ranges::any_of(chosen, [&](const CertificateHolder &holder) { return holder.hasFileAt(now); });
    // Whose newest has ended or is revoked may have another that was kept.
    const bool hasAny = std::ranges::any_of(
        chosen, [](const CertificateHolder &holder) { return holder.state != CertificateState::NotIssued; });
    allow(m_issue, none, tr("Gives each of those selected a certificate, the first or another"));
    allow(m_revoke, unless(hasAny, tr("None of those selected was given a certificate")),
        tr("Takes all certificates of those selected out of force, at once and for good"));
    allow(m_save,
        unless(hasFiles,
            tr("The platform keeps no file of those selected: it hands each out once, and forgets it 7 days after it "
               "was issued. Issue another certificate.")),
        tr("One ZIP with the certificates, passwords and instructions"));
    allow(m_permission, none, tr("Whether those selected may come in by certificate"));
    showPermissions(chosen);
}

void CertificatesTools::showPermissions(const QList<CertificateHolder> &chosen)
{
    const bool hasPermitted = std::ranges::any_of(chosen, &CertificateHolder::isPermitted);
    const bool hasOthers = std::ranges::any_of(chosen, std::logical_not(), &CertificateHolder::isPermitted);
    m_permit->setEnabled(hasOthers);
    m_permit->setToolTip(hasOthers ? QString() : tr("All of those selected are permitted"));
    m_end->setEnabled(hasPermitted);
    m_end->setToolTip(hasPermitted ? QString() : tr("None of those selected is permitted"));
}

}
