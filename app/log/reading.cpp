// SPDX-License-Identifier: GPL-3.0-or-later
#include "reading.h"

#include "audit/engine/loading.h"
#include "error/messages.h"
#include "messages.h"
#include "progressline.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::logtool {
namespace {

using audit::engine::Loading;
using audit::engine::LoadingProgress;
using audit::engine::LogSnapshot;
using audit::files::Damage;
using audit::files::Damages;
using audit::files::HeaderQuestion;
using audit::files::Opened;
using audit::files::Opening;

double share(quint64 part, quint64 whole)
{
    return whole == 0 ? 1 : double(part) / double(whole);
}

QString place(const Damage &damage)
{
    QString text = damage.file;
    if (damage.line > 0)
        text += u':' + QString::number(damage.line);
    if (damage.column > 0)
        text += u':' + QString::number(damage.column);
    return text;
}

/// As `--columns` takes it; of very many only the first ones, which is enough to know the file again.
QString columnList(audit::files::Columns columns)
{
    constexpr size_t mostNamed = 50;
    const size_t count = columns.size();
    columns.resize(std::min(count, mostNamed));
    const QString list = audit::files::toText(columns);
    return count > mostNamed ? u"%1… (%2 in all)"_s.arg(list).arg(count) : list;
}

Damage unknownColumns(const HeaderQuestion &question)
{
    const QString header = question.guess.hasHeader ? u"yes"_s : u"no"_s;
    return {.file = question.file,
        .reason = Error(ErrorKind::Invalid, ColumnsUnknown, {columnList(question.guess.columns), header})};
}

}

Result<ReadLog> readLog(const CommandLine &line, audit::FieldSet fields, const std::stop_token &stop)
{
    ProgressLine shown("Reading", !line.isQuiet);
    audit::files::Options options;
    options.hasHeader = line.hasHeader;
    options.columns = line.columns;
    options.showsPaths = true;
    const Opening opening(line.paths, options);
    const Opened listed = opening.waitUntilListed(stop);
    Loading loading(listed.parts, {.zone = line.zone, .fields = fields});
    loading.run(stop, [&](const LogSnapshot &, const LoadingProgress &progress) {
        const Opened opened = opening.opened();
        shown.show(share(opened.read, opened.bytes) * share(progress.bytesFilled, progress.bytesThere));
    });
    const Opened opened = opening.waitUntilFinished(stop);
    if (stop.stop_requested())
        return std::unexpected(Error(ErrorKind::Unavailable, Interrupted));
    return ReadLog{
        .log = loading.snapshot(),
        .damages = together(opened.damages, loading.problems(), listed.parts),
        .questions = opened.questions,
    };
}

Damages amissIn(const ReadLog &log)
{
    Damages amiss;
    for (const HeaderQuestion &question : log.questions)
        amiss.add(unknownColumns(question));
    for (const Damage &damage : log.damages.told)
        amiss.add(damage);
    amiss.count += log.damages.count - quint64(log.damages.told.size());
    return amiss;
}

QString toText(const Damage &damage)
{
    return place(damage) + ": "_L1 + renderMessage(damage.reason);
}

bool complainOf(const ReadLog &log)
{
    constexpr qsizetype mostTold = 5;
    for (const auto &question : log.questions)
        complain(toText(unknownColumns(question)));
    const auto isWhole = [](const Damage &damage) { return damage.line == 0; };
    qsizetype told = 0;
    for (const Damage &damage : log.damages.told) {
        if (isWhole(damage) || ++told <= mostTold)
            complain(toText(damage));
    }
    if (told > mostTold)
        complain(u"“sekimori-log check” lists all %1 places that could not be read as they should be"_s.arg(
            log.damages.count));
    return std::ranges::contains(log.damages.told, true, &Damage::isAllLost);
}

void tellOfEmptyFiles(const ReadLog &log)
{
    for (const auto &part : *log.log.parts) {
        if (part.bytes->available().empty())
            complain(u"%1 is empty"_s.arg(part.name));
    }
}

}
