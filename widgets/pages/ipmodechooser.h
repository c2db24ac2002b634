// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/iprestriction.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QRadioButton;

namespace sekimori::widgets {

/// The three modes of the IP address restriction, each with what it means.
class IpModeChooser : public QWidget {
    Q_OBJECT

public:
    using Mode = policy::IpRestriction::Mode;

    explicit IpModeChooser(QWidget *parent = nullptr);

    Mode value() const;
    void setValue(Mode mode);
    /// Not editable: only the mode in force is shown.
    void setEditable(bool editable);

    void focusOnChosen();

    static QString nameOf(Mode mode);

signals:
    void changed();

private:
    struct Choice {
        Mode mode;
        QRadioButton *button;
        QLabel *name; ///< in place of the button where nothing can be chosen
        QLabel *explanation;
    };

    void addChoice(QGridLayout &layout, Mode mode, const QString &label, const QString &explanation);
    void showChoices();

    QList<Choice> m_choices;
    bool m_editable = true;
};

}
