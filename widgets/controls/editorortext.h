// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace sekimori::widgets {

/// An editor, and in its place, for whoever may only look, its value as plain text. The wheel turns the value only
/// while the editor has the focus, so that it does not change what the page is scrolled over.
class EditorOrText : public QWidget {
    Q_OBJECT

public:
    /// Takes the editor over. The text goes by its object name and accessible name too.
    explicit EditorOrText(QWidget *editor, QWidget *parent = nullptr);

    void setEditable(bool editable);
    void setText(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_editor;
    QWidget *m_focused; ///< the part of the editor that takes the focus
    QLineEdit *m_text;
};

}
