// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/certificatefiles.h"

#include "crypto/pkcs12.h"

#include <QCborMap>
#include <QCborValue>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message CertificateFileUnreadable{"certificate.fileUnreadable",
    QT_TRANSLATE_NOOP("Messages",
        "The certificate's file was made, but reading it back gave something else. Nothing was issued; try again.")};
}

namespace {

QByteArray aboutFile(TenantId tenant, const QString &serial)
{
    return "certificate file " + QByteArray::number(tenant.value) + ' ' + serial.toLatin1();
}

}

Result<QByteArray> sealedFile(
    const crypto::SealingKey &key, TenantId tenant, const QString &serial, const CertificateFile &file)
{
    const auto content = crypto::readPkcs12(file.pkcs12, file.password);
    if (!content || content->certificate.serial != serial)
        return std::unexpected(Error(ErrorKind::Internal, messages::CertificateFileUnreadable));
    const crypto::SecretBytes plain(
        QCborMap{{u"pkcs12"_s, file.pkcs12}, {u"password"_s, file.password}}.toCborValue().toCbor());
    return key.seal(plain.view(), aboutFile(tenant, serial));
}

Result<CertificateFile> openedFile(
    const crypto::SealingKey &key, TenantId tenant, const QString &serial, const QByteArray &sealed)
{
    return key.open(sealed, aboutFile(tenant, serial)).transform([](const crypto::SecretBytes &plain) {
        const QCborMap map = QCborValue::fromCbor(plain.view().toByteArray()).toMap();
        return CertificateFile{map[u"pkcs12"_s].toByteArray(), map[u"password"_s].toString()};
    });
}

}
