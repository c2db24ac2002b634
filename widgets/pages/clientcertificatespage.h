// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"
#include "platform/certificatesclient.h"

class QBoxLayout;

namespace sekimori::widgets {

class Asker;
class AuthorityCard;
class CertificatesPanel;
class SecureAccessCard;

/// Client certificates: the settings of the host that asks for them, the tenant's authority, and who has which.
class ClientCertificatesPage : public Page {
    Q_OBJECT

public:
    struct Needs {
        Asker &asker;
        const platform::CertificatesClient &client; ///< has to outlive the page
        QString hostName; ///< by which the console speaks to the tenant
    };

    explicit ClientCertificatesPage(const Needs &needs, QWidget *parent = nullptr);

    QString title() const override;
    QStringList sectionKeys() const override;
    void setSession(const platform::Session &session) override;
    void load(const platform::SettingsState &state) override;
    void edit(const policy::Settings &draft) override;
    void applied(const policy::Settings &sent, const platform::SettingsState &now) override;
    void revert() override;
    bool isChanged() const override;
    void collect(policy::Settings &draft) const override;
    Errors problems() const override;
    QList<platform::FieldProblem> showProblems(const QList<platform::FieldProblem> &problems) override;
    /// Besides fields: the name of a state, to see those who are in it.
    void focusOn(const QString &field) override;
    void takeOver(Page &before) override;
    void refresh() override;

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void takeWhole(const policy::Settings &settings);

    Needs m_needs;
    policy::ClientCertificates m_saved;
    SecureAccessCard *m_access;
    AuthorityCard *m_authority;
    CertificatesPanel *m_people;
    QBoxLayout *m_cards;
};

}
