// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;
class QRadioButton;

namespace sekimori::widgets {

/// Some choices of which one holds, each with what it means. Where nothing can be chosen, the one that holds stands
/// there as text.
class ExplainedChoices : public QWidget {
    Q_OBJECT

public:
    struct Words {
        QString label; ///< with its mnemonic
        QString name; ///< without it
        QString explanation;
    };

    /// The first is the chosen one.
    explicit ExplainedChoices(const QList<Words> &choices, QWidget *parent = nullptr);

    int value() const;
    void setValue(int index);
    void setEditable(bool editable);
    void focusOnChosen();

signals:
    void changed(); ///< by the person

private:
    struct Choice {
        QRadioButton *button;
        QLabel *name;
        QLabel *explanation;
    };

    void add(const Words &words);
    void showChoices();

    QGridLayout *m_layout;
    QList<Choice> m_choices;
    bool m_editable = true;
};

}
