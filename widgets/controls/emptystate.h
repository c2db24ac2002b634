// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QWidget>

class QLabel;
class QPushButton;

namespace sekimori::widgets {

class IconLabel;

/// What stands where a list would be while there is nothing in it: why that is, what it means, and what to do.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// No @p action: no button.
    void tell(const QIcon &icon, const QString &headline, const QString &explanation, const QString &action = {});

    QString headline() const;
    QPushButton *button() const { return m_button; }

signals:
    void acted();

private:
    IconLabel *m_symbol;
    QLabel *m_headline;
    QLabel *m_explanation;
    QPushButton *m_button;
};

}
