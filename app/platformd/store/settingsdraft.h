// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QMap>
#include <QString>

namespace sekimori::platformd {

struct DraftSection {
    qint64 revision = 0; ///< the one that the draft is based on
    QJsonValue value; ///< as in a request: a new secret is in it in the clear
};

/// By section key.
using SettingsDraft = QMap<QString, DraftSection>;

/// One text for each draft, whatever the order in which its JSON came. It has the secrets in it: for digests only.
QByteArray canonicalText(const SettingsDraft &draft);

/// The same with a mark in the place of each secret.
QByteArray canonicalTextWithoutSecrets(const SettingsDraft &draft);

}
