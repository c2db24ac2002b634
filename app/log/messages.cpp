// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages.h"

#include "cells.h"
#include "error/messages.h"

#include <QStringList>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace sekimori::logtool {
namespace {

void writeLine(const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr);
}

/// A place in the text that parts no character in two.
qsizetype bound(QStringView text, qsizetype place)
{
    const bool isWithin = place > 0 && place < text.size() && text[place].isLowSurrogate();
    return isWithin ? place - 1 : place;
}

/// With marks below it; of a long filter the stretch around them, and where that is.
void show(QStringView filter, const audit::filter::Place &place)
{
    constexpr qsizetype longestShown = 200;
    constexpr qsizetype shownAround = 30;
    qsizetype begin = 0;
    qsizetype end = filter.size();
    if (filter.size() > longestShown) {
        begin = bound(filter, std::max<qsizetype>(0, place.position - shownAround));
        end = bound(filter, std::min(filter.size(), place.position + shownAround));
        writeLine(u"  At character %1:"_s.arg(filter.first(place.position).toUcs4().size() + 1));
    }
    const qsizetype markedEnd = std::min(place.position + place.length, end);
    const QString before = (begin > 0 ? u"…"_s : QString()) + harmless(filter.sliced(begin, place.position - begin));
    const QString marked = harmless(filter.sliced(place.position, markedEnd - place.position));
    const QString behind = harmless(filter.sliced(markedEnd, end - markedEnd));
    writeLine("  "_L1 + before + marked + behind + (end < filter.size() ? u"…"_s : QString()));
    writeLine("  "_L1 + QString(cellsOf(before), u' ') + QString(std::max<qsizetype>(1, cellsOf(marked)), u'^'));
}

}

void complain(const QString &sentence)
{
    writeLine("sekimori-log: "_L1 + harmless(sentence));
}

void complain(const Error &error)
{
    complain(renderMessage(error));
}

void complain(const audit::filter::Mistake &mistake, const QString &filter)
{
    complain(mistake.error);
    show(filter, mistake.place);
    QStringList wanted;
    for (const Message *message : mistake.wanted)
        wanted += audit::filter::wantedText(*message);
    if (!wanted.isEmpty())
        writeLine("  Here could stand "_L1 + wanted.join("; "_L1) + u'.');
}

}
