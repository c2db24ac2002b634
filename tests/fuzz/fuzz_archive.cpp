// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a file: archive, packed, text in some encoding.
#include "audit/files/opening.h"
#include "target.h"

#include <QTemporaryFile>

using namespace sekimori::audit::files;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static QTemporaryFile file;
    if (!file.isOpen() && !file.open())
        qFatal("no temporary file");
    file.resize(0);
    file.seek(0);
    file.write(reinterpret_cast<const char *>(bytes), qint64(size));
    file.flush();
    Options options;
    options.threads = 1;
    options.limits = {.unpacked = 4 << 20,
        .unpackedTogether = 8 << 20,
        .ratio = 100,
        .ratioFrom = 1 << 20,
        .entries = 50,
        .inMemory = 1 << 20};
    const Opening opening({file.fileName()}, options);
    for (const auto &part : opening.waitUntilFinished().parts) {
        if (!part.bytes->isComplete())
            qFatal("somebody would wait for ever");
    }
    return 0;
}
