// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/savedfiltersbutton.h"

#include "controls/themeicon.h"
#include "items/tooltiptext.h"
#include "log/savedfiltersdialog.h"
#include "log/savefilterdialog.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int longestLabel = 60;

/// What a menu would take for a mnemonic is a sign like any other.
QString menuText(const QString &name)
{
    return name.left(longestLabel).replace(u'&', u"&&"_s);
}

}

SavedFiltersButton::SavedFiltersButton(items::SavedFilters &saved, QWidget *parent)
    : QToolButton(parent)
    , m_saved(saved)
    , m_menu(new QMenu(this))
{
    setObjectName("savedFilters"_L1);
    setIcon(themeIcon(u"bookmarks"_s));
    setToolTip(tr("Saved filters"));
    setAccessibleName(toolTip());
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setPopupMode(InstantPopup);
    m_menu->setTitle(toolTip());
    m_menu->setToolTipsVisible(true);
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &SavedFiltersButton::fill);
}

void SavedFiltersButton::fill()
{
    m_saved.refresh();
    m_menu->clear();
    for (const items::SavedFilter &filter : m_saved.filters()) {
        QAction *action = m_menu->addAction(menuText(filter.name));
        action->setToolTip(items::toolTipText(filter.text));
        connect(action, &QAction::triggered, this, [this, text = filter.text] { emit chosen(text); });
    }
    if (m_saved.filters().isEmpty())
        m_menu->addAction(tr("No filter was saved yet"))->setEnabled(false);
    m_menu->addSeparator();
    QAction *save
        = m_menu->addAction(themeIcon(u"bookmark-new"_s), tr("&Save this filter…"), this, &SavedFiltersButton::save);
    save->setEnabled(!m_text.isEmpty());
    save->setToolTip(m_text.isEmpty() ? tr("There is no filter that could be saved") : m_text);
    QAction *arrange = m_menu->addAction(tr("&Rename and delete…"), this, &SavedFiltersButton::arrange);
    arrange->setEnabled(!m_saved.filters().isEmpty());
    if (!arrange->isEnabled())
        arrange->setToolTip(tr("No filter was saved yet"));
}

void SavedFiltersButton::save()
{
    auto *dialog = new SaveFilterDialog(m_saved, m_text, window());
    dialog->open();
}

void SavedFiltersButton::arrange()
{
    auto *dialog = new SavedFiltersDialog(m_saved, window());
    connect(dialog, &SavedFiltersDialog::chosen, this, &SavedFiltersButton::chosen);
    dialog->open();
}

}
