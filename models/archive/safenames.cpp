// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/safenames.h"

#include <QSet>

#include <algorithm>

namespace sekimori::archive {
namespace {

using namespace Qt::StringLiterals;

/// In UTF-8 at most; the file gets an ending, and the folder that it is unpacked to a path.
constexpr qsizetype longestName = 100;

bool isRefused(QChar character)
{
    constexpr auto refused = "<>:\"/\\|?*"_L1;
    const QChar::Category category = character.category();
    return category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Separator_Line
        || category == QChar::Separator_Paragraph || refused.contains(character);
}

/// What Windows takes for a device, whatever ending follows.
bool isDevice(const QString &name)
{
    const QString stem = name.section(u'.', 0, 0).trimmed().toUpper();
    const bool isNumbered = stem.size() == 4 && (stem.startsWith("COM"_L1) || stem.startsWith("LPT"_L1))
        && u"0123456789\u00b9\u00b2\u00b3"_s.contains(stem[3]);
    return isNumbered || QStringList{u"CON"_s, u"PRN"_s, u"AUX"_s, u"NUL"_s, u"CONIN$"_s, u"CONOUT$"_s}.contains(stem);
}

QString shortened(QString name)
{
    while (name.toUtf8().size() > longestName) {
        const bool isPair = name.size() > 1 && name.back().isLowSurrogate();
        name.chop(isPair ? 2 : 1);
    }
    return name;
}

QString comparable(const QString &name)
{
    return name.normalized(QString::NormalizationForm_KC).toCaseFolded();
}

}

QString safeName(const QString &name)
{
    QString safe = name.normalized(QString::NormalizationForm_C);
    if (!safe.isValidUtf16())
        safe = QString::fromUtf8(safe.toUtf8());
    std::ranges::replace_if(safe, isRefused, QChar(u'_'));
    safe = shortened(safe);
    while (safe.endsWith(u'.') || (!safe.isEmpty() && safe.back().isSpace()))
        safe.chop(1);
    while (safe.startsWith(u'.') || (!safe.isEmpty() && safe.front().isSpace()))
        safe.remove(0, 1);
    if (safe.isEmpty() || isDevice(safe))
        safe.prepend(u'_');
    return safe;
}

QStringList safeNames(const QStringList &names)
{
    QStringList safe;
    QSet<QString> taken;
    for (const QString &name : names) {
        const QString wanted = safeName(name);
        QString own = wanted;
        for (int number = 2; taken.contains(comparable(own)); ++number)
            own = u"%1 (%2)"_s.arg(wanted).arg(number);
        taken.insert(comparable(own));
        safe.append(own);
    }
    return safe;
}

}
