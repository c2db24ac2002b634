// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/archivespanel.h"

#include "controls/asker.h"
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/rowtable.h"
#include "controls/themeicon.h"
#include "items/zonedtime.h"

#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::ArchivesModel;
using platform::Archive;

namespace {

constexpr int rowsSeen = 7;

QIcon stateIcon(Archive::State state)
{
    switch (state) {
    case Archive::State::Open:
        return toneIcon(Tone::Hint);
    case Archive::State::Closed:
        return toneIcon(Tone::Good);
    case Archive::State::Damaged:
        return toneIcon(Tone::Error);
    }
    Q_UNREACHABLE_RETURN({});
}

class StateDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(smallIconSize(), smallIconSize());
        option->icon = stateIcon(index.data(ArchivesModel::StateRole).value<Archive::State>());
    }
};

QString fileNameOf(const Archive &archive)
{
    return ArchivesPanel::tr("audit-log", "name of a file") + u'-' + archive.id + u".zip"_s;
}

/// A name in @p folder that no file has.
QString freePath(const QDir &folder, const Archive &archive)
{
    QString name = fileNameOf(archive);
    for (int number = 2; folder.exists(name); ++number)
        name = fileNameOf(archive).replace(u".zip"_s, u"-%1.zip"_s.arg(number));
    return folder.filePath(name);
}

QStringList bundleFilters()
{
    return {ArchivesPanel::tr("Sealed bundles (*.zip)")};
}

}

ArchivesPanel::ArchivesPanel(
    const platform::ArchivesClient &client, Asker &asker, OpenLogFile openLogFile, QWidget *parent)
    : Card(tr("Archives"), parent)
    , m_asker(asker)
    , m_openLogFile(std::move(openLogFile))
    , m_archives(client)
    , m_saving(client)
    , m_note(explanationLabel({}, this))
    , m_failure(new Banner(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_table(new QTableView(this))
    , m_save(new QPushButton(themeIcon(u"document-save"_s), tr("&Save as files…"), this))
    , m_open(new QPushButton(themeIcon(u"document-open"_s), tr("Save and &open…"), this))
    , m_news(new Banner(this))
    , m_size(explanationLabel({}, this))
{
    m_note->setObjectName("archivesNote"_L1);
    m_failure->setObjectName("archivesFailure"_L1);
    m_table->setObjectName("archives"_L1);
    m_save->setObjectName("saveArchives"_L1);
    m_open->setObjectName("openArchive"_L1);
    m_news->setObjectName("archivesNews"_L1);
    m_size->setObjectName("archivesSize"_L1);
    m_ordered.setSourceModel(&m_archives);
    m_ordered.setSortRole(ArchivesModel::SortRole);
    makeTable();
    layOut();
    connectAll();
    showState();
}

void ArchivesPanel::makeTable()
{
    m_table->setModel(&m_ordered);
    m_table->setItemDelegateForColumn(ArchivesModel::StateColumn, new StateDelegate(m_table));
    m_table->setAccessibleName(tr("Months of the audit log"));
    makeRowTable(*m_table);
    setColumnWidths(*m_table, {17, 13, 10, 18, 11, 25});
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ArchivesModel::MonthColumn, Qt::DescendingOrder);
    m_table->setMinimumHeight(m_table->verticalHeader()->defaultSectionSize() * (rowsSeen + 1));
}

void ArchivesPanel::layOut()
{
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addWidget(m_open);
    buttons->addStretch(1);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(8, 0, 8, 0);
    inner->setSpacing(8);
    inner->addWidget(m_note);
    inner->addWidget(m_failure);
    inner->addWidget(m_stack, 1);
    inner->addLayout(buttons);
    inner->addWidget(m_news);
    inner->addWidget(m_size);
    body()->addLayout(inner);
    m_open->setVisible(bool(m_openLogFile));
    m_size->hide();
}

void ArchivesPanel::connectAll()
{
    connect(&m_archives, &ArchivesModel::stateChanged, this, &ArchivesPanel::showState);
    connect(&m_saving, &ArchiveSaving::changed, this, &ArchivesPanel::showSaving);
    connect(&m_saving, &ArchiveSaving::saved, this, &ArchivesPanel::tellSaved);
    connect(m_failure, &Banner::acted, this, &ArchivesPanel::refresh);
    connect(m_empty, &EmptyState::acted, this, &ArchivesPanel::refresh);
    connect(m_save, &QPushButton::clicked, this, &ArchivesPanel::save);
    connect(m_open, &QPushButton::clicked, this, &ArchivesPanel::saveAndOpen);
    connect(m_table, &QTableView::activated, this, &ArchivesPanel::saveAndOpen);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ArchivesPanel::showButtons);
    connect(m_news, &Banner::acted, this, [this] {
        m_news->clear();
        if (m_saving.isUnderWay())
            m_saving.cancel();
    });
}

void ArchivesPanel::setZone(const QTimeZone &zone)
{
    m_archives.setZone(zone);
    showNote();
}

void ArchivesPanel::refresh()
{
    m_archives.refresh();
}

void ArchivesPanel::setBeginning(qint64 number)
{
    m_beginning = number;
    showNote();
}

QList<Archive> ArchivesPanel::chosen() const
{
    QList<Archive> chosen;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        chosen << m_archives.archiveAt(m_ordered.mapToSource(row).row());
    return chosen;
}

