// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/bundleverdicts.h"

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace sekimori::widgets {

class Banner;

/// What the sealed bundles of a window prove, above the log: nothing where there is none.
class VerdictBar : public QWidget {
    Q_OBJECT

public:
    /// The verdicts outlive it.
    explicit VerdictBar(items::BundleVerdicts &verdicts, QWidget *parent = nullptr);

signals:
    void keyFileWanted();
    void detailsWanted();
    /// The person wants to see this event of that bundle.
    void eventWanted(const QString &path, const items::BundleEvent &event);

private:
    enum class Offer { None, Stop, Check, ChooseKey, GoToEvent };

    void show();
    void showChecking();
    void showVerdict();
    QString textOfMany() const;
    void act();

    items::BundleVerdicts &m_verdicts;
    Offer m_offer = Offer::None;
    Banner *m_banner;
    Banner *m_refusal;
    QProgressBar *m_progress;
    QPushButton *m_details;
};

}
