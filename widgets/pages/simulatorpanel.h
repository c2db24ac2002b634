// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/latestanswer.h"
#include "items/simulationmodel.h"

#include <QWidget>

namespace sekimori::platform {
struct Clients;
}

namespace sekimori::widgets {

class Banner;
class VisitForm;
class WholeTableView;

/// One visit that somebody makes up, and what becomes of it: now, and with what is edited. It asks the very function
/// that the gate asks, on another thread, since a list has up to ten thousand networks.
class SimulatorPanel : public QWidget {
    Q_OBJECT

public:
    /// The clients have to outlive the panel.
    explicit SimulatorPanel(platform::Clients &clients, QWidget *parent = nullptr);

    void setHosts(const QString &main, const QString &secure);
    void setOwnAddress(const QString &address);
    void show(const policy::Settings &saved, const policy::Settings &draft);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    void simulate();
    void tell(const items::Simulation &simulation);

    policy::Settings m_saved;
    policy::Settings m_draft;
    items::SimulationModel m_model;
    items::LatestAnswer<items::Simulation> m_simulating;
    VisitForm *m_visit;
    Banner *m_savedVerdict;
    Banner *m_draftVerdict;
    WholeTableView *m_conditions;
};

}
