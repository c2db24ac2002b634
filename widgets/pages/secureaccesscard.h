// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/card.h"
#include "policy/clientcertificates.h"

class QCheckBox;
class QLabel;

namespace sekimori::widgets {

class AddressListField;
class Banner;

/// The settings of the host that lets in by client certificate.
class SecureAccessCard : public Card {
    Q_OBJECT

public:
    explicit SecureAccessCard(QWidget *parent = nullptr);

    void setValue(const policy::ClientCertificates &value);
    policy::ClientCertificates value() const;
    /// Not editable: how it stands, in words.
    void setEditable(bool editable);
    /// The host that asks for certificates; empty: its name is not known here.
    void setHost(const QString &host);
    /// Of the field @p field of the section.
    void showProblem(const QString &field, const QString &message);

signals:
    void changed();

private:
    void showState();

    bool m_editable = true;
    QString m_host;
    QCheckBox *m_enabled;
    QCheckBox *m_allowOtherUser;
    QCheckBox *m_selfService;
    QLabel *m_state; ///< in place of the switches where nothing can be changed
    QLabel *m_reminderTitle;
    AddressListField *m_reminders;
    QLabel *m_reminderHelp;
    Banner *m_effect;
    Banner *m_problem;
};

}
