// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/alertforecasting.h"
#include "items/platformlogsource.h"
#include "items/savedfilters.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;

namespace sekimori::widgets {

class AddressListField;
class FilterField;
class FormField;
class PaceFields;
class TestMailRow;

/// A rule of the alerts: which events, to whom, how often. It is taken into the page's draft, and into force with that.
class AlertRuleDialog : public QDialog {
    Q_OBJECT

public:
    struct Needs {
        const platform::AlertsClient &alerts;
        platform::AuditClient &audit;
        QSettings &settings;
        QString profileId;
    };
    using IsTaken = std::function<bool(const QString &name)>;

    /// @p isTaken: whether another rule has the name. Times in the filter without a zone are meant in @p zone.
    AlertRuleDialog(
        const Needs &needs, const policy::AlertRule &rule, const QTimeZone &zone, IsTaken isTaken, QWidget *parent);
    ~AlertRuleDialog() override;

    policy::AlertRule rule() const;
    /// As it was when the dialog was opened.
    const policy::AlertRule &begun() const { return m_begun; }
    bool isChanged() const { return rule() != m_begun; }
    /// Makes the dialog look as if @p rule had been typed in.
    void edit(const policy::AlertRule &rule);

signals:
    void edited();
    void deliveryWanted(qint64 mail);

protected:
    bool event(QEvent *event) override;

private:
    void layOut();
    QWidget *makeFilterPart();
    QWidget *makeButtons();
    void connectAll();
    void takeEdit();
    /// Why the rule cannot be taken as it is; empty: it can.
    QString whyNot() const;
    bool isFilterRight() const;

    IsTaken m_isTaken;
    policy::AlertRule m_begun;
    items::PlatformLogSource m_source;
    items::SavedFilters m_saved;
    items::AlertForecasting m_forecasting;
    QLineEdit *m_name;
    FormField *m_nameField;
    FilterField *m_filter;
    AddressListField *m_addresses;
    PaceFields *m_pace;
    QCheckBox *m_enabled;
    QLabel *m_forecast;
    TestMailRow *m_test;
    QPushButton *m_take;
};

}
