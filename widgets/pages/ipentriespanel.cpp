// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ipentriespanel.h"

#include "controls/asker.h"
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/themeicon.h"
#include "error/messages.h"
#include "pages/ipaddform.h"
#include "pages/ipentriesview.h"
#include "pages/ipentryfile.h"
#include "pages/ipimportdialog.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

policy::CsvLanguage csvLanguage()
{
    return QLocale().language() == QLocale::Japanese ? policy::CsvLanguage::Japanese : policy::CsvLanguage::English;
}

QStringList csvFilters()
{
    return {IpEntriesPanel::tr("CSV files (*.csv)"), IpEntriesPanel::tr("All files (*)")};
}

}

IpEntriesPanel::IpEntriesPanel(Asker &asker, QWidget *parent)
    : QWidget(parent)
    , m_asker(asker)
    , m_model(this)
    , m_reading([this](const FileRead &file) { takeFile(file); })
    , m_writing([this](const FileWritten &file) { takeWritten(file); })
    , m_addForm(new IpAddForm(this))
    , m_search(new QLineEdit(this))
    , m_delete(makeTool(u"delete"_s, u"edit-delete"_s, tr("D&elete", "the selected entries")))
    , m_paste(makeTool(u"paste"_s, u"edit-paste"_s, tr("&Paste", "lines as entries")))
    , m_import(makeTool(u"import"_s, u"document-import"_s, tr("&Import…")))
    , m_export(makeTool(u"export"_s, u"document-export"_s, tr("E&xport…")))
    , m_count(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_view(new IpEntriesView(m_model, this))
    , m_empty(new EmptyState(this))
    , m_remarks(new Banner(this))
    , m_news(new Banner(this))
{
    m_remarks->setObjectName("remarks"_L1);
    m_news->setObjectName("news"_L1);
    m_count->setObjectName("count"_L1);
    setAcceptDrops(true);
    layOut();
    connectAll();
    showState();
}

QPushButton *IpEntriesPanel::makeTool(const QString &name, const QString &icon, const QString &text)
{
    auto *button = new QPushButton(themeIcon(icon), text, this);
    button->setObjectName(name);
    return button;
}

void IpEntriesPanel::layOut()
{
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_addForm);
    layout->addWidget(makeTools());
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_remarks);
    layout->addWidget(m_news);
}

QWidget *IpEntriesPanel::makeTools()
{
    m_search->setObjectName("search"_L1);
    m_search->setPlaceholderText(tr("Search, also by an address inside"));
    m_search->setAccessibleName(tr("Search networks and memos, or the entries that an address is in"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themeIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_paste->setToolTip(
        tr("Adds what is on the clipboard: one address, network or range a line, with or without a memo"));
    m_import->setToolTip(tr("Reads a CSV file and shows what is in it before anything changes"));
    m_export->setToolTip(tr("Writes the list to a CSV file that spreadsheets open"));
    auto *tools = new QWidget(this);
    auto *layout = new QHBoxLayout(tools);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_search, 1);
    for (QPushButton *button : {m_delete, m_paste, m_import, m_export})
        layout->addWidget(button);
    layout->addSpacing(8);
    layout->addWidget(m_count);
    return tools;
}

void IpEntriesPanel::connectAll()
{
    connect(m_addForm, &IpAddForm::added, this, &IpEntriesPanel::add);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model.setSearch(text);
        showState();
    });
    connect(m_view, &IpEntriesView::pasted, this, &IpEntriesPanel::paste);
    connect(m_view, &IpEntriesView::selectionChangedTo, this, &IpEntriesPanel::showState);
    connect(m_delete, &QPushButton::clicked, m_view, &IpEntriesView::removeSelected);
    connect(m_paste, &QPushButton::clicked, this, [this] { paste(QGuiApplication::clipboard()->text()); });
    connect(m_import, &QPushButton::clicked, this, &IpEntriesPanel::askForImport);
    connect(m_export, &QPushButton::clicked, this, &IpEntriesPanel::askForExport);
    connect(m_empty, &EmptyState::acted, m_search, &QLineEdit::clear);
    connect(m_remarks, &Banner::acted, &m_model, &items::IpEntriesModel::cleanUp);
    connect(&m_model, &items::IpEntriesModel::cleanedUp, this, &IpEntriesPanel::tellOfCleanUp);
    connect(m_news, &Banner::acted, this, [this] {
        m_view->undo();
        m_news->clear();
    });
    connect(&m_model, &items::IpEntriesModel::edited, this, [this] {
        m_news->clear();
        showState();
    });
    connect(&m_model, &items::IpEntriesModel::inspectionChanged, this, &IpEntriesPanel::showRemarks);
    addAction(m_view->undoAction());
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_search, qOverload<>(&QLineEdit::setFocus));
}

