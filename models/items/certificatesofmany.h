// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/certificatesclient.h"

#include <QObject>

namespace sekimori::items {

/// All valid certificates of some people, of whom each may have others beside the newest. It asks for one person after
/// the other.
class CertificatesOfMany : public QObject {
    Q_OBJECT

public:
    CertificatesOfMany(
        const platform::CertificatesClient &client, const QList<qint64> &users, QObject *parent = nullptr);

    /// Begins; or goes on where it has failed.
    void goOn();

    bool isComplete() const { return m_asked == m_users.size(); }
    qsizetype asked() const { return m_asked; }
    /// Why it has stopped; none otherwise.
    const std::optional<platform::Failure> &failure() const { return m_failure; }
    const QStringList &serials() const { return m_serials; }
    /// How many of them have one.
    int people() const { return m_people; }

signals:
    void changed();

private:
    void ask();
    void take(const platform::Answer<QList<platform::IssuedCertificate>> &answer);

    const platform::CertificatesClient &m_client;
    QList<qint64> m_users;
    qsizetype m_asked = 0;
    platform::Pending m_asking;
    std::optional<platform::Failure> m_failure;
    QStringList m_serials;
    int m_people = 0;
};

}
