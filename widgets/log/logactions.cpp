// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logactions.h"

#include "audit/filter/editing.h"
#include "controls/asker.h"
#include "controls/themeicon.h"
#include "items/logmodel.h"
#include "log/logheader.h"
#include "log/logview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>
#include <QMenu>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::widgets {
namespace {

using Form = RowsCopy::Form;

constexpr auto aroundDistance = 10min;
constexpr qsizetype longestInMenu = 40;
constexpr int widthStep = 20;

/// Of a menu's text: short, and with nothing in it that menus take for a letter of their own.
QString forMenu(const QString &value)
{
    QString text = value.size() > longestInMenu ? value.first(longestInMenu) + u'…' : value;
    text.replace(u'\n', u' ');
    return text.replace(u'&', u"&&"_s);
}

RowRanges firstOf(const RowRanges &rows, qint64 count)
{
    RowRanges first;
    for (const RowRanges::Range &range : rows.ranges()) {
        if (count <= 0)
            break;
        const auto taken = int(std::min<qint64>(count, qint64(range.last) - range.first + 1));
        first.add({range.first, range.first + taken - 1});
        count -= taken;
    }
    return first;
}

}

LogActions::LogActions(LogView &view, Asker &asker, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_asker(asker)
{
    m_copyActions = {add(tr("&Copy"), QKeySequence::Copy, &LogActions::copyText),
        add(tr("Copy as CS&V"), QKeySequence(u"Ctrl+Shift+C"_s), &LogActions::copyCsv),
        add(tr("Copy as &JSON"), QKeySequence(u"Ctrl+Shift+J"_s), &LogActions::copyJson),
        add(tr("Co&py the cell"), QKeySequence(u"Ctrl+Shift+X"_s), &LogActions::copyCell)};
    m_copyActions.first()->setIcon(themeIcon(u"edit-copy"_s));
    addFilterActions();
    addColumnActions();
    m_chooseAll = add(tr("Choose &all"), QKeySequence::SelectAll, &LogActions::chooseAll);
    connect(&m_view, &LogView::currentChanged, this, &LogActions::update);
    connect(&m_view, &LogView::chosenChanged, this, &LogActions::update);
    connect(&m_view, &LogView::menuWanted, this, &LogActions::showMenu);
    update();
}

QAction *LogActions::add(const QString &text, const QKeySequence &keys, void (LogActions::*act)())
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, act);
    m_view.addAction(action);
    return action;
}

void LogActions::addFilterActions()
{
    m_onlyThis = add(tr("&Only this"), QKeySequence(u"Ctrl+Shift+I"_s), &LogActions::wantOnlyThis);
    m_notThis = add(tr("&Not this"), QKeySequence(u"Ctrl+Shift+N"_s), &LogActions::wantNotThis);
    m_around = add(tr("&10 minutes around this"), QKeySequence(u"Ctrl+Shift+M"_s), &LogActions::wantAround);
    m_allAround
        = add(tr("&Everything 10 minutes around this"), QKeySequence(u"Ctrl+Shift+E"_s), &LogActions::wantAllAround);
    m_onlyThis->setIcon(themeIcon(u"view-filter"_s));
    m_filterActions = {m_onlyThis, m_notThis, m_around, m_allAround};
}

void LogActions::addColumnActions()
{
    m_columnActions = {add(tr("&Sort by this column"), QKeySequence(u"Ctrl+Shift+S"_s), &LogActions::sortByColumn),
        add(tr("Move column to the &left"), QKeySequence(u"Ctrl+Shift+Left"_s), &LogActions::moveColumnLeft),
        add(tr("Move column to the &right"), QKeySequence(u"Ctrl+Shift+Right"_s), &LogActions::moveColumnRight),
        add(tr("&Wider"), QKeySequence(u"Alt+Right"_s), &LogActions::widenColumn),
        add(tr("Narro&wer"), QKeySequence(u"Alt+Left"_s), &LogActions::narrowColumn),
        add(tr("Columns as at &first"), {}, &LogActions::resetColumns)};
}

void LogActions::addToMenu(QAction *action)
{
    m_more.append(action);
}

bool LogActions::canFilterBy() const
{
    const auto &columns = m_view.rows().columns();
    const int column = m_view.currentColumn();
    return column < columns.size() && columns.at(column).kind == items::LogColumn::Kind::Field
        && columns.at(column).field != audit::Field::Time;
}

void LogActions::update()
{
    const auto record = m_view.currentRecord();
    const bool canFilter = record && canFilterBy();
    for (QAction *action : std::as_const(m_copyActions))
        action->setEnabled(record || !m_view.chosen().isEmpty());
    for (QAction *action : {m_onlyThis, m_notThis}) {
        action->setEnabled(canFilter);
        action->setToolTip(canFilter ? QString() : tr("A filter cannot name this column."));
    }
    for (QAction *action : {m_around, m_allAround}) {
        action->setEnabled(record && record->time);
        action->setToolTip(action->isEnabled() ? QString() : tr("The event has no time that could be read."));
    }
    m_chooseAll->setEnabled(m_view.rows().rowCount() > 0);
    if (!canFilter) {
        m_onlyThis->setText(tr("&Only this"));
        m_notThis->setText(tr("&Not this"));
        return;
    }
    const items::LogColumn &column = m_view.rows().columns().at(m_view.currentColumn());
    const QString value = forMenu(m_view.rows().textOf(*record, column));
    m_onlyThis->setText(tr("&Only %1: %2", "a column and what stands in it").arg(column.title, value));
    m_notThis->setText(tr("&Not %1: %2", "a column and what stands in it").arg(column.title, value));
}

