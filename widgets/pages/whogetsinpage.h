// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipaddress.h"
#include "pages/page.h"

class QLabel;
class QTabWidget;

namespace sekimori::platform {
struct Clients;
}

namespace sekimori::widgets {

class AccessTablePanel;
class Banner;
class PresetChooser;
class SimulatorPanel;

/// Who gets in, in words: as it is in force, and as it would be with everything that is edited on any page; case by
/// case in a table, and for any visit that somebody makes up. It edits nothing itself; presets go through a review that
/// whoever holds the page opens.
class WhoGetsInPage : public Page {
    Q_OBJECT

public:
    /// The client has to outlive the page.
    WhoGetsInPage(platform::Clients &clients, const QString &hostName, QWidget *parent = nullptr);

    QString title() const override;
    void setSession(const platform::Session &session) override;
    void load(const platform::SettingsState &state) override;
    void applied(const policy::Settings &sent, const platform::SettingsState &now) override;
    void showWhole(const policy::Settings &whole) override;
    /// `simulator` leads to the visit that can be made up.
    void focusOn(const QString &field) override;

private:
    void layOut();
    QWidget *makeCases();
    void showAll();
    void tellEdits(bool isEdited, qsizetype changed);

    QString m_hostName;
    policy::Settings m_saved;
    policy::Settings m_whole;
    std::optional<IpAddress> m_own;
    QTabWidget *m_tabs;
    SimulatorPanel *m_simulator;
    Banner *m_summary;
    AccessTablePanel *m_table;
    QLabel *m_presetsText;
    PresetChooser *m_presets;
};

}
