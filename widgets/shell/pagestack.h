// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/pagetable.h"

#include <QStackedWidget>

#include <vector>

namespace sekimori::widgets {

class EmptyState;

/// The pages, each made when it is first shown, and in their place, while there are no settings yet, the reason why.
class PageStack : public QStackedWidget {
    Q_OBJECT

public:
    explicit PageStack(const PageNeeds &needs, QWidget *parent = nullptr);

    /// Makes the page at @p index of the table if it has to.
    void show(std::size_t index);
    /// Null where something stands in the page's place.
    Page *current() const { return m_current; }

    /// Makes anew, in the present language, the pages that @p before has made.
    void takeOver(const PageStack &before);
    /// One of them has something to finish.
    bool isBusy() const;
    /// The editor of that setting on the current page, scrolled into sight.
    void focusOn(const QString &field);

    void showLoading();
    void showFailure(const QString &text);

signals:
    /// In the place of @p before, which is null when there was none.
    void made(Page *page, Page *before);
    void retryWanted();

private:
    void make(std::size_t index, Page *before);

    PageNeeds m_needs;
    EmptyState *m_placeholder;
    std::vector<Page *> m_pages; ///< by the index in the table; null: not made yet
    Page *m_current = nullptr;
};

}