void ArchivesPanel::showState()
{
    const auto &failure = m_archives.failure();
    if (failure && m_archives.isRead() && !m_archives.isAsking())
        m_failure->tell(Tone::Error, platform::toText(*failure), tr("&Try again"));
    else if (!failure)
        m_failure->clear();
    showEmpty();
    showNote();
    showButtons();
    m_stack->setCurrentWidget(m_archives.rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_table);
}

void ArchivesPanel::showEmpty()
{
    const auto &failure = m_archives.failure();
    if (m_archives.isRead())
        m_empty->tell(toneIcon(Tone::Hint), tr("There is no month yet"),
            tr("With the first event its month begins. When that month is over, it is closed: its events then lie in a "
               "file, stay searchable, and can be carried away from here."));
    else if (failure && !m_archives.isAsking())
        m_empty->tell(
            toneIcon(Tone::Error), tr("The archives could not be read"), platform::toText(*failure), tr("&Try again"));
    else
        m_empty->tell({}, tr("Reading which archives there are…"), {});
}

/// Where the log begins, and when its first month will be closed.
void ArchivesPanel::showNote()
{
    QStringList sentences;
    if (m_beginning > 1)
        sentences << tr("Deleted by retention: all events up to number %1.").arg(QLocale().toString(m_beginning - 1));
    if (m_archives.rowCount() > 0 && !m_archives.hasClosed()) {
        const Archive &first = m_archives.archiveAt(m_archives.rowCount() - 1);
        sentences << tr("No month is closed yet. The first, %1, is closed soon after %2.", "month; time")
                         .arg(items::monthText(first),
                             items::zonedText(items::toDateTime(first.until), m_archives.zone()));
    }
    if (m_archives.rowCount() > 0)
        sentences << tr("Each month can be saved as a sealed bundle, which opens without the platform and proves that "
                        "it was not altered. Closed months stay searchable in the audit log.");
    m_note->setText(sentences.join(u' '));
    m_note->setVisible(!sentences.isEmpty());
}

void ArchivesPanel::showButtons()
{
    const auto count = m_table->selectionModel()->selectedRows().size();
    const bool isBusy = m_saving.isUnderWay();
    m_save->setEnabled(count > 0 && !isBusy);
    m_open->setEnabled(count == 1 && !isBusy);
    const QString whyNot = isBusy ? tr("A file is on its way") : tr("Select a month first");
    m_save->setToolTip(m_save->isEnabled() ? tr("Writes each selected month into a sealed bundle") : whyNot);
    m_open->setToolTip(m_open->isEnabled()
            ? tr("Writes the month into a sealed bundle, and opens it in a window of its own")
            : isBusy || count == 0 ? whyNot
                                   : tr("Only one month can be opened at once"));
    for (QPushButton *button : {m_save, m_open})
        button->setAccessibleDescription(button->toolTip());
}

void ArchivesPanel::save()
{
    m_toBeOpened.clear();
    const QList<Archive> months = chosen();
    if (months.size() > 1)
        return m_asker.askForFolder(this, {.title = tr("Folder for the archives"), .suggestedName = {}, .filters = {}},
            [this](const QString &folder) { saveInto(folder); });
    m_asker.askForFileToWrite(this,
        {.title = tr("Save an archive"), .suggestedName = fileNameOf(months.first()), .filters = bundleFilters()},
        [this, id = months.first().id](const QString &path) { m_saving.start({{id, path}}); });
}

void ArchivesPanel::saveInto(const QString &folder)
{
    QList<ArchiveSaving::File> files;
    const QList<Archive> months = chosen();
    for (const Archive &month : months)
        files.append({month.id, freePath(QDir(folder), month)});
    if (!files.isEmpty())
        m_saving.start(files);
}

void ArchivesPanel::saveAndOpen()
{
    const QList<Archive> months = chosen();
    if (months.size() != 1 || m_saving.isUnderWay() || !m_openLogFile)
        return;
    m_asker.askForFileToWrite(this,
        {.title = tr("Save an archive and open it"),
            .suggestedName = fileNameOf(months.first()),
            .filters = bundleFilters()},
        [this, id = months.first().id](const QString &path) {
            m_toBeOpened = path;
            m_saving.start({{id, path}});
        });
}

void ArchivesPanel::showSaving()
{
    showButtons();
    m_size->setVisible(m_saving.isUnderWay());
    if (!m_saving.isUnderWay() && m_saving.failure().isEmpty())
        return;
    if (!m_saving.isUnderWay())
        return m_news->tell(Tone::Error, m_saving.failure(), tr("&Dismiss"));
    m_size->setText(tr("%1 so far", "size").arg(QLocale().formattedDataSize(m_saving.bytes())));
    const auto number = m_saving.written().size() + 1;
    m_news->tell(Tone::Hint,
        m_saving.total() == 1 ? tr("Saving the archive…")
                              : tr("Saving archive %1 of %2…").arg(number).arg(m_saving.total()),
        tr("&Cancel"));
}

void ArchivesPanel::tellSaved(const QStringList &paths)
{
    const QString path = QDir::toNativeSeparators(paths.first());
    m_news->tell(Tone::Good,
        paths.size() == 1 ? tr("“%1” was written.").arg(path)
                          : tr("%Ln archives were written into “%1”.", nullptr, int(paths.size()))
                                .arg(QDir::toNativeSeparators(QFileInfo(paths.first()).absolutePath())));
    if (const QString opened = std::exchange(m_toBeOpened, {}); !opened.isEmpty())
        m_openLogFile(opened);
}

}
