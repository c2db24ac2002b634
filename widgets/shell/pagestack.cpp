// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/pagestack.h"

#include "controls/emptystate.h"
#include "controls/tone.h"

#include <QLayout>
#include <QPushButton>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

QWidget *scrollable(Page *page)
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    // The window's margins are around all pages alike.
    page->layout()->setContentsMargins(0, 0, 0, 0);
    return area;
}

}

PageStack::PageStack(const PageNeeds &needs, QWidget *parent)
    : QStackedWidget(parent)
    , m_needs(needs)
    , m_placeholder(new EmptyState)
    , m_pages(pageTable().size(), nullptr)
{
    addWidget(m_placeholder);
    connect(m_placeholder, &EmptyState::acted, this, &PageStack::retryWanted);
}

void PageStack::show(std::size_t index)
{
    Page *&page = m_pages.at(index);
    if (!page) {
        page = pageTable()[index].make(m_needs);
        addWidget(scrollable(page));
        emit made(page);
    }
    m_current = page;
    setCurrentWidget(page->parentWidget()->parentWidget());
}

QList<Page *> PageStack::pages() const
{
    QList<Page *> made;
    for (Page *page : m_pages) {
        if (page)
            made.append(page);
    }
    return made;
}

void PageStack::showLoading()
{
    m_current = nullptr;
    m_placeholder->tell({}, tr("Loading the settings…"), tr("The platform is being asked what is in force."));
    setCurrentWidget(m_placeholder);
}

void PageStack::showFailure(const QString &text)
{
    m_current = nullptr;
    m_placeholder->tell(toneIcon(Tone::Error), tr("The settings could not be loaded"), text, tr("&Try again"));
    setCurrentWidget(m_placeholder);
}

}
