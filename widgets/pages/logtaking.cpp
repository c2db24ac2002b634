// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/logtaking.h"

namespace sekimori::widgets {

void LogTaking::start(const QString &path)
{
    // It is read by this program and not by a spreadsheet.
    m_export = m_source.exportTo(path, {.isForSpreadsheets = false}, {});
    m_bytes = 0;
    m_failure.clear();
    connect(m_export.get(), &items::LogExport::progressed, this, [this](std::optional<double>, qint64 bytes) {
        m_bytes = bytes;
        emit changed();
    });
    connect(m_export.get(), &items::LogExport::finished, this, [this, path] {
        end();
        emit taken(path);
    });
    connect(m_export.get(), &items::LogExport::failed, this, &LogTaking::end);
    m_export->start();
    emit changed();
}

void LogTaking::cancel()
{
    m_export.reset();
    emit changed();
}

void LogTaking::end(const QString &failure)
{
    m_export.release()->deleteLater(); // It is the one that says so.
    m_failure = failure;
    emit changed();
}

}
