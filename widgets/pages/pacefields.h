// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/auditalerts.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;

namespace sekimori::widgets {

class EditorOrText;

/// When mail goes out, and how much of it in an hour at most.
class PaceFields : public QWidget {
    Q_OBJECT

public:
    /// @p path: in front of the fields' names, such as `critical.`. @p owner is told to those who do not see beside
    /// what the fields stand.
    PaceFields(const QString &path, const QString &owner, QWidget *parent = nullptr);

    policy::AlertPace pace() const;
    int mailsPerHour() const;
    void setValue(policy::AlertPace pace, int mailsPerHour);
    void setEditable(bool editable);

signals:
    void changed();

private:
    void showTexts();

    QComboBox *m_pace;
    QSpinBox *m_mails;
    EditorOrText *m_paceOrText;
    EditorOrText *m_mailsOrText;
};

}
