// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QString>

namespace sekimori::platformd {

/// What the service tells its operator, one line for each event on stderr. Never a header's value, a token or a body.
Q_DECLARE_LOGGING_CATEGORY(logService)
Q_DECLARE_LOGGING_CATEGORY(logRequests)

struct LogOutput {
    enum class Format { Text, Json };

    Format format = Format::Text;
    QtMsgType lowest = QtInfoMsg; ///< one of Debug, Info, Warning, Critical

    bool operator==(const LogOutput &) const = default;
};

/// From now on for the whole process.
void installLogOutput(const LogOutput &output);

/// One line, with its end. @p time in UTC.
QByteArray logLine(
    LogOutput::Format format, QtMsgType type, QByteArrayView category, const QString &message, const QDateTime &time);

}
