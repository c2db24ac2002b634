// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/certificatebundles.h"

#include "archive/safenames.h"
#include "archive/zip.h"
#include "edge/certificatewords.h"
#include "edge/signinwords.h"
#include "error/messages.h"
#include "store/calendar.h"
#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// The host that asks for certificates, at the port that the client uses.
QString secureAddress(const Request &request, const TenantState &tenant)
{
    const QByteArray subdomain = tenant.subdomain.toLatin1();
    QByteArray domain = request.host.sliced(std::min(subdomain.size() + 1, request.host.size()));
    if (domain.startsWith("s."))
        domain.remove(0, 2);
    const QByteArray written = request.header("Host").value_or(QByteArray());
    const QByteArray port = written.contains(':') ? written.sliced(written.lastIndexOf(':')) : QByteArray();
    return QString::fromLatin1("https://" + subdomain + ".s." + domain + port + '/');
}

/// For Windows' oldest editor: with a mark that it is UTF-8, and its own line ends.
QByteArray windowsText(const QStringList &paragraphs)
{
    return "\xef\xbb\xbf" + paragraphs.join(u"\r\n\r\n"_s).toUtf8() + "\r\n";
}

/// A name beyond ASCII goes as RFC 8187 says.
QByteArray disposition(const QString &name)
{
    return "attachment; filename*=UTF-8''" + QUrl::toPercentEncoding(name);
}

}

QString dayText(audit::EventTime time, const TenantState &tenant)
{
    return dayAt(time, tenant.settings.tenant.timeZone).toString(Qt::ISODate);
}

QByteArray CertificateBundles::instructions(
    const Certificates::Fetched &fetched, const TenantState &tenant, const QString &address) const
{
    const Certificate &certificate = fetched.certificate;
    QList<Error> sentences{
        words(InstallTitle, {certificate.loginName, tenant.displayName}),
        words(InstallUse, {address, dayText(certificate.endsAt, tenant)}),
        words(InstallPassword),
        words(InstallWindows),
        words(InstallMac),
        words(InstallIos),
        words(InstallAndroid),
        words(InstallFirefox),
        words(InstallLinux),
    };
    if (certificate.profile == crypto::Pkcs12Profile::Modern)
        sentences.append(words(InstallOldDevice));
    const Language language = m_languages.preferredBy({}, tenant.settings.tenant.language);
    QStringList paragraphs;
    for (const Error &sentence : sentences)
        paragraphs.append(renderMessage(sentence, language.translator));
    return windowsText(paragraphs);
}

Result<QByteArray> CertificateBundles::bundle(
    const Certificates::Fetched &fetched, const TenantState &tenant, const QString &address) const
{
    return archive::zip(
        {
            {u"certificate.p12"_s, fetched.file.pkcs12},
            {u"password.txt"_s, fetched.file.password.toLatin1() + "\r\n"},
            {u"how-to-install.txt"_s, instructions(fetched, tenant, address)},
        },
        toDateTime(fetched.certificate.issuedAt));
}

Result<Response> CertificateBundles::download(
    const QList<Certificates::Fetched> &certificates, const TenantState &tenant, const Request &request) const
{
    const QString address = secureAddress(request, tenant);
    QStringList names;
    for (const Certificates::Fetched &fetched : certificates)
        names.append(fetched.certificate.loginName);
    names = archive::safeNames(names);
    QList<archive::Member> members;
    for (qsizetype i = 0; i < certificates.size(); ++i) {
        auto made = bundle(certificates[i], tenant, address);
        if (!made)
            return std::unexpected(made.error());
        members.append({names[i] + u".zip"_s, *std::move(made)});
    }
    const bool isOne = members.size() == 1;
    const auto body = isOne ? Result<QByteArray>(members.first().content)
                            : archive::zip(members, toDateTime(certificates.first().certificate.issuedAt));
    if (!body)
        return std::unexpected(body.error());
    Response response{.status = 200, .headers = {}, .body = *body};
    response.headers.set("Content-Type", "application/zip");
    response.headers.set("Content-Disposition", disposition(isOne ? members.first().name : u"certificates.zip"_s));
    return response;
}

}
