// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;

namespace sekimori::widgets {

/// Something that is so or not: a box to tick with a line of help, or for whoever may only look, a sentence.
class SwitchField : public QWidget {
    Q_OBJECT

public:
    struct Words {
        QString label; ///< of the box, with its mnemonic
        QString on; ///< sentences for whoever may only look
        QString off;
        QString help = {};
    };

    SwitchField(const QString &name, const Words &words, QWidget *parent = nullptr);

    bool isOn() const;
    void setOn(bool on);
    void setEditable(bool editable);

signals:
    void changed();

private:
    void showSentence();

    Words m_words;
    QCheckBox *m_box;
    QLabel *m_sentence;
};

}
