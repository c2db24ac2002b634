// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/eventwriter.h"
#include "audit/query/exporting.h"

#include <memory>
#include <string>

namespace sekimori::audit::query {

/// How rows become lines of a file.
class RowWriting {
public:
    virtual ~RowWriting() = default;
    RowWriting(const RowWriting &) = delete;
    RowWriting &operator=(const RowWriting &) = delete;

    virtual std::string head() const = 0;
    virtual void append(std::string &text, const engine::Block &block, uint32_t row) = 0;

protected:
    RowWriting() = default;
};

/// The way for these rows.
std::unique_ptr<RowWriting> writingFor(const RowsToWrite &rows, const ExportFormat &format);

}
