// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/pkcs12.h"
#include "items/latestanswer.h"
#include "platform/certificatesclient.h"

#include <QObject>

namespace sekimori::items {

/// A certificate that somebody brings in a file: what is in it, and how it stands with this tenant. The password never
/// leaves the process.
class BroughtCertificate : public QObject {
    Q_OBJECT

public:
    enum class Standing {
        Asking,
        Foreign, ///< this tenant's authority has not issued it
        Known, ///< holder() and state() say more
        Unknown, ///< issued here, but to somebody who is not among the users any more
        Unanswered, ///< failure() says why
    };

    explicit BroughtCertificate(const platform::CertificatesClient &client, QObject *parent = nullptr);

    void open(const QByteArray &file, const QString &password);
    /// Asks the platform anew how it stands.
    void askAgain();

    bool isReading() const { return m_isReading; }
    /// Why the last attempt to open it failed; none where it did not.
    const std::optional<Error> &error() const { return m_error; }
    /// None: it was not opened yet.
    const std::optional<crypto::Pkcs12Content> &content() const { return m_content; }

    Standing standing() const { return m_standing; }
    const platform::CertificateHolder &holder() const { return m_holder; }
    /// Of this very certificate; the holder may have a newer one.
    platform::CertificateState state() const { return m_state; }
    const std::optional<platform::Failure> &failure() const { return m_failure; }

signals:
    void changed();

private:
    void take(const Result<crypto::Pkcs12Content> &content);
    void judge(const QByteArray &authorityPem);
    void askForHolder(const QString &after);
    void takePage(const platform::Answer<platform::CertificatePage> &page);
    void takeCertificates(const platform::Answer<QList<platform::IssuedCertificate>> &certificates);
    void conclude(Standing standing);
    void fail(const platform::Failure &failure);

    const platform::CertificatesClient &m_client;
    LatestAnswer<Result<crypto::Pkcs12Content>> m_reading;
    bool m_isReading = false;
    std::optional<Error> m_error;
    std::optional<crypto::Pkcs12Content> m_content;
    platform::Pending m_asking;
    Standing m_standing = Standing::Asking;
    platform::CertificateHolder m_holder;
    platform::CertificateState m_state = platform::CertificateState::Valid;
    std::optional<platform::Failure> m_failure;
};

}
