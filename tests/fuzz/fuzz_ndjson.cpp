// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/recordreading.h"
#include "audit/files/partdraft.h"
#include "logtext.h"
#include "target.h"

using namespace sekimori::audit;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    std::string text = "{";
    text.append(reinterpret_cast<const char *>(bytes), size);
    files::PartDraft draft = files::draftPart(QStringLiteral("log"), {text, true}, 1, {});
    draft.part.bytes = engine::GrowingBytes::of(text).value();
    engine::LoadingOptions options;
    options.threads = 1;
    options.firstChunk = 32;
    options.chunk = 64;
    const engine::LogSnapshot log = sekimori::test::loaded(std::vector{draft.part}, options);
    for (uint64_t row = 0; row < log.rowCount; ++row)
        (void)engine::readRecord(log, row);
    return 0;
}
