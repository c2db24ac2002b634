// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"

namespace sekimori::widgets {

class Asker;
class IpEntriesPanel;
class IpModeChooser;
class OwnAddressPanel;

/// From which addresses the tenant can be reached.
class IpRestrictionPage : public Page {
    Q_OBJECT

public:
    explicit IpRestrictionPage(Asker &asker, QWidget *parent = nullptr);

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
    void takeOver(Page &before) override;
    void showWhole(const policy::Settings &whole) override;

private:
    void layOut();
    policy::IpRestriction value() const;
    void setValue(const policy::IpRestriction &value);
    void tellChanged();
    void showOutlook();

    policy::IpRestriction m_saved;
    policy::Settings m_whole; ///< for the sections of other pages
    OwnAddressPanel *m_ownAddress;
    IpModeChooser *m_mode;
    IpEntriesPanel *m_entries;
};

}
