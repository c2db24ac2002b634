// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSaveFile>
#include <QUrlQuery>

namespace sekimori::platform {

/// One file of the audit log, be it an export, an archive or a sealed bundle, on its way from the platform to the disk,
/// however large. It appears under its name only when all of it is there: an answer that breaks off leaves nothing. It
/// has a network connection of its own, so that it holds up no ordinary request; trust, the gate's pairs and the
/// session are the Connection's. Destroying it cancels it.
class AuditExport : public QObject {
    Q_OBJECT

public:
    /// What the platform has at @p resource, below `/api/v1`, into the file @p path. @p connection outlives it.
    AuditExport(Connection &connection, const QString &path, const QString &resource, const QUrlQuery &query);
    ~AuditExport() override;

    /// Once.
    void start();
    void cancel();
    bool isUnderWay() const { return m_isUnderWay; }
    qint64 bytesWritten() const { return m_bytes; }

signals:
    void progressed(qint64 bytes);
    void finished();
    /// @p reason is a sentence for people. Never after cancel().
    void failed(const QString &reason);

private:
    void send();
    void receive();
    void meetSslErrors(const QList<QSslError> &errors);
    void finish();
    bool take(const QByteArray &bytes);
    void conclude(const Failure &failure);
    void fail(const QString &reason);

    Connection &m_connection;
    QNetworkAccessManager m_network;
    QSaveFile m_file;
    QString m_resource;
    QUrlQuery m_query;
    bool m_isUnderWay = false;
    qint64 m_bytes = 0;
    QByteArray m_token; ///< as sent
    QList<GatePair> m_triedPairs;
    QPointer<QNetworkReply> m_reply;
    std::optional<Failure> m_tlsFailure;
    QByteArray m_refusal; ///< the body of an answer that is no file
};

}
