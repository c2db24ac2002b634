// SPDX-License-Identifier: GPL-3.0-or-later
// The big log out of a gzip and a ZIP, unpacked by one thread while the others index, beside the goal of
// ARCHITECTURE.md. BIGLOG names the plain file; without, it is made where this runs. The packed ones lie beside it.
#include "audit/engine/loading.h"
#include "audit/files/opening.h"
#include "biglog.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace sekimori::audit;
using namespace Qt::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int rounds = 3;

/// Beside the plain file, made where it is not there.
QString packed(const QString &plain, const QString &ending, const QString &command)
{
    const QString path = plain + ending;
    if (!QFileInfo::exists(path)) {
        QProcess process;
        process.start(u"sh"_s, {u"-c"_s, command.arg(plain, path)});
        process.waitForFinished(-1);
    }
    return path;
}

void measure(const char *what, const QString &path, bool isIndexed)
{
    std::vector<double> times;
    quint64 rows = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto begin = Clock::now();
        const files::Opening opening({path});
        const auto opened = isIndexed ? opening.waitUntilListed() : opening.waitUntilFinished();
        if (isIndexed) {
            engine::Loading loading(opened.parts);
            loading.run({});
            rows = loading.snapshot().rowCount;
        }
        times.push_back(Seconds(Clock::now() - begin).count());
    }
    std::ranges::sort(times);
    std::printf("%-52s %8.3f s   %llu rows\n", what, times[times.size() / 2], static_cast<unsigned long long>(rows));
    std::fflush(stdout);
}

}

int main(int /*argc*/, char *argv[])
{
    const QString given = qEnvironmentVariable("BIGLOG");
    const QString plain = !given.isEmpty() ? given : QFileInfo(QFile::decodeName(argv[0])).path() + u"/biglog.csv"_s;
    if (!QFileInfo::exists(plain) && !sekimori::bench::writeBigLog(plain)) {
        std::fprintf(stderr, "bench_logopening: %s cannot be written\n", qPrintable(plain));
        return 1;
    }
    const QString gzip = packed(plain, u".gz"_s, u"gzip -6 -c < '%1' > '%2'"_s);
    const QString zip = packed(plain, u".zip"_s, u"zip -q -6 - - < '%1' > '%2'"_s);
    measure("gzip, unpacked only", gzip, false);
    measure("gzip, all columns (goal 1.8 s)", gzip, true);
    measure("ZIP, all columns (goal 1.8 s)", zip, true);
    measure("plain, all columns (goal 1.3 s)", plain, true);
    return 0;
}
