// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"

class QCheckBox;
class QLabel;

namespace sekimori::widgets {

class Banner;
class BasicPairForm;
class SecondPairForm;

/// The user name and password that a tenant shares at its gate.
class BasicAuthPage : public Page {
    Q_OBJECT

public:
    explicit BasicAuthPage(QWidget *parent = nullptr);

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
    void showWhole(const policy::Settings &whole) override;

private:
    void layOut();
    policy::BasicAuth value() const;
    void setValue(const policy::BasicAuth &value);
    void tellChanged();
    void showEffect();
    void showSwitch(const policy::BasicAuth &draft);
    QString whoIsAsked(const policy::BasicAuth &draft) const;
    bool showProblem(const platform::FieldProblem &problem);

    policy::BasicAuth m_saved;
    policy::Settings m_whole; ///< for the sections of other pages
    bool m_editable = true;
    QCheckBox *m_enabled;
    QLabel *m_enabledText; ///< in place of the switch where nothing can be changed
    Banner *m_restriction;
    BasicPairForm *m_pair;
    SecondPairForm *m_second;
    Banner *m_effect;
};

}
