// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/passwordrulewords.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace sekimori::widgets {

class IconLabel;

/// What a password has to be, rule by rule, each with a mark and a word whether it is.
class PasswordRuleList : public QWidget {
    Q_OBJECT

public:
    explicit PasswordRuleList(QWidget *parent = nullptr);

    void setRules(const QList<items::PasswordRule> &rules);

private:
    struct Row {
        IconLabel *mark;
        QLabel *text;
    };

    Row makeRow();

    QGridLayout *m_layout;
    QList<Row> m_rows;
};

}
