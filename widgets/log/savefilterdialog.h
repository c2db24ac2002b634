// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/savedfilters.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace sekimori::widgets {

class FormField;

/// Asks for the name under which a filter is kept, and says when another one has that name.
class SaveFilterDialog : public QDialog {
    Q_OBJECT

public:
    /// The filters have to outlive the dialog. It deletes itself when closed.
    SaveFilterDialog(items::SavedFilters &saved, const QString &text, QWidget *parent);

    void accept() override;

private:
    void check();

    items::SavedFilters &m_saved;
    QString m_text;
    QLineEdit *m_name;
    FormField *m_field;
    QPushButton *m_save;
};

}
