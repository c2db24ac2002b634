// SPDX-License-Identifier: GPL-3.0-or-later
// The engine cuts any bytes into the same records as the plain reader. The first two bytes choose the form.
#include "audit/engine/recordreading.h"
#include "audit/engine/surplus.h"
#include "logtext.h"
#include "plainreader.h"
#include "target.h"

using namespace sekimori;
using namespace sekimori::audit::engine;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 2)
        return 0;
    const std::string_view text(reinterpret_cast<const char *>(bytes) + 2, size - 2);
    const size_t columns = 1 + bytes[0] % 5;
    LoadingOptions options;
    options.threads = 1;
    options.firstChunk = 1 + bytes[1] % 64;
    options.chunk = options.firstChunk + bytes[1] / 4;
    options.blockRows = 1 + bytes[0] / 16;
    options.longestRecord = bytes[0] % 2 == 0 ? 1 << 20 : 64;
    Part part{.bytes = GrowingBytes::of(text).value(), .hasHeader = bytes[1] % 2 == 0};
    part.columns.resize(columns);

    const test::PlainReader plain{.columns = columns, .longest = options.longestRecord, .hasHeader = part.hasHeader};
    const auto expected = plain.read(text);
    const LogSnapshot log = test::loaded(std::vector{part}, options);
    if (log.rowCount != expected.size())
        qFatal("%zu records, not %zu", size_t(log.rowCount), expected.size());
    for (uint64_t row = 0; row < log.rowCount; ++row) {
        const auto begin = size_t(rawRecord(log, row).data() - part.bytes->available().data());
        QStringList fields;
        for (const std::string &field : expected[row].fields)
            fields.append(QString::fromStdString(field));
        if (begin != expected[row].begin || lineOf(log, row) != expected[row].line)
            qFatal("record %zu begins somewhere else", size_t(row));
        QStringList read = readRecord(log, row).others;
        RecordFields record;
        record.split(part, rawRecord(log, row));
        for (const Surplus &surplus : surplusOf(record))
            read.append(QString::fromStdString(surplus.text));
        if (read != fields)
            qFatal("record %zu reads otherwise", size_t(row));
    }
    return 0;
}
