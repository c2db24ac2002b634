// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/folderroad.h"

#include "store/foldersync.h"

#include <QDir>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace {

constexpr auto ownFile = QFile::ReadOwner | QFile::WriteOwner;

/// For its owner alone. One that is there is left as it is.
bool makeFolder(const QString &path)
{
    return QDir(path).exists() || (QDir().mkpath(path) && QFile::setPermissions(path, ownFile | QFile::ExeOwner));
}

}

FolderRoad::FolderRoad(MailFolder folder)
    : m_folder(std::move(folder))
{
    (void)makeFolder(m_folder.path); // Where it cannot be made now, the first letter tells.
}

std::optional<QString> FolderRoad::problemOfWriting(const Letter &letter) const
{
    if (!makeFolder(m_folder.path))
        return u"the folder could not be made"_s;
    QSaveFile file(m_folder.path + u'/' + letter.name + u".eml"_s);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(ownFile)
        && file.write(letter.bytes) == letter.bytes.size() && file.flush() && syncFile(file.handle()) && file.commit();
    if (!isWritten)
        return file.errorString();
    return syncFolder(m_folder.path) ? std::nullopt : std::optional(u"the folder could not be synced"_s);
}

LetterOutcome FolderRoad::carry(const Letter &letter, const std::stop_token &stop)
{
    if (stop.stop_requested())
        return {};
    if (const auto problem = problemOfWriting(letter))
        return {LetterOutcome::Kind::TryAgain, {AnswerKind::FolderFailed, *problem}, true};
    return {LetterOutcome::Kind::Taken, {AnswerKind::Server, letter.name + u".eml"_s}, false};
}

/// Names begin with the time.
void FolderRoad::rest()
{
    if (m_folder.newest == 0)
        return;
    QDir folder(m_folder.path);
    const QStringList names = folder.entryList({u"*.eml"_s}, QDir::Files, QDir::Name);
    for (qsizetype i = 0; i + m_folder.newest < names.size(); ++i)
        folder.remove(names[i]);
}

}
