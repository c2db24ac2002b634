// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace sekimori::audit::chain {

/// A string of JSON with its quotes, as RFC 8785 has it: what must be escaped, in the shortest way, and nothing else.
void appendJsonText(QByteArray &json, QByteArrayView utf8);

inline void appendJsonText(QByteArray &json, const QByteArray &utf8)
{
    appendJsonText(json, QByteArrayView(utf8));
}

/// What is no character (a lone surrogate) becomes “?”.
inline void appendJsonText(QByteArray &json, const QString &text)
{
    appendJsonText(json, text.toUtf8());
}

}
