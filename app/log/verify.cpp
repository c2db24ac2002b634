// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify.h"

#include "audit/bundle/verifying.h"
#include "cells.h"
#include "error/messages.h"
#include "messages.h"
#include "output.h"
#include "progressline.h"

#include <QFile>

#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::logtool {
namespace {

using audit::bundle::Known;
using audit::bundle::Verdict;

constexpr qint64 longestFile = 16 << 20; // of keys or checkpoints

VerifyExit exitOf(const Verdict &verdict)
{
    switch (verdict.state) {
    case Verdict::State::Intact:
        return isUncompared(verdict) ? VerifyExit::Uncompared : VerifyExit::Intact;
    case Verdict::State::KeyUnknown:
        return VerifyExit::KeyUnknown;
    case Verdict::State::Unreadable:
        return VerifyExit::Trouble;
    case Verdict::State::Altered:
    case Verdict::State::Missing:
    case Verdict::State::CutOff:
    case Verdict::State::OtherLog:
        return VerifyExit::Broken;
    }
    Q_UNREACHABLE_RETURN(VerifyExit::Trouble);
}

VerifyExit worse(VerifyExit left, VerifyExit right)
{
    for (const VerifyExit worst :
        {VerifyExit::Broken, VerifyExit::Trouble, VerifyExit::KeyUnknown, VerifyExit::Uncompared}) {
        if (left == worst || right == worst)
            return worst;
    }
    return VerifyExit::Intact;
}

QString startText(const audit::bundle::Verdict &verdict)
{
    switch (verdict.start) {
    case Verdict::Start::FirstEvent:
        return u"with the log’s first event"_s;
    case Verdict::Start::DeletedByRetention:
        return u"behind what was deleted by retention"_s;
    case Verdict::Start::Within:
        return u"later in the log; what came before is not in this bundle"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString checkpointsText(const Verdict &verdict)
{
    const QString inside = u"%1 in it fit; "_s.arg(verdict.checkpointsChecked);
    if (verdict.outsideGiven == 0)
        return inside + u"none was given from outside"_s;
    return inside + u"of %1 from outside, %2 fit"_s.arg(verdict.outsideGiven).arg(verdict.outsideChecked);
}

/// What the bundle says of itself, and what could be checked.
QStringList linesAbout(const Verdict &verdict)
{
    const auto &manifest = verdict.manifest;
    const auto line
        = [](const QString &name, const QString &text) { return "  "_L1 + padded(name + u':', 15) + harmless(text); };
    return {
        line(u"log"_s, u"%1, id %2"_s.arg(manifest.tenant, QLatin1StringView(manifest.logId))),
        line(u"events"_s,
            u"number %1 to %2; the log went to %3"_s.arg(manifest.first).arg(manifest.last).arg(manifest.tipNumber)),
        line(u"begins"_s, startText(verdict)),
        line(u"exported"_s, audit::toText(manifest.exported)),
        line(verdict.isSealed ? u"signed by key"_s : u"claimed key"_s, QString::fromLatin1(manifest.keyId)),
        line(u"checkpoints"_s, checkpointsText(verdict)),
    };
}

Result<void> tell(const QString &path, const Verdict &verdict, const CommandLine &line)
{
    if (line.isQuiet)
        return {};
    if (verdict.state == Verdict::State::Unreadable) {
        complain(path + ": "_L1 + renderMessage(sentenceOf(verdict)));
        return {};
    }
    QString sentence = renderMessage(sentenceOf(verdict));
    if (isUncompared(verdict))
        sentence += u' ' + renderMessage(uncomparedSentenceOf(verdict));
    QStringList lines{harmless(path + ": "_L1 + sentence)};
    if (!verdict.manifest.logId.isEmpty())
        lines += linesAbout(verdict);
    const auto output = Output::open({});
    return (*output)->sink().write(lines.join(u'\n').toStdString() + '\n').and_then([&] {
        return (*output)->finish();
    });
}

/// None: it was told why.
std::optional<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        complain(path + ": "_L1 + file.errorString());
        return {};
    }
    return file.read(longestFile);
}

/// What all files of the option hold, as @p read finds it; none: it was told why.
template<typename T>
std::optional<QList<T>> allFrom(const QStringList &paths, Result<QList<T>> (*read)(QByteArrayView))
{
    QList<T> all;
    for (const QString &path : paths) {
        const auto content = contentOf(path);
        if (!content)
            return {};
        const auto found = read(*content);
        if (!found) {
            complain(path + ": "_L1 + renderMessage(found.error()));
            return {};
        }
        all += *found;
    }
    return all;
}

VerifyExit verifyOne(const QString &path, const Known &known, const CommandLine &line)
{
    Result<Verdict> verdict;
    {
        ProgressLine shown("Checking", !line.isQuiet);
        verdict = audit::bundle::verifyBundle(path, known, {}, [&](double done) { shown.show(done); });
    }
    if (!verdict) {
        complain(path + ": "_L1 + renderMessage(verdict.error()));
        return VerifyExit::Trouble;
    }
    if (const auto isTold = tell(path, *verdict, line); !isTold) {
        complain(isTold.error());
        return VerifyExit::Trouble;
    }
    return exitOf(*verdict);
}

}

VerifyExit verify(const CommandLine &line)
{
    const auto keys = allFrom<crypto::VerifyingKey>(line.keys, Known::keysFromPem);
    const auto checkpoints = allFrom<audit::chain::SignedCheckpoint>(line.checkpoints, Known::checkpointsIn);
    if (!keys || !checkpoints)
        return VerifyExit::Trouble;
    VerifyExit exit = VerifyExit::Intact;
    for (const QString &path : line.paths)
        exit = worse(exit, verifyOne(path, {.keys = *keys, .checkpoints = *checkpoints}, line));
    return exit;
}

}
