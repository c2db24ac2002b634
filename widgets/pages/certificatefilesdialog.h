// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/certificates.h"
#include "platform/certificatesclient.h"

#include <QDialog>

class QPushButton;

namespace sekimori::widgets {

class Asker;
class CertificateFilesPanel;

/// Saves the files of some people's certificates. It stays while they are on their way.
class CertificateFilesDialog : public QDialog {
    Q_OBJECT

public:
    CertificateFilesDialog(Asker &asker, const platform::CertificatesClient &client,
        const QList<platform::CertificateHolder> &holders, QWidget *parent = nullptr);

    void reject() override;

signals:
    void handedOut();

private:
    void showButtons();

    CertificateFilesPanel *m_files;
    QPushButton *m_close;
};

}
