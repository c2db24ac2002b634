// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwindow/filesdialog.h"

#include "controls/themeicon.h"
#include "items/filelogsource.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using audit::engine::Format;
using audit::engine::Part;

namespace {

QString formatText(const Part &part)
{
    if (part.format == Format::Ndjson)
        return FilesDialog::tr("NDJSON");
    if (part.separator == ',')
        return FilesDialog::tr("CSV");
    if (part.separator == '\t')
        return FilesDialog::tr("CSV, separated by tabs");
    return FilesDialog::tr("CSV, separated by “%1”").arg(QLatin1Char(part.separator));
}

std::vector<quint64> rowsByPart(const audit::engine::LogSnapshot &log)
{
    std::vector<quint64> rows(log.parts->size());
    for (const auto &block : *log.blocks)
        rows[block->part] += block->rowCount;
    return rows;
}

}

FilesDialog::FilesDialog(const items::FileLogSource &source, QWidget *parent)
    : QDialog(parent)
    , m_source(source)
    , m_table(new QTableWidget(this))
{
    setWindowTitle(tr("Files of this log"));
    setUpTable();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *add = buttons->addButton(tr("&Add files…"), QDialogButtonBox::ActionRole);
    add->setIcon(themeIcon(u"list-add"_s));
    add->setObjectName("add"_L1);
    connect(add, &QPushButton::clicked, this, &FilesDialog::addWanted);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&source, &items::FileLogSource::filesChanged, this, &FilesDialog::fill);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
    fill();
    resize(640, 360);
}

void FilesDialog::setUpTable()
{
    m_table->setObjectName("files"_L1);
    m_table->setAccessibleName(tr("Files of this log"));
    m_table->setColumnCount(4);
    m_table->setHorizontalHeaderLabels({tr("File"), tr("Kind"), tr("Events"), tr("Size")});
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->setColumnWidth(1, 22 * fontMetrics().averageCharWidth());
}

void FilesDialog::fill()
{
    const audit::engine::LogSnapshot &log = m_source.found().log;
    if (!log.parts || !log.blocks)
        return m_table->setRowCount(0);
    const QLocale locale;
    const std::vector<quint64> rows = rowsByPart(log);
    m_table->setRowCount(int(log.parts->size()));
    for (size_t i = 0; i < log.parts->size(); ++i) {
        const Part &part = (*log.parts)[i];
        const std::array texts{part.name, formatText(part), locale.toString(rows[i]),
            locale.formattedDataSize(qint64(part.bytes->available().size()))};
        for (size_t column = 0; column < texts.size(); ++column) {
            auto *item = new QTableWidgetItem(texts[column]);
            if (column >= 2)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_table->setItem(int(i), int(column), item);
        }
    }
}

}
