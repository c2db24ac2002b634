// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <chrono>

class QComboBox;
class QSpinBox;

namespace sekimori::widgets {

/// A length of time in minutes, hours or days, whichever says it best.
class MinutesField : public QWidget {
    Q_OBJECT

public:
    struct Range {
        std::chrono::minutes shortest;
        std::chrono::minutes longest;
    };

    explicit MinutesField(const Range &range, QWidget *parent = nullptr);

    std::chrono::minutes value() const;
    void setValue(std::chrono::minutes value);
    QSpinBox *number() const { return m_number; }
    QComboBox *unit() const { return m_unit; }

signals:
    void changed();

private:
    std::chrono::minutes unitLength() const;
    void showRange();
    void changeUnit();

    Range m_range;
    std::chrono::minutes m_value;
    QSpinBox *m_number;
    QComboBox *m_unit;
};

}
