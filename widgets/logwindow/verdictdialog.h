// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/tone.h"
#include "items/bundleverdicts.h"

#include <QDialog>
#include <QTimeZone>

class QFormLayout;
class QLayout;
class QListWidget;
class QPushButton;

namespace sekimori::widgets {

class Banner;

/// All that is known of the sealed bundles of a window. Nothing waits for it to be closed.
class VerdictDialog : public QDialog {
    Q_OBJECT

public:
    /// The verdicts outlive it.
    VerdictDialog(items::BundleVerdicts &verdicts, const QTimeZone &zone, QWidget *parent);

signals:
    void keyFileWanted();
    void checkpointFilesWanted();

private:
    void layOut();
    QLayout *layOutSources();
    void showList();
    void showBundle();
    void addFact(const QString &title, const QString &text, bool isCode = false);
    void addFacts(const items::BundleVerdict &bundle);
    void copy() const;

    items::BundleVerdicts &m_verdicts;
    QTimeZone m_zone;
    QListWidget *m_list;
    QPushButton *m_key;
    QPushButton *m_checkpoints;
    QPushButton *m_withoutCheckpoints;
    Banner *m_verdict;
    QWidget *m_facts;
    QFormLayout *m_form;
    std::optional<items::BundleVerdict> m_shown;
    QStringList m_lines; ///< as they are copied
};

/// How a verdict is to be taken.
Tone toneOf(const items::BundleVerdict &bundle);

}
