// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

class QSettings;

namespace sekimori::items {

/// The public key of a tenant's log, as this console has seen it at the platform.
struct SeenLogKey {
    QString connection; ///< the profile's id; empty: the platform of this computer
    QString name; ///< of the connection, as the person called it then
    QByteArray logId;
    QByteArray id; ///< 64 hexadecimal digits
    QByteArray publicKey; ///< PEM
    QDateTime seenAt; ///< for the first time

    bool operator==(const SeenLogKey &) const = default;
};

/// The keys of logs that this console has seen, one for each connection. What was exported is judged by them, so they
/// lie with the person's settings: also that of this computer's platform, which has no profile.
class SeenLogKeys {
public:
    explicit SeenLogKeys(QSettings &settings)
        : m_settings(settings)
    {
    }

    QList<SeenLogKey> all() const;
    std::optional<SeenLogKey> of(const QString &connection) const;
    /// In place of what was seen at that connection before.
    void keep(const SeenLogKey &key);
    void rename(const QString &connection, const QString &name);
    void forget(const QString &connection);

private:
    QSettings &m_settings;
};

/// The 64 digits of a key's id, or of a hash, in groups that can be compared by eye, on two lines.
QString groupedDigits(const QByteArray &digits);

}
