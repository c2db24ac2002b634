// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/archivesaving.h"

namespace sekimori::widgets {

using platform::AuditExport;

void ArchiveSaving::start(const QList<File> &files)
{
    m_files = files;
    m_written.clear();
    m_failure.clear();
    goOn();
}

void ArchiveSaving::cancel()
{
    m_download.reset();
    emit changed();
}

void ArchiveSaving::goOn()
{
    const File &file = m_files.at(m_written.size());
    m_download = m_client.download(file.id, file.path);
    m_bytes = 0;
    connect(m_download.get(), &AuditExport::progressed, this, [this](qint64 bytes) {
        m_bytes = bytes;
        emit changed();
    });
    connect(m_download.get(), &AuditExport::failed, this, &ArchiveSaving::end);
    connect(m_download.get(), &AuditExport::finished, this, [this, path = file.path] {
        m_written << path;
        end({});
        if (m_written.size() < m_files.size())
            return goOn();
        emit saved(m_written);
    });
    m_download->start();
    emit changed();
}

void ArchiveSaving::end(const QString &failure)
{
    m_download.release()->deleteLater(); // It is the one that says so.
    m_failure = failure;
    emit changed();
}

}
