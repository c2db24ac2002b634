// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/batchdialog.h"
#include "platform/certificatesclient.h"

namespace sekimori::widgets {

/// Permits some people to come in by certificate, or ends that.
class PermissionDialog : public BatchDialog {
    Q_OBJECT

public:
    /// @p holders may hold some with whom it is so already.
    PermissionDialog(const platform::CertificatesClient &client, const QList<platform::CertificateHolder> &holders,
        bool isPermitted, QWidget *parent = nullptr);

protected:
    QList<items::BatchRun::Batch> batches() override;
    QString doneText(int done, int total) const override;

private:
    const platform::CertificatesClient &m_client;
    QList<qint64> m_users;
    bool m_isPermitted;
};

}
