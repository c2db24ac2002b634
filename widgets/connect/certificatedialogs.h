// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/failure.h"
#include "platform/profile.h"

#include <QDialog>

namespace sekimori::widgets {

/// Shows a certificate of an authority that this computer does not know, and asks whether this connection may trust it
/// from now on. Whoever presses Enter without reading has said no.
class TrustDialog : public QDialog {
    Q_OBJECT

public:
    TrustDialog(
        const platform::ConnectionProfile &profile, const platform::PresentedCertificate &certificate, QWidget *parent);
};

/// Says that the certificate is not the one that was trusted, with both fingerprints. There is no way on from here.
class ChangedCertificateDialog : public QDialog {
    Q_OBJECT

public:
    ChangedCertificateDialog(
        const platform::ConnectionProfile &profile, const platform::Failure &failure, QWidget *parent);
};

}
