// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace sekimori::widgets {

class IconLabel;

/// One row of a form: label, editor, a line of help, and a line that says what is wrong with what was entered.
class FormField : public QWidget {
    Q_OBJECT

public:
    /// @p label with its mnemonic; it becomes the editor's accessible name too. Takes the editor over.
    FormField(const QString &label, QWidget *editor, const QString &help = {}, QWidget *parent = nullptr);

    void setHelp(const QString &help);
    /// Not editable: the value stands there as plain text, and nothing is wrong with it.
    void setEditable(bool editable);
    /// Empty: nothing is wrong.
    void setError(const QString &error);
    QString error() const;
    bool hasError() const { return !error().isEmpty(); }

private:
    void describeEditor();

    bool m_editable = true;
    QWidget *m_editor; ///< what gets the focus
    QLabel *m_help;
    QWidget *m_errorRow;
    IconLabel *m_errorSymbol;
    QLabel *m_error;
};

}
