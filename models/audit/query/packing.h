// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "audit/query/sink.h"

#include <memory>

namespace sekimori::audit::query {

enum class Packing : uint8_t { None, Gzip, Zip };

/// What is packed on its way to another sink. Without finish() it is not whole.
class PackingSink : public Sink {
public:
    virtual Result<void> finish() = 0;
};

/// @p name is that of the one file in a ZIP archive, and @p time its time and that of gzip. A ZIP is written without
/// ever going back, and may be of any size.
std::unique_ptr<PackingSink> packedInto(Sink &sink, Packing packing, const QString &name, EventTime time);

}
