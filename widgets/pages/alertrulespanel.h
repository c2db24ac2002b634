// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/card.h"
#include "error/error.h"
#include "items/alertforecasting.h"
#include "items/alertrulesmodel.h"
#include "pages/alertruledialog.h"

#include <QPointer>
#include <QTimeZone>

class QPushButton;
class QTableView;

namespace sekimori::widgets {

class Banner;
class TestMailRow;

/// The rules of the alerts as a list: added, edited, copied, turned off, put in another order, removed.
class AlertRulesPanel : public Card {
    Q_OBJECT

public:
    AlertRulesPanel(
        const AlertRuleDialog::Needs &needs, const items::AlertForecasting &forecasting, QWidget *parent = nullptr);

    QList<policy::AlertRule> value() const { return m_rules.rules(); }
    void setValue(const QList<policy::AlertRule> &rules);
    /// Whether one is being typed that is not among them yet, or not as it is typed.
    bool hasOpenRule() const { return m_dialog && m_dialog->isChanged(); }
    void dropOpenRule();
    /// What stands in the way of applying, beside what is wrong with the rules themselves.
    Errors problems() const;
    void takeOver(const AlertRulesPanel &before);
    void setEditable(bool editable);
    /// Of the tenant, in which times in filters are meant.
    void setZone(const QTimeZone &zone) { m_zone = zone; }
    void showForecast();
    void clearProblems();
    /// Of the rule in this row.
    void showProblem(int row, const QString &message);
    void goTo(int row);
    void focusOnRules();

signals:
    void changed();
    void deliveryWanted(qint64 mail);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QPushButton *makeButton(const QString &name, const QString &icon, const QString &text);
    QWidget *makeButtons();
    void makeTable();
    void connectAll();
    int current() const;
    void open(int row);
    void makeDialog(const policy::AlertRule &rule);
    void showDialog();
    void endDialog(const QString &name, int result);
    void take(const QString &name, const policy::AlertRule &rule);
    void showState();
    void showChosen();
    void tell(QPushButton *button, const QString &whyNot, const QString &meaning);

    AlertRuleDialog::Needs m_needs;
    const items::AlertForecasting &m_forecasting;
    items::AlertRulesModel m_rules;
    QTimeZone m_zone = QTimeZone::utc();
    bool m_editable = true;
    QStringList m_problems;
    QPointer<AlertRuleDialog> m_dialog; ///< hidden while its person looks at another page
    QLabel *m_none;
    QTableView *m_table;
    QPushButton *m_add;
    QPushButton *m_edit;
    QPushButton *m_copy;
    QPushButton *m_switch;
    QPushButton *m_up;
    QPushButton *m_down;
    QPushButton *m_remove;
    QWidget *m_buttons;
    Banner *m_problem;
    QLabel *m_forecast;
    TestMailRow *m_test;
};

}
