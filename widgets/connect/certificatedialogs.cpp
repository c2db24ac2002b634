// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/certificatedialogs.h"

#include "connect/certificatedetails.h"
#include "controls/banner.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

QVBoxLayout *layoutOf(QDialog *dialog)
{
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setMinimumWidth(580);
    return layout;
}

QLabel *paragraph(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

Banner *banner(Tone tone, const QString &text, QWidget *parent)
{
    auto *banner = new Banner(parent);
    banner->tell(tone, text);
    return banner;
}

}

TrustDialog::TrustDialog(
    const platform::ConnectionProfile &profile, const platform::PresentedCertificate &certificate, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Unknown certificate"));
    auto *trust = new QPushButton(tr("&Trust for this connection"), this);
    trust->setAutoDefault(false);
    trust->setObjectName("trust"_L1);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setDefault(true);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(trust, QDialogButtonBox::AcceptRole);
    buttons->addButton(cancel, QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = layoutOf(this);
    layout->addWidget(banner(Tone::Warning,
        tr("This computer does not know who vouches for %1 (%2, port %3).")
            .arg(profile.hostName, profile.whereTo())
            .arg(profile.port),
        this));
    layout->addWidget(new CertificateDetails(certificate, this));
    layout->addWidget(paragraph(tr("Ask the platform's operator for the fingerprint, by telephone or in a letter, and "
                                   "compare it. If it is the same, trust it: from then on this connection accepts this "
                                   "one only. If it is not, somebody else may be listening. Nothing was sent yet."),
        this));
    layout->addStretch();
    layout->addWidget(buttons);
    cancel->setFocus();
}

ChangedCertificateDialog::ChangedCertificateDialog(
    const platform::ConnectionProfile &profile, const platform::Failure &failure, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("The certificate has changed"));
    auto *close = new QPushButton(tr("Do not connect"), this);
    close->setDefault(true);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(close, QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    const QString presented = failure.certificate ? failure.certificate->fingerprint : QString();
    auto *layout = layoutOf(this);
    layout->addWidget(banner(Tone::Error,
        tr("What answers for %1 does not have the certificate that you have trusted. Nothing was sent, and there is no "
           "way on from here.")
            .arg(profile.hostName),
        this));
    layout->addWidget(new FingerprintView(tr("Trusted: SHA-256 fingerprint"), failure.pinnedFingerprint, this));
    layout->addWidget(new FingerprintView(tr("Presented now: SHA-256 fingerprint"), presented, this));
    layout->addWidget(
        paragraph(tr("Ask the platform's operator whether the certificate was exchanged, by another way than "
                     "this connection. If it was, edit the connection and forget the trusted certificate; "
                     "you will then be asked about the new one."),
            this));
    layout->addStretch();
    layout->addWidget(buttons);
    close->setFocus();
}

}
