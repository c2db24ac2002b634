// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/certificates.h"

#include <QWidget>

class QAction;
class QPushButton;

namespace sekimori::widgets {

/// What can be done about those who are chosen among the certificates, and why something cannot.
class CertificatesTools : public QWidget {
    Q_OBJECT

public:
    explicit CertificatesTools(QWidget *parent = nullptr);

    /// Whoever may not edit can still read a file.
    void setEditable(bool editable);
    void showFor(const QList<platform::CertificateHolder> &chosen, const QDateTime &now);
    /// The same for the menu of @p view.
    void addActionsTo(QWidget &view);

signals:
    void issueWanted();
    void revokeWanted();
    void saveWanted();
    void permissionWanted(bool isPermitted);
    void readWanted();

private:
    QPushButton *makeButton(const QString &name, const QString &icon, const QString &text);
    void makePermissions();
    void showPermissions(const QList<platform::CertificateHolder> &chosen);

    QPushButton *m_issue;
    QPushButton *m_revoke;
    QPushButton *m_save;
    QPushButton *m_permission;
    QPushButton *m_read;
    QAction *m_permit = nullptr;
    QAction *m_end = nullptr;
};

}
