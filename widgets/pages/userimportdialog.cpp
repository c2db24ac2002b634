// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/userimportdialog.h"

#include "controls/banner.h"
#include "controls/tone.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QUuid>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

using items::LineRemarksModel;
using platform::UsersImport;

/// A symbol for what is wrong, and another for what is only worth knowing.
class RemarkDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->features |= QStyleOptionViewItem::HasDecoration | QStyleOptionViewItem::WrapText;
        option->icon = toneIcon(index.data(LineRemarksModel::IsErrorRole).toBool() ? Tone::Error : Tone::Warning);
        option->decorationSize = QSize(smallIconSize(), smallIconSize());
    }
};

}

UserImportDialog::UserImportDialog(
    const platform::UsersClient &client, const QByteArray &csv, const QString &source, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_csv(csv)
    , m_key(QUuid::createUuid().toByteArray(QUuid::WithoutBraces))
    , m_source(explanationLabel(tr("From “%1”.", "file name").arg(source), this))
    , m_progress(new QProgressBar(this))
    , m_verdict(new Banner(this))
    , m_table(new QTableView(this))
    , m_failure(new Banner(this))
    , m_import(new QPushButton(this))
    , m_cancel(new QPushButton(tr("Ca&ncel"), this))
{
    setWindowTitle(tr("Import users"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_verdict->setObjectName("verdict"_L1);
    m_failure->setObjectName("failure"_L1);
    m_import->setObjectName("import"_L1);
    m_import->setDefault(true);
    m_cancel->setAutoDefault(false);
    layOut();
    connect(m_failure, &Banner::acted, this, &UserImportDialog::check);
    connect(m_import, &QPushButton::clicked, this, &UserImportDialog::import);
    connect(m_cancel, &QPushButton::clicked, this, &UserImportDialog::reject);
    check();
}

void UserImportDialog::layOut()
{
    m_progress->setRange(0, 0); // Nobody knows how long.
    m_progress->setTextVisible(false);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_import, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_cancel, QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(m_source);
    layout->addWidget(m_verdict);
    layout->addWidget(m_progress);
    layout->addWidget(makeTable(), 1);
    layout->addWidget(m_failure);
    layout->addStretch();
    layout->addWidget(buttons);
    resize(760, 480);
}

QWidget *UserImportDialog::makeTable()
{
    m_table->setObjectName("remarks"_L1);
    m_table->setModel(&m_remarks);
    m_table->setAccessibleName(tr("Lines with errors and warnings"));
    m_table->setItemDelegateForColumn(LineRemarksModel::MessageColumn, new RemarkDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(2 * fontMetrics().height() + 10);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int character = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(LineRemarksModel::LineColumn, 10 * character);
    m_table->setColumnWidth(LineRemarksModel::FieldColumn, 22 * character);
    return m_table;
}

void UserImportDialog::check()
{
    m_stage = Stage::Checking;
    m_failure->clear();
    m_checking = m_client.checkImport(m_csv, [this](const auto &answer) { takeCheck(answer); });
    showState();
}

void UserImportDialog::takeCheck(const platform::Answer<UsersImport> &answer)
{
    m_checking = {};
    m_stage = answer ? Stage::Checked : Stage::Unchecked;
    if (answer)
        show(*answer);
    else
        m_failure->tell(Tone::Error, toText(answer.error()), tr("&Try again"));
    showState();
}

void UserImportDialog::import()
{
    m_stage = Stage::Importing;
    m_failure->clear();
    m_client.import(m_csv, m_key, this, [this](const auto &answer) { takeImport(answer); });
    showState();
}

void UserImportDialog::takeImport(const platform::Answer<UsersImport> &answer)
{
    m_stage = Stage::Checked;
    if (!answer) {
        m_failure->tell(Tone::Error, toText(answer.error()));
    } else if (answer->errors.isEmpty()) {
        emit imported(*answer);
        return accept();
    } else {
        show(*answer); // Somebody else was faster, and now it does not fit any more.
    }
    showState();
}

void UserImportDialog::show(const UsersImport &found)
{
    m_found = found;
    m_remarks.show(found);
}

QString UserImportDialog::verdictText() const
{
    const QString errors = tr("%Ln lines cannot be taken over, so nothing of the file is. Correct them in the file, "
                              "then choose it again.",
        nullptr, int(m_found.errors.size()));
    if (!m_found.errors.isEmpty())
        return errors;
    const QStringList parts{tr("%Ln users will be added", nullptr, int(m_found.added)),
        tr("%Ln will be changed", "users", int(m_found.changed)),
        tr("%Ln stay as they are", "users", int(m_found.unchanged))};
    return tr("%1, %2, %3. Nothing is changed before you import it.", "added; changed; unchanged")
        .arg(parts.at(0), parts.at(1), parts.at(2));
}

QString UserImportDialog::whyNot() const
{
    switch (m_stage) {
    case Stage::Checking:
        return tr("Wait until the platform has looked at the file.");
    case Stage::Unchecked:
        return tr("The platform has not looked at the file yet.");
    case Stage::Importing:
        return tr("The import is under way. It is carried through, even if the connection breaks off.");
    case Stage::Checked:
        break;
    }
    if (!m_found.errors.isEmpty())
        return tr("There are errors in the file.");
    return m_found.added + m_found.changed == 0 ? tr("There is nothing in the file that would change anything.")
                                                : QString();
}

void UserImportDialog::showState()
{
    const bool isWaiting = m_stage == Stage::Checking || m_stage == Stage::Importing;
    const bool hasErrors = !m_found.errors.isEmpty();
    m_progress->setVisible(isWaiting);
    m_progress->setAccessibleName(whyNot());
    if (m_stage == Stage::Checking)
        m_verdict->tell(Tone::Hint, tr("The platform is looking at the file. Nothing is changed yet."));
    else if (m_stage == Stage::Importing)
        m_verdict->tell(Tone::Hint, tr("Importing… This takes a while where there are many passwords."));
    else if (m_stage == Stage::Checked)
        m_verdict->tell(hasErrors            ? Tone::Error
                : m_found.warnings.isEmpty() ? Tone::Good
                                             : Tone::Warning,
            verdictText());
    else
        m_verdict->clear();
    m_table->setVisible(m_remarks.rowCount() > 0);
    const QString reason = whyNot();
    m_import->setText(m_stage == Stage::Checked && !hasErrors
            ? tr("&Import %Ln users", nullptr, int(m_found.added + m_found.changed))
            : tr("&Import"));
    m_import->setEnabled(reason.isEmpty());
    m_import->setToolTip(reason);
    m_import->setAccessibleDescription(reason);
    m_cancel->setEnabled(m_stage != Stage::Importing);
    m_cancel->setToolTip(m_stage == Stage::Importing ? reason : QString());
}

void UserImportDialog::reject()
{
    if (m_stage != Stage::Importing)
        QDialog::reject();
}

}
