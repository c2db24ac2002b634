// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/batchdialog.h"
#include "items/certificatesofmany.h"

namespace sekimori::widgets {

class ChoiceList;

/// Revokes every valid certificate of some people, with a reason: also those that were kept when they got another.
class RevokeDialog : public BatchDialog {
    Q_OBJECT

public:
    RevokeDialog(const platform::CertificatesClient &client, const QList<platform::CertificateHolder> &holders,
        QWidget *parent = nullptr);

protected:
    QList<items::BatchRun::Batch> batches() override;
    QString doneText(int done, int total) const override;

private:
    void addReasons();
    void showFound();
    QString foundText() const;

    const platform::CertificatesClient &m_client;
    QList<platform::CertificateHolder> m_holders;
    items::CertificatesOfMany m_found;
    QLabel *m_summary;
    Banner *m_failure;
    ChoiceList *m_reason;
};

}
