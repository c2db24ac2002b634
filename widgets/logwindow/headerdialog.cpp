// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwindow/headerdialog.h"

#include "controls/banner.h"
#include "controls/tone.h"
#include "items/eventwords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

/// What a column can be besides a field, as data of the list's items.
constexpr int unknown = -1;
constexpr int number = -2;
constexpr int clock = -3;
constexpr qsizetype mostExamples = 3;

int toData(const audit::engine::Part::Column &column)
{
    if (column.isNumber)
        return number;
    if (column.isClock)
        return clock;
    return column.field ? int(*column.field) : unknown;
}

}

HeaderDialog::HeaderDialog(const audit::files::HeaderQuestion &question, QWidget *parent)
    : QDialog(parent)
    , m_question(question)
    , m_hasHeader(new QCheckBox(tr("The &first row holds titles"), this))
    , m_warning(new Banner(this))
{
    setWindowTitle(tr("Which column is which?"));
    auto *heading = new QLabel(tr("The columns of “%1” have no names that are known here. Say what they are; it is "
                                  "remembered for files that look alike.")
                                   .arg(question.file),
        this);
    heading->setWordWrap(true);
    heading->setTextFormat(Qt::PlainText);
    m_hasHeader->setObjectName("hasHeader"_L1);
    m_hasHeader->setChecked(question.guess.hasHeader);
    m_warning->setObjectName("warning"_L1);
    auto *buttons = new QDialogButtonBox(this);
    auto *accept = buttons->addButton(tr("&Read it so"), QDialogButtonBox::AcceptRole);
    accept->setObjectName("accept"_L1);
    buttons->addButton(tr("Leave it as guessed"), QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(heading);
    layout->addWidget(makeRows(), 1);
    layout->addWidget(m_hasHeader);
    layout->addWidget(m_warning);
    layout->addWidget(buttons);
    connect(m_hasHeader, &QCheckBox::toggled, this, &HeaderDialog::showRows);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showRows();
    showWarning();
    resize(720, 480);
}

QWidget *HeaderDialog::makeRows()
{
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    auto *grid = new QGridLayout(content);
    grid->setHorizontalSpacing(18);
    grid->setColumnStretch(1, 1);
    const std::array heads{tr("Column"), tr("What stands in it"), tr("What it is")};
    for (int column = 0; column < int(heads.size()); ++column) {
        auto *head = new QLabel(heads.at(size_t(column)), content);
        QFont bold = head->font();
        bold.setBold(true);
        head->setFont(bold);
        grid->addWidget(head, 0, column);
    }
    const auto &guessed = m_question.guess.columns;
    for (size_t column = 0; column < guessed.size(); ++column) {
        const Row row{new QLabel(content), explanationLabel({}, content), makeMeaning(guessed[column])};
        row.title->setTextFormat(Qt::PlainText);
        row.examples->setTextFormat(Qt::PlainText);
        row.meaning->setParent(content);
        row.meaning->setObjectName(u"column%1"_s.arg(column));
        const int line = int(column) + 1;
        grid->addWidget(row.title, line, 0);
        grid->addWidget(row.examples, line, 1);
        grid->addWidget(row.meaning, line, 2);
        m_rows.append(row);
    }
    grid->setRowStretch(int(guessed.size()) + 1, 1);
    area->setWidget(content);
    return area;
}

QComboBox *HeaderDialog::makeMeaning(const audit::engine::Part::Column &guess)
{
    auto *meaning = new QComboBox;
    meaning->addItem(tr("Something else; shown as it is"), unknown);
    for (const audit::Field field : audit::allFields)
        meaning->addItem(items::fieldText(field), int(field));
    meaning->addItem(tr("Time of day, with the day in another column"), clock);
    meaning->addItem(tr("Number of the event"), number);
    meaning->setCurrentIndex(std::max(0, meaning->findData(toData(guess))));
    connect(meaning, &QComboBox::activated, this, [this, meaning] {
        leaveAlone(meaning);
        showWarning();
    });
    return meaning;
}

/// No field stands in two columns: the one that was chosen last is right.
void HeaderDialog::leaveAlone(const QComboBox *chosen)
{
    if (chosen->currentData().toInt() == unknown)
        return;
    for (const Row &row : std::as_const(m_rows)) {
        if (row.meaning != chosen && row.meaning->currentData() == chosen->currentData())
            row.meaning->setCurrentIndex(row.meaning->findData(unknown));
    }
}

QString HeaderDialog::titleOf(int column) const
{
    const QString title = m_hasHeader->isChecked() ? m_question.rows.value(0).value(column).simplified() : QString();
    return title.isEmpty() ? tr("Column %1").arg(column + 1) : title;
}

void HeaderDialog::showRows()
{
    const qsizetype first = m_hasHeader->isChecked() ? 1 : 0;
    for (int column = 0; column < m_rows.size(); ++column) {
        QStringList examples;
        for (qsizetype row = first; row < m_question.rows.size() && examples.size() < mostExamples; ++row) {
            const QString example = m_question.rows.at(row).value(column).simplified();
            if (!example.isEmpty() && !examples.contains(example))
                examples += fontMetrics().elidedText(example, Qt::ElideRight, 300);
        }
        const Row &row = m_rows.at(column);
        row.title->setText(titleOf(column));
        row.examples->setText(examples.join(u'\n'));
        row.meaning->setAccessibleName(tr("What “%1” is", "title of a column").arg(titleOf(column)));
        row.meaning->setAccessibleDescription(examples.join(u", "_s));
    }
}

void HeaderDialog::showWarning()
{
    const bool hasTime = std::ranges::any_of(
        m_rows, [](const Row &row) { return row.meaning->currentData().toInt() == int(audit::Field::Time); });
    if (hasTime)
        m_warning->clear();
    else
        m_warning->tell(
            Tone::Warning, tr("Without a column for the time, there is no order of time and no histogram."));
}

audit::files::HeaderAnswer HeaderDialog::answer() const
{
    audit::files::HeaderAnswer answer{
        .layout = m_question.guess.layout, .hasHeader = m_hasHeader->isChecked(), .columns = {}};
    for (int column = 0; column < m_rows.size(); ++column) {
        const int meaning = m_rows.at(column).meaning->currentData().toInt();
        audit::engine::Part::Column said;
        if (answer.hasHeader)
            said.title = m_question.rows.value(0).value(column).trimmed();
        if (meaning >= 0)
            said.field = audit::Field(meaning);
        said.isNumber = meaning == number;
        said.isClock = meaning == clock;
        answer.columns.push_back(said);
    }
    return answer;
}

}
