// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a sealed bundle. Nobody has the key that is known here, so that nothing is ever intact.
#include "audit/bundle/verifying.h"
#include "error/messages.h"
#include "target.h"

#include <QTemporaryFile>

using namespace sekimori;
using namespace sekimori::audit::bundle;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const Known known{.keys = {crypto::SigningKey::make().verifyingKey()}};
    static QTemporaryFile file;
    if (!file.isOpen() && !file.open())
        qFatal("no temporary file");
    file.resize(0);
    file.seek(0);
    file.write(reinterpret_cast<const char *>(bytes), qint64(size));
    file.flush();
    for (const Known &each : {known, Known()}) {
        const auto verdict = verifyBundle(file.fileName(), each);
        if (!verdict || verdict->state == Verdict::State::Intact || renderMessage(sentenceOf(*verdict)).isEmpty())
            qFatal("a verdict that cannot be");
    }
    return 0;
}
