// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QRadioButton;
class QVBoxLayout;

namespace sekimori::widgets {

/// A few choices below each other, each with what it means.
class ChoiceList : public QWidget {
    Q_OBJECT

public:
    explicit ChoiceList(const QString &name, QWidget *parent = nullptr);

    /// The first one is chosen until another is. @p label with its mnemonic.
    void add(int value, const QString &label, const QString &explanation);
    int value() const;
    void setValue(int value);

signals:
    void changed();

private:
    struct Choice {
        int value;
        QRadioButton *button;
    };

    QVBoxLayout *m_layout;
    QList<Choice> m_choices;
};

}
