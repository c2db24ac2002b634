// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/profile.h"

#include <QDateTime>
#include <QListWidget>
#include <QMap>

namespace sekimori::widgets {

/// The local platform on top, and below it the profiles, each with its host, its user and when it was last used.
class ProfileList : public QListWidget {
    Q_OBJECT

public:
    explicit ProfileList(QWidget *parent = nullptr);

    void setProfiles(const QList<platform::ConnectionProfile> &profiles, const QMap<QString, QDateTime> &lastUsed);
    /// Empty for the local platform.
    QString selectedId() const;
    void select(const QString &id);

signals:
    void selected(const QString &id);
    void activatedId(const QString &id);
};

}