void IpEntriesPanel::load(const QList<policy::IpEntry> &entries)
{
    m_model.load(entries);
    m_news->clear();
    showState();
}

void IpEntriesPanel::setEditable(bool editable)
{
    m_editable = editable;
    m_view->setEditable(editable);
    m_addForm->setVisible(editable);
    for (QPushButton *button : {m_delete, m_paste, m_import})
        button->setVisible(editable);
    showState();
    showRemarks();
}

void IpEntriesPanel::add(const QList<policy::IpEntry> &entries)
{
    const qsizetype place = m_model.count();
    m_model.append(entries);
    m_view->goTo(place, items::IpEntryColumn::Network);
}

void IpEntriesPanel::goTo(qsizetype place, items::IpEntryColumn column)
{
    if (!m_model.indexOf(place, column).isValid())
        m_search->clear();
    m_view->goTo(place, column);
    m_view->setFocus();
}

void IpEntriesPanel::focusOnNew()
{
    if (m_editable)
        m_addForm->setFocus();
    else
        m_view->setFocus();
}

void IpEntriesPanel::takeOver(const IpEntriesPanel &before)
{
    m_addForm->takeOver(*before.m_addForm);
    m_search->setText(before.m_search->text());
    m_model.takeOver(before.m_model);
    m_view->takeOver(*before.m_view);
    showState();
}

void IpEntriesPanel::paste(const QString &text)
{
    const auto read = policy::parsePastedLines(text);
    if (read.entries.isEmpty() && read.errors.isEmpty()) {
        tell(Tone::Hint, tr("There is no text on the clipboard that could become entries."));
        return;
    }
    if (!read.errors.isEmpty() || m_model.count() + read.entries.size() > policy::maxEntries) {
        preview(read, tr("the clipboard", "source of entries"));
        return;
    }
    add(read.entries);
    tell(Tone::Good, tr("%Ln entries were added from the clipboard.", nullptr, int(read.entries.size())),
        tr("&Undo", "the last edit"));
}

void IpEntriesPanel::askForImport()
{
    m_asker.askForFileToRead(this, {.title = tr("Import addresses"), .suggestedName = {}, .filters = csvFilters()},
        [this](const QString &path) { importFile(path); });
}

void IpEntriesPanel::importFile(const QString &path)
{
    m_reading.ask([path] { return FileRead{path, readEntriesFile(path)}; });
}

void IpEntriesPanel::takeFile(const FileRead &file)
{
    if (file.read)
        preview(*file.read, u"“%1”"_s.arg(QFileInfo(file.path).fileName()));
    else
        tell(Tone::Error, renderMessage(file.read.error()));
}

void IpEntriesPanel::preview(const policy::CsvEntries &read, const QString &source)
{
    auto *dialog = new IpImportDialog(read, source, m_model.count(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, source] {
        const auto count = int(dialog->entries().size());
        if (dialog->replaces())
            m_model.replaceAll(dialog->entries());
        else
            add(dialog->entries());
        tell(Tone::Good, tr("%Ln entries were taken over from %1.", nullptr, count).arg(source),
            tr("&Undo", "the last edit"));
    });
    dialog->open();
}

