// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/pagestack.h"

#include "controls/emptystate.h"
#include "controls/tone.h"

#include <QLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>

#include <algorithm>

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

QScrollArea *areaOf(const Page *page)
{
    return qobject_cast<QScrollArea *>(page->parentWidget()->parentWidget());
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
    if (!m_pages.at(index))
        make(index, nullptr);
    m_current = m_pages.at(index);
    setCurrentWidget(areaOf(m_current));
}

void PageStack::make(std::size_t index, Page *before)
{
    Page *page = pageTable()[index].make(m_needs);
    m_pages.at(index) = page;
    addWidget(scrollable(page));
    emit made(page, before);
}

void PageStack::takeOver(const PageStack &before)
{
    for (std::size_t index = 0; index < m_pages.size(); ++index) {
        if (Page *page = before.m_pages.at(index))
            make(index, page);
    }
}

bool PageStack::isBusy() const
{
    return std::ranges::any_of(m_pages, [](const Page *page) { return page && page->isBusy(); });
}

void PageStack::focusOn(const QString &field)
{
    if (!m_current)
        return;
    m_current->focusOn(field);
    // Where the editor is, is known when the page has been laid out.
    QTimer::singleShot(0, m_current, [page = m_current] {
        if (QWidget *editor = page->focusWidget(); editor && page->isAncestorOf(editor))
            areaOf(page)->ensureWidgetVisible(editor);
    });
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
