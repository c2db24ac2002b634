// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/accesstablemodel.h"
#include "items/latestanswer.h"

#include <QWidget>

class QLabel;

namespace sekimori::widgets {

class AccessTableView;

/// Who gets in at both hosts of a tenant, and beside it who would with what is edited. It works that out on other
/// threads: a list has up to ten thousand networks.
class AccessTablePanel : public QWidget {
    Q_OBJECT

public:
    explicit AccessTablePanel(QWidget *parent = nullptr);

    /// What stands above the tables; empty: not known.
    void setHosts(const QString &main, const QString &secure);
    void show(const policy::Settings &saved, const policy::Settings &draft, const std::optional<IpAddress> &own = {});

signals:
    void shown(bool isEdited, qsizetype changed); ///< situations in which people would be met differently

private:
    struct HostTable {
        items::AccessTableModel *model;
        QLabel *heading;
        AccessTableView *view;
    };

    HostTable makeTable(policy::HostKind host);
    void tell(const items::AccessComparison &comparison);

    HostTable m_main;
    HostTable m_secure;
    items::LatestAnswer<items::AccessComparison> m_comparison;
};

}
