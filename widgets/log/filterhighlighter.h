// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/filter.h"

#include <QPalette>
#include <QSyntaxHighlighter>

namespace sekimori::widgets {

/// Fields, operators, values and words that join of a filter, each in its own way, and a mistake underlined.
class FilterHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    explicit FilterHighlighter(QTextDocument *document);

    void setPalette(const QPalette &palette);
    void setMistake(const std::optional<audit::filter::Place> &place);

protected:
    void highlightBlock(const QString &text) override;

private:
    QPalette m_palette;
    std::optional<audit::filter::Place> m_mistake;
};

}
