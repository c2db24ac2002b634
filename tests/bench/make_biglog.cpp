// SPDX-License-Identifier: GPL-3.0-or-later
// make_biglog FILE [ROWS]: writes the log that the benchmarks read.
#include "biglog.h"

#include <QFile>

#include <cstdio>

int main(int argc, char *argv[])
{
    using namespace sekimori::bench;
    bool fits = argc == 2 || argc == 3;
    const uint64_t rows = argc == 3 ? QByteArray(argv[2]).toULongLong(&fits) : bigLogRows;
    if (!fits) {
        std::fputs("Usage: make_biglog FILE [ROWS]\n", stderr);
        return 2;
    }
    if (!writeBigLog(QFile::decodeName(argv[1]), rows)) {
        std::fprintf(stderr, "make_biglog: %s cannot be written\n", argv[1]);
        return 1;
    }
    return 0;
}
