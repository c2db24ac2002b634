// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/presentedcertificate.h"

#include <QWidget>

class QFormLayout;

namespace sekimori::widgets {

/// Who a certificate says it is for, from when until when, and its fingerprint in groups that can be read out.
class CertificateDetails : public QWidget {
    Q_OBJECT

public:
    explicit CertificateDetails(const platform::PresentedCertificate &certificate, QWidget *parent = nullptr);

private:
    void addRow(QFormLayout &form, const QString &label, const QString &text);
};

/// A fingerprint, with a button that copies it.
class FingerprintView : public QWidget {
    Q_OBJECT

public:
    FingerprintView(const QString &title, const QString &fingerprint, QWidget *parent = nullptr);
};

/// `AB:CD:…` as four lines of eight bytes, in pairs: what two people compare on the telephone.
QString groupedFingerprint(const QString &fingerprint);

}
