// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"
#include "platform/auditclient.h"

#include <QTimer>

class QDateTimeEdit;

namespace sekimori::widgets {

class Banner;
class ExplainedChoices;
class FormField;
class SupportViewsCard;

/// Whether the platform's staff may look at the tenant, until when, and who of them did.
class SupportPage : public Page {
    Q_OBJECT

public:
    using Clock = std::function<QDateTime()>;

    SupportPage(platform::AuditClient &audit, Clock clock, QWidget *parent = nullptr);

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
    void focusOn(const QString &field) override;
    void refresh() override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum Choice { Off, Until };

    void layOut();
    QWidget *makePresets();
    QWidget *makeMeaning();
    policy::Support value() const;
    void setValue(const policy::Support &value);
    void choose(const QDateTime &until);
    void takeChoice();
    void endNow();
    void tellChanged();
    void showState();
    void showStanding();

    Clock m_clock;
    QTimer m_minute; ///< after which what is said of the time left is another
    policy::Support m_saved;
    bool m_editable = true;
    QDateTime m_untilAsSet; ///< as the editor shows it, which has no seconds
    QDateTime m_until; ///< what that stands for
    Banner *m_standing;
    ExplainedChoices *m_choice;
    QDateTimeEdit *m_end;
    FormField *m_endField;
    QWidget *m_presets;
    QWidget *m_times; ///< editor and presets
    SupportViewsCard *m_views;
};

namespace messages {
extern const Message SupportTimeOver;
}

}
