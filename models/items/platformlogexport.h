// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logexport.h"
#include "platform/auditexport.h"
#include "platform/auditquestion.h"

#include <memory>

namespace sekimori::items {

/// Rows of the platform's log on their way into a file: the platform packs them, and they go to the disk as they come.
class PlatformLogExport : public LogExport {
    Q_OBJECT

public:
    /// @p file is not started yet.
    explicit PlatformLogExport(std::unique_ptr<platform::AuditExport> file);

    void start() override;

private:
    std::unique_ptr<platform::AuditExport> m_file;
};

platform::AuditFileWish toAuditFileWish(const LogFileWish &wish);

}
