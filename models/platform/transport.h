// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/answerreading.h"

#include <QNetworkProxy>

class QNetworkReply;

/// What an answer looks like to the network below it.
namespace sekimori::platform {

/// Asking the system may take long where a script decides, so this is for a worker thread.
QNetworkProxy proxyTo(const QString &host, quint16 port);

/// Why @p reply holds no answer of HTTP; nothing: it does.
std::optional<Failure> transportFailure(const QNetworkReply &reply);

/// The answer in @p reply but for its body.
HttpAnswer headOf(const QNetworkReply &reply);

}
