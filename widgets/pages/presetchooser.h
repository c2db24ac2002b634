// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/accesspresets.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace sekimori::widgets {

/// The four presets, each with whom it lets in, which of them is in force or edited, and a button that leads to the
/// review of what it would change.
class PresetChooser : public QWidget {
    Q_OBJECT

public:
    explicit PresetChooser(QWidget *parent = nullptr);

    void setEditable(bool editable);
    void show(const policy::Settings &saved, const policy::Settings &draft);

signals:
    void chosen(policy::AccessPreset preset);

private:
    struct Card {
        policy::AccessPreset preset;
        QLabel *state;
        QPushButton *button;
    };

    void addCard(QGridLayout &layout, policy::AccessPreset preset);
    void showCard(const Card &card);

    QList<Card> m_cards;
    bool m_editable = true;
    policy::Settings m_saved;
    policy::Settings m_draft;
};

}
