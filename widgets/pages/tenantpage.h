// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"

class QComboBox;
class QLineEdit;

namespace sekimori::widgets {

class FormField;
class TimeZoneField;

/// What the tenant is called, and by which clock and in which language it speaks to its people.
class TenantPage : public Page {
    Q_OBJECT

public:
    explicit TenantPage(const QString &hostName, QWidget *parent = nullptr);

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

private:
    void layOut();
    void fillLanguages();
    policy::Tenant value() const;
    void setValue(const policy::Tenant &value);
    void tellChanged();
    void judge();
    bool showProblem(const QString &field, const QString &message);
    void showAddress(const QString &subdomain);

    QString m_hostName;
    policy::Tenant m_saved;
    QLineEdit *m_name;
    TimeZoneField *m_zone;
    QComboBox *m_language;
    QLineEdit *m_languageText; ///< in place of the choice where nothing can be changed
    QLineEdit *m_address;
    FormField *m_nameField;
    FormField *m_zoneField;
    FormField *m_languageField;
    FormField *m_languageTextField;
    FormField *m_addressField;
};

}
