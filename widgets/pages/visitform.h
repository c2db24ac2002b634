// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/pending.h"
#include "policy/visit.h"

#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QGridLayout;
class QLineEdit;

namespace sekimori::platform {
struct Clients;
struct IssuedCertificate;
}

namespace sekimori::widgets {

class FormField;
class UserField;

/// A visit as somebody makes it up: where to, from where, with what, and when.
class VisitForm : public QWidget {
    Q_OBJECT

public:
    /// The clients have to outlive the form.
    explicit VisitForm(platform::Clients &clients, QWidget *parent = nullptr);

    /// Empty: not known.
    void setHosts(const QString &main, const QString &secure);
    /// What is looked at first: the visit of whoever looks. What was typed stays.
    void setOwnAddress(const QString &address);

    /// None while something in it cannot be understood.
    std::optional<policy::Visit> visit() const;

signals:
    void changed();

private:
    void fill();
    void layOut();
    void showParts();
    void checkAddress();
    void readCertificates();
    void showCertificates(const QString &state, const QList<platform::IssuedCertificate> &certificates);
    policy::HostKind host() const;
    QDateTime time() const;

    platform::Clients &m_clients;
    platform::Pending m_reading;
    QComboBox *m_host;
    QLineEdit *m_address;
    QComboBox *m_pair;
    UserField *m_user;
    QComboBox *m_certificate;
    QComboBox *m_when;
    QDateTimeEdit *m_time;
    FormField *m_hostField;
    FormField *m_addressField;
    FormField *m_pairField;
    FormField *m_userField;
    FormField *m_certificateField;
    FormField *m_whenField;
    FormField *m_timeField;
};

}
