// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logwords.h"

#include <QCoreApplication>
#include <QLocale>

namespace sekimori::widgets {
namespace {

using Progress = items::LogState::Progress;

struct LogWords {
    Q_DECLARE_TR_FUNCTIONS(LogStatus)
};

QString counted(qint64 count)
{
    return QLocale().toString(count);
}

QString underWayText(const items::LogState &state)
{
    const bool isReading = state.progress == Progress::Reading;
    if (state.shown == 0 && !state.done)
        return isReading ? LogWords::tr("Reading…") : LogWords::tr("Searching…");
    const QString found = isReading ? LogWords::tr("%1 events so far, reading on").arg(counted(state.shown))
                                    : LogWords::tr("%1 found so far, searching on").arg(counted(state.shown));
    return state.done
        ? LogWords::tr("%1 (%2 %)", "how many so far; percent done").arg(found).arg(int(*state.done * 100))
        : found;
}

}

QString statusText(const items::LogState &state, bool isFiltered)
{
    if (state.progress != Progress::Idle)
        return underWayText(state);
    if (!state.isShownFinal)
        return state.shown > 0 ? LogWords::tr("%1 events so far").arg(counted(state.shown)) : QString();
    if (isFiltered && state.all >= 0)
        return LogWords::tr("%1 of %2 events").arg(counted(state.shown), counted(state.all));
    return LogWords::tr("%1 events").arg(counted(state.shown));
}

}