void LogActions::showMenu(const QPoint &onScreen)
{
    update();
    auto *menu = new QMenu(&m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (const auto *group : {&m_copyActions, &m_filterActions, &m_more}) {
        menu->addActions(*group);
        menu->addSeparator();
    }
    addColumnsTo(*menu->addMenu(tr("Col&umns")));
    menu->addAction(m_chooseAll);
    menu->popup(onScreen);
}

void LogActions::addColumnsTo(QMenu &menu)
{
    LogHeader &header = m_view.header();
    for (int place = 0; place < header.count(); ++place) {
        const int column = header.logicalIndex(place);
        QAction *shown = menu.addAction(forMenu(m_view.rows().columns().at(column).title));
        shown->setCheckable(true);
        shown->setChecked(!header.isSectionHidden(column));
        const bool isOnlyOne = shown->isChecked() && header.shown().size() == 1;
        shown->setEnabled(!isOnlyOne);
        shown->setToolTip(isOnlyOne ? tr("One column has to stay.") : QString());
        connect(shown, &QAction::toggled, this, [&header, column](bool isShown) { header.setShown(column, isShown); });
    }
    menu.addSeparator();
    menu.addActions(m_columnActions);
    menu.setToolTipsVisible(true);
}

void LogActions::chooseAll()
{
    m_view.chooseAll();
}

void LogActions::copyText()
{
    copy(Form::Text);
}

void LogActions::copyCsv()
{
    copy(Form::Csv);
}

void LogActions::copyJson()
{
    copy(Form::Json);
}

void LogActions::copyCell()
{
    if (const auto record = m_view.currentRecord())
        QGuiApplication::clipboard()->setText(
            m_view.rows().textOf(*record, m_view.rows().columns().at(m_view.currentColumn())));
}

void LogActions::copy(Form form)
{
    RowRanges rows = m_view.chosen();
    if (rows.isEmpty() && m_view.currentRow() >= 0)
        rows.add({m_view.currentRow(), m_view.currentRow()});
    if (rows.count() <= mostCopied)
        return copyNow(form, rows);
    const QLocale locale;
    m_asker.ask(&m_view,
        {.title = tr("Copy events"),
            .text = tr("%1 events are chosen, which is too much for the clipboard.").arg(locale.toString(rows.count())),
            .explanation = tr("A file takes all of them, whatever their number."),
            .choices
            = {tr("&Export to a file…"), tr("&Copy the first %1").arg(locale.toString(mostCopied)), tr("Cancel")},
            .preferred = 0,
            .harmless = 2},
        [this, form, rows](int choice) {
            if (choice == 0)
                emit exportWanted();
            else if (choice == 1)
                copyNow(form, firstOf(rows, mostCopied));
        });
}

void LogActions::copyNow(Form form, const RowRanges &rows)
{
    if (rows.isEmpty())
        return;
    m_copy = std::make_unique<RowsCopy>(m_view.rows(), rows, form, m_view.header().shown());
    connect(m_copy.get(), &RowsCopy::progressed, this, &LogActions::copying);
    connect(m_copy.get(), &RowsCopy::overtaken, this, &LogActions::cancelCopy);
    connect(m_copy.get(), &RowsCopy::finished, this, [this](const QString &text, qint64 count) {
        QGuiApplication::clipboard()->setText(text);
        m_copy.release()->deleteLater(); // It is the one that says so.
        emit copied(count);
    });
    m_copy->start();
}

void LogActions::cancelCopy()
{
    if (m_copy)
        m_copy.release()->deleteLater(); // It may be the one that says so.
    emit copyStopped();
}

void LogActions::wantOnlyThis()
{
    const auto field = m_view.rows().columns().at(m_view.currentColumn()).field;
    if (const auto record = m_view.currentRecord())
        emit termWanted(audit::filter::onlyThis(field, (*record)[field]));
}

void LogActions::wantNotThis()
{
    const auto field = m_view.rows().columns().at(m_view.currentColumn()).field;
    if (const auto record = m_view.currentRecord())
        emit termWanted(audit::filter::notThis(field, (*record)[field]));
}

void LogActions::wantAround()
{
    if (const auto record = m_view.currentRecord(); record && record->time)
        emit termWanted(audit::filter::within(aroundDistance, *record->time, m_view.rows().zone()));
}

void LogActions::wantAllAround()
{
    if (const auto record = m_view.currentRecord(); record && record->time)
        emit onlyTermWanted(audit::filter::within(aroundDistance, *record->time, m_view.rows().zone()));
}

void LogActions::sortByColumn()
{
    m_view.sortBy(m_view.currentColumn());
}

void LogActions::moveColumnLeft()
{
    m_view.header().shift(m_view.currentColumn(), true);
}

void LogActions::moveColumnRight()
{
    m_view.header().shift(m_view.currentColumn(), false);
}

void LogActions::widenColumn()
{
    m_view.header().widen(m_view.currentColumn(), widthStep);
}

void LogActions::narrowColumn()
{
    m_view.header().widen(m_view.currentColumn(), -widthStep);
}

void LogActions::resetColumns()
{
    m_view.header().forgetArrangement();
}

}
