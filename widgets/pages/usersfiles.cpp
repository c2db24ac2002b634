// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/usersfiles.h"

#include "controls/asker.h"
#include "error/messages.h"
#include "pages/userimportdialog.h"
#include "pages/wholefile.h"

#include <QFileInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

Result<QByteArray> readUsersFile(const QString &path)
{
    constexpr qint64 most = platform::UsersClient::mostFileBytes;
    const auto bytes = readWholeFile(path, most + 1);
    if (bytes && bytes->size() > most)
        return std::unexpected(
            Error{ErrorKind::TooLarge, messages::FileTooLarge, {path, QLocale().toString(most / (1024 * 1024))}});
    return bytes;
}

QStringList csvFilters()
{
    return {UsersFiles::tr("CSV files (*.csv)"), UsersFiles::tr("All files (*)")};
}

}

UsersFiles::UsersFiles(platform::UsersClient &client, Asker &asker, QWidget *over)
    : QObject(over)
    , m_client(client)
    , m_asker(asker)
    , m_over(over)
    , m_reading([this](const FileRead &file) { preview(file); })
    , m_writing([this](const FileWritten &file) { tellOfExport(file); })
{
}

void UsersFiles::askForImport()
{
    m_asker.askForFileToRead(m_over, {.title = tr("Import users"), .suggestedName = {}, .filters = csvFilters()},
        [this](const QString &path) {
            m_reading.ask([path] { return FileRead{QFileInfo(path).fileName(), readUsersFile(path)}; });
        });
}

void UsersFiles::preview(const FileRead &file)
{
    if (!file.bytes) {
        emit told(Tone::Error, renderMessage(file.bytes.error()));
        return;
    }
    auto *dialog = new UserImportDialog(m_client, *file.bytes, file.name, m_over);
    connect(dialog, &UserImportDialog::imported, this, &UsersFiles::tellOfImport);
    dialog->open();
}

void UsersFiles::tellOfImport(const platform::UsersImport &done)
{
    emit imported();
    emit told(done.warnings.isEmpty() ? Tone::Good : Tone::Warning,
        tr("%1, %2.", "users that were added; changed")
            .arg(tr("%Ln users were added", nullptr, int(done.added)),
                tr("%Ln were changed", "users", int(done.changed))));
}

void UsersFiles::askForExport()
{
    m_asker.askForFileToWrite(m_over,
        {.title = tr("Export users"), .suggestedName = tr("users.csv", "file name"), .filters = csvFilters()},
        [this](const QString &path) { exportTo(path); });
}

void UsersFiles::exportTo(const QString &path)
{
    m_exporting = m_client.exported([this, path](const platform::Answer<QByteArray> &answer) {
        m_exporting = {};
        emit exportingChanged();
        if (answer)
            m_writing.ask([path, bytes = *answer] { return FileWritten{path, writeWholeFile(path, bytes)}; });
        else
            emit told(Tone::Error, tr("Nothing was exported: %1").arg(toText(answer.error())));
    });
    emit exportingChanged();
}

void UsersFiles::stop()
{
    m_exporting = {};
    emit exportingChanged();
}

void UsersFiles::tellOfExport(const FileWritten &file)
{
    if (file.written)
        emit told(Tone::Good, tr("All users were written to “%1”.").arg(file.path));
    else
        emit told(Tone::Error, renderMessage(file.written.error()));
}

}
