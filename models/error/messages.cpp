// SPDX-License-Identifier: GPL-3.0-or-later
#include "error/messages.h"

#include <QCoreApplication>
#include <QTranslator>

namespace sekimori {
namespace {

constexpr auto context = "Messages";

/// Replaces %1 … %9 in one pass, so that an argument that itself holds "%2" stays as it is.
QString filledIn(const QString &text, const QStringList &arguments)
{
    QString filled;
    filled.reserve(text.size() + 32);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool marks = text[i] == u'%' && i + 1 < text.size() && text[i + 1] >= u'1' && text[i + 1] <= u'9';
        if (!marks) {
            filled += text[i];
            continue;
        }
        filled += arguments.value(text[++i].unicode() - u'1');
    }
    return filled;
}

}

QString renderMessage(const Error &error, const QTranslator *translator)
{
    QString text = translator ? translator->translate(context, error.message->text) : QString();
    if (text.isEmpty())
        text = QString::fromUtf8(error.message->text);
    return filledIn(text, error.arguments);
}

QString renderMessage(const Error &error)
{
    return filledIn(QCoreApplication::translate(context, error.message->text), error.arguments);
}

}
