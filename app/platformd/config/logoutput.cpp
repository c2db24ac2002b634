// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/logoutput.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <atomic>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

Q_LOGGING_CATEGORY(logService, "sekimorid.service", QtDebugMsg)
Q_LOGGING_CATEGORY(logRequests, "sekimorid.requests", QtDebugMsg)

namespace {

// A message handler is a plain function of the process; what it has to know lies here.
std::atomic<LogOutput::Format> chosenFormat = LogOutput::Format::Text;
std::atomic<int> lowestRank = 1;

/// QtMsgType is not in order: Info came late.
int rankOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return 0;
    case QtInfoMsg:
        return 1;
    case QtWarningMsg:
        return 2;
    case QtCriticalMsg:
    case QtFatalMsg:
        return 3;
    }
    return 3;
}

QLatin1StringView nameOf(QtMsgType type)
{
    constexpr std::array names{"debug"_L1, "info"_L1, "warning"_L1, "critical"_L1};
    return names.at(static_cast<size_t>(rankOf(type)));
}

void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (rankOf(type) < lowestRank)
        return;
    const QByteArray line = logLine(chosenFormat, type, context.category, message, QDateTime::currentDateTimeUtc());
    // One write per line: lines of several threads do not mix. Where stderr is gone there is nobody to tell.
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

}

void installLogOutput(const LogOutput &output)
{
    chosenFormat = output.format;
    lowestRank = rankOf(output.lowest);
    qInstallMessageHandler(writeLine);
}

QByteArray logLine(
    LogOutput::Format format, QtMsgType type, QByteArrayView category, const QString &message, const QDateTime &time)
{
    const QString when = time.toString(Qt::ISODateWithMs);
    const QString from = QString::fromLatin1(category);
    if (format == LogOutput::Format::Json) {
        const QJsonObject line{
            {u"time"_s, when}, {u"level"_s, QString(nameOf(type))}, {u"category"_s, from}, {u"message"_s, message}};
        return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    }
    QString oneLine = message;
    for (QChar &c : oneLine) {
        if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    return u"%1 %2 %3: %4\n"_s.arg(when, nameOf(type), from, oneLine).toUtf8();
}

}
