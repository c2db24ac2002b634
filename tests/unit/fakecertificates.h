// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeplatform.h"
#include "platform/certificates.h"

#include <QMap>

#include <optional>

/// The client certificates of a tenant, as a platform tells and changes them.
namespace fake {

class Certificates {
public:
    /// Adds somebody whose certificate, if @p state says that he has one, ends in @p days.
    void add(const QString &loginName, sekimori::platform::CertificateState state, int days = 300);
    /// `user1` … with nothing issued.
    void addMany(int count);
    sekimori::platform::CertificateHolder &holder(const QString &loginName);

    /// None: it has nothing to say to this request.
    std::optional<Reply> answer(const SeenRequest &request);

    QList<sekimori::platform::CertificateHolder> holders;
    QMultiMap<qint64, sekimori::platform::IssuedCertificate> older; ///< by user, beside the newest
    QByteArray authorityPem; ///< empty: there is no authority yet
    QDateTime authorityEndsAt = QDateTime::currentDateTimeUtc().addYears(10);
    QByteArray zip = "PK, a ZIP of ZIPs";
    int changes = 0; ///< that were made and not only repeated

private:
    Reply page(const SeenRequest &request) const;
    Reply of(qint64 user) const;
    Reply authority() const;
    Reply issue(const QJsonObject &body);
    Reply revoke(const QJsonObject &body);
    Reply permit(const QJsonObject &body);
    Reply files(const QJsonObject &body);
    std::optional<Reply> change(const SeenRequest &request, const QByteArray &path);

    QMap<QByteArray, Reply> m_answered; ///< by Idempotency-Key
    int m_serials = 0xa0;
};

}
