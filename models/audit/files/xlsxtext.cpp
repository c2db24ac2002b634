// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/xlsxtext.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sekimori::audit::files {

std::string richText(QXmlStreamReader &xml)
{
    QString text;
    int depth = 1;
    while (depth > 0 && !xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::EndElement) {
            --depth;
        } else if (token == QXmlStreamReader::StartElement) {
            if (xml.name() == "t"_L1)
                text += xml.readElementText(QXmlStreamReader::IncludeChildElements);
            else if (xml.name() == "rPh"_L1)
                xml.skipCurrentElement();
            else
                ++depth;
        }
    }
    return unescaped(text);
}

std::string unescaped(const QString &text)
{
    constexpr qsizetype length = 7; // _x000D_
    QString plain;
    qsizetype done = 0;
    for (qsizetype place = text.indexOf("_x"_L1); place >= 0; place = text.indexOf("_x"_L1, place + 1)) {
        bool isCode = place + length <= text.size() && text[place + length - 1] == u'_';
        const uint code = isCode ? text.mid(place + 2, 4).toUInt(&isCode, 16) : 0;
        if (!isCode || place < done)
            continue;
        plain += QStringView(text).sliced(done, place - done);
        plain += QChar(char16_t(code));
        done = place + length;
    }
    plain += QStringView(text).sliced(done);
    return plain.toStdString();
}

bool isDateFormat(int id, const QString &code)
{
    if (code.isEmpty())
        return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    bool isQuoted = false;
    bool isBracketed = false;
    for (qsizetype i = 0; i < code.size(); ++i) {
        const QChar each = code[i].toLower();
        if (each == u'\\' || each == u'_' || each == u'*') {
            ++i;
        } else if (each == u'"') {
            isQuoted = !isQuoted;
        } else if (!isQuoted && (each == u'[' || each == u']')) {
            isBracketed = each == u'[';
        } else if (!isQuoted && each == u';') {
            return false; // the rest is for negative numbers
        } else if (!isQuoted && !isBracketed && u"ymdhs年月日時分秒"_s.contains(each)) {
            return true;
        }
    }
    return false;
}

std::string dateText(const QString &number, bool isFrom1904)
{
    bool isNumber = false;
    const double days = number.toDouble(&isNumber);
    constexpr double mostDays = 2'958'466; // the year 10000
    if (!isNumber || !(days >= 0) || days >= mostDays)
        return number.toStdString();
    constexpr qint64 millisecondsInDay = 86'400'000;
    const qint64 all = std::llround(days * double(millisecondsInDay));
    const QTime time = QTime::fromMSecsSinceStartOfDay(int(all % millisecondsInDay));
    const QString clock = time.toString(time.msec() == 0 ? u"HH:mm:ss"_s : u"HH:mm:ss.zzz"_s);
    if (all < millisecondsInDay)
        return clock.toStdString();
    const QDate first = isFrom1904 ? QDate(1904, 1, 1) : QDate(1899, 12, 30);
    return (first.addDays(all / millisecondsInDay).toString(Qt::ISODate) + u' ' + clock).toStdString();
}

}
