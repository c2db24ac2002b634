// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/certificatefilesdialog.h"

#include "items/certificatewords.h"
#include "pages/certificatebatches.h"
#include "pages/certificatefilespanel.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

CertificateFilesDialog::CertificateFilesDialog(Asker &asker, const platform::CertificatesClient &client,
    const QList<platform::CertificateHolder> &holders, QWidget *parent)
    : QDialog(parent)
    , m_files(new CertificateFilesPanel(asker, client, this))
    , m_close(new QPushButton(tr("&Close"), this))
{
    setWindowTitle(tr("Save certificates"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_close->setObjectName("leave"_L1);
    m_close->setAutoDefault(false);
    QStringList serials;
    for (const platform::CertificateHolder &holder : holders)
        serials.append(holder.certificate->serial);
    m_files->setFiles(serials, zipNameFor(holders));
    auto *whose = new QLabel(holders.size() == 1
            ? tr("The certificate of %1.", "person").arg(items::personText(holders.first()))
            : tr("The certificates of %Ln people.", nullptr, int(holders.size())),
        this);
    whose->setTextFormat(Qt::PlainText);
    whose->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_close, QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 18);
    layout->setSpacing(14);
    layout->addWidget(whose);
    layout->addWidget(m_files);
    layout->addStretch(1);
    layout->addWidget(buttons);
    setMinimumWidth(540);
    connect(m_close, &QPushButton::clicked, this, &CertificateFilesDialog::reject);
    connect(m_files, &CertificateFilesPanel::busyChanged, this, &CertificateFilesDialog::showButtons);
    connect(m_files, &CertificateFilesPanel::handedOut, this, &CertificateFilesDialog::handedOut);
}

void CertificateFilesDialog::reject()
{
    if (!m_files->isBusy())
        QDialog::reject();
}

void CertificateFilesDialog::showButtons()
{
    m_close->setEnabled(!m_files->isBusy());
    m_close->setToolTip(m_files->isBusy() ? tr("The files are on their way") : QString());
}

}
