// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/accesstablepanel.h"

#include "pages/accesstableview.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::AccessComparison;
using policy::HostKind;

AccessTablePanel::AccessTablePanel(QWidget *parent)
    : QWidget(parent)
    , m_main(makeTable(HostKind::Main))
    , m_secure(makeTable(HostKind::Secure))
    , m_comparison([this](const AccessComparison &comparison) { tell(comparison); })
{
    m_main.view->setObjectName("mainHost"_L1);
    m_secure.view->setObjectName("secureHost"_L1);
    setHosts({}, {});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_main.heading);
    layout->addWidget(m_main.view);
    layout->addSpacing(10);
    layout->addWidget(m_secure.heading);
    layout->addWidget(m_secure.view);
}

AccessTablePanel::HostTable AccessTablePanel::makeTable(HostKind host)
{
    auto *model = new items::AccessTableModel(host, this);
    const HostTable table{model, new QLabel(this), new AccessTableView(*model, this)};
    table.heading->setTextFormat(Qt::PlainText);
    table.heading->setWordWrap(true);
    QFont font = table.heading->font();
    font.setBold(true);
    table.heading->setFont(font);
    return table;
}

void AccessTablePanel::setHosts(const QString &main, const QString &secure)
{
    m_main.heading->setText(main.isEmpty() ? tr("At the main host") : tr("At the main host, %1").arg(main));
    m_secure.heading->setText(secure.isEmpty()
            ? tr("At the secure host, which asks for a client certificate")
            : tr("At the secure host, %1, which asks for a client certificate").arg(secure));
    for (const HostTable &table : {m_main, m_secure})
        table.view->setAccessibleName(table.heading->text());
}

void AccessTablePanel::show(
    const policy::Settings &saved, const policy::Settings &draft, const std::optional<IpAddress> &own)
{
    m_comparison.ask([saved, draft, own] { return AccessComparison::of(saved, draft, own); });
}

void AccessTablePanel::tell(const AccessComparison &comparison)
{
    m_main.model->show(comparison);
    m_secure.model->show(comparison);
    emit shown(comparison.isEdited, comparison.changedCount());
}

}
