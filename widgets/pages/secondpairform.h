// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/basicauth.h"

#include <QWidget>

class QCheckBox;
class QDateTimeEdit;
class QLabel;

namespace sekimori::widgets {

class BasicPairForm;
class FormField;

/// The pair that is accepted beside the main one until a time, or no such pair.
class SecondPairForm : public QWidget {
    Q_OBJECT

public:
    explicit SecondPairForm(QWidget *parent = nullptr);

    void setValue(const policy::EndingPair &pair);
    policy::EndingPair value() const;
    void setEditable(bool editable);

    /// @p field is `userName`, `password` or `endsAt`. False where there is no such field.
    bool showProblem(const QString &field, const QString &message);
    void focusOn(const QString &field);

signals:
    void changed();

private:
    void layOut();
    void toggled(bool wanted);
    void showParts();
    void showEnd(const QDateTime &endsAt);
    void judge();

    policy::EndingPair m_shown; ///< as it was set, for what the editors cannot hold
    bool m_editable = true;
    QCheckBox *m_wanted;
    QLabel *m_explanation;
    QLabel *m_none; ///< in place of the fields where nobody can enter them
    QWidget *m_fields;
    BasicPairForm *m_pair;
    QDateTimeEdit *m_end;
    FormField *m_endField;
    QDateTime m_endAsSet; ///< what the editor made of m_shown.endsAt
};

}
