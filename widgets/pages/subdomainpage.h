// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"
#include "platform/subdomainclient.h"

#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;

namespace sekimori::widgets {

class Banner;
class Card;
class FormField;
class IconLabel;
class LinkRows;

/// The tenant's name in its addresses: whether another one is free, and what the change would break.
class SubdomainPage : public Page {
    Q_OBJECT

public:
    using Clock = std::function<QDateTime()>;

    struct Needs {
        platform::SubdomainClient &subdomains;
        QString hostName; ///< by which the console speaks to the tenant
        Clock clock;
    };

    explicit SubdomainPage(const Needs &needs, QWidget *parent = nullptr);

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
    void takeOver(Page &before) override;

private:
    /// A name that the tenant has given up here.
    struct Former {
        QString name;
        QDateTime until;
    };

    void layOut();
    QWidget *makeEditor();
    Card *makeConsequences();
    policy::Subdomain value() const;
    void setValue(const policy::Subdomain &value);
    void tellChanged();
    void askLater();
    void ask();
    void take(const platform::Answer<platform::SubdomainAnswer> &answer);
    void showState();
    void showAvailability();
    void showConsequences();
    void showFormer();

    Needs m_needs;
    QString m_domain; ///< with its dot; empty: not known
    QTimer m_pause; ///< after a key, before the platform is asked
    platform::Pending m_asking;
    std::optional<platform::Answer<platform::SubdomainAnswer>> m_answer; ///< to what stands in the field
    policy::Subdomain m_saved;
    std::optional<Former> m_former;
    bool m_editable = true;
    Banner *m_formerBanner;
    QLineEdit *m_name;
    FormField *m_nameField;
    IconLabel *m_symbol;
    QLabel *m_availability;
    QPushButton *m_again;
    Card *m_consequences;
    LinkRows *m_addresses;
    LinkRows *m_effects;
};

}