void IpEntriesPanel::askForExport()
{
    m_asker.askForFileToWrite(this,
        {.title = tr("Export addresses"), .suggestedName = tr("addresses.csv", "file name"), .filters = csvFilters()},
        [this](const QString &path) { exportTo(path); });
}

void IpEntriesPanel::exportTo(const QString &path)
{
    m_writing.ask([path, entries = m_model.entries(), language = csvLanguage()] {
        return FileWritten{path, writeEntriesFile(path, entries, language)};
    });
}

void IpEntriesPanel::takeWritten(const FileWritten &file)
{
    if (file.written)
        tell(Tone::Good, tr("The list was written to “%1”.").arg(file.path));
    else
        tell(Tone::Error, renderMessage(file.written.error()));
}

void IpEntriesPanel::tellOfCleanUp(qsizetype gone, qsizetype rewritten)
{
    tell(Tone::Good,
        tr("The list was cleaned up: %1 entries went, %2 were written as they count. The same addresses are let in.")
            .arg(QLocale().toString(gone), QLocale().toString(rewritten)),
        tr("&Undo", "the last edit"));
}

void IpEntriesPanel::showState()
{
    const QLocale locale;
    const qsizetype count = m_model.count();
    m_count->setText(tr("%1 of %2", "entries in the list; entries it can hold")
            .arg(locale.toString(count), locale.toString(policy::maxEntries)));
    m_count->setToolTip(tr("Entries in the list, and how many it can hold"));
    m_addForm->setRoom(policy::maxEntries - count);
    m_delete->setEnabled(m_view->hasSelection());
    m_delete->setToolTip(
        m_view->hasSelection() ? tr("Deletes the selected entries") : tr("Select the entries to delete first"));
    m_export->setEnabled(count > 0);
    if (count == 0) {
        m_empty->tell(themeIcon(u"network-wired"_s), tr("No address is listed"),
            m_editable ? tr("Type one above, paste lines with Ctrl+V, or drop a CSV file here.")
                       : tr("While the mode is “allow listed”, nobody is let in by address."));
    } else if (m_model.rowCount() == 0) {
        m_empty->tell(themeIcon(u"search"_s), tr("Nothing found"),
            tr("No network or memo has “%1” in it.").arg(m_search->text()), tr("Clear the search"));
    }
    m_stack->setCurrentWidget(m_model.rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_view);
}

void IpEntriesPanel::showRemarks()
{
    const auto &inspection = m_model.inspection();
    if (inspection.count() == 0) {
        m_remarks->clear();
        return;
    }
    QStringList parts;
    if (inspection.hostBits > 0)
        parts += tr("%Ln with host bits set", nullptr, int(inspection.hostBits));
    if (inspection.duplicates > 0)
        parts += tr("%Ln listed twice", nullptr, int(inspection.duplicates));
    if (inspection.insideOthers > 0)
        parts += tr("%Ln inside others", nullptr, int(inspection.insideOthers));
    const bool canCleanUp = !m_model.hasFaults();
    m_remarks->tell(Tone::Warning,
        tr("Entries worth a look: %1.", "list of kinds with counts").arg(QLocale().createSeparatedList(parts)),
        m_editable ? tr("&Clean up") : QString());
    m_remarks->button()->setEnabled(canCleanUp);
    m_remarks->button()->setToolTip(canCleanUp
            ? tr("Writes entries as they count and takes out those that others contain. The same addresses are let in.")
            : tr("Correct the entries that are marked as wrong first"));
}

void IpEntriesPanel::tell(Tone tone, const QString &text, const QString &action)
{
    m_news->tell(tone, text, action);
}

void IpEntriesPanel::dragEnterEvent(QDragEnterEvent *event)
{
    const auto urls = event->mimeData()->urls();
    if (m_editable && urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void IpEntriesPanel::dropEvent(QDropEvent *event)
{
    importFile(event->mimeData()->urls().first().toLocalFile());
    event->acceptProposedAction();
}

}
