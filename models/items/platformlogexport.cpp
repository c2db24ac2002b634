// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/platformlogexport.h"

namespace sekimori::items {
namespace {

platform::AuditFilePacking toPacking(LogFileWish::Packing packing)
{
    switch (packing) {
    case LogFileWish::Packing::None:
        return platform::AuditFilePacking::None;
    case LogFileWish::Packing::Zip:
        return platform::AuditFilePacking::Zip;
    case LogFileWish::Packing::Gzip:
        return platform::AuditFilePacking::Gzip;
    }
    Q_UNREACHABLE_RETURN({});
}

}

PlatformLogExport::PlatformLogExport(std::unique_ptr<platform::AuditExport> file)
    : m_file(std::move(file))
{
    connect(m_file.get(), &platform::AuditExport::progressed, this,
        [this](qint64 bytes) { emit progressed(std::nullopt, bytes); });
    connect(m_file.get(), &platform::AuditExport::finished, this, [this] { emit finished(m_file->bytesWritten()); });
    connect(m_file.get(), &platform::AuditExport::failed, this, &LogExport::failed);
}

void PlatformLogExport::start()
{
    m_file->start();
}

platform::AuditFileWish toAuditFileWish(const LogFileWish &wish)
{
    return {.format
        = wish.format == LogFileWish::Format::Csv ? platform::AuditFileFormat::Csv : platform::AuditFileFormat::Ndjson,
        .packing = toPacking(wish.packing),
        .isForSpreadsheets = wish.isForSpreadsheets};
}

}
