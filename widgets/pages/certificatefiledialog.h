// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/broughtcertificate.h"

#include <QDialog>
#include <QTimeZone>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace sekimori::widgets {

class Banner;
class FormField;

/// Shows what is in a certificate's file that somebody brings, once its password is known, and how it stands with this
/// tenant.
class CertificateFileDialog : public QDialog {
    Q_OBJECT

public:
    CertificateFileDialog(const platform::CertificatesClient &client, const QString &path, const QTimeZone &zone,
        QWidget *parent = nullptr);

private:
    QWidget *makeAsking(const QString &path);
    QWidget *makeShowing();
    void takeFile(const Result<QByteArray> &file);
    void submit();
    void showAll();
    void showContent(const crypto::Pkcs12Content &content);
    void showStanding();
    void showKnown();
    void showButtons();
    void addRow(const QString &name, const QString &text);

    items::BroughtCertificate m_brought;
    items::LatestAnswer<Result<QByteArray>> m_reading;
    std::optional<QByteArray> m_file;
    QTimeZone m_zone;
    QStackedWidget *m_stack;
    QLineEdit *m_password;
    FormField *m_passwordField;
    Banner *m_trouble;
    Banner *m_standing;
    QFormLayout *m_details;
    QPushButton *m_open;
    QPushButton *m_leave;
};

}
