// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/subjectnames.h"

#include "crypto/opensslerrors.h"

#include <QList>
#include <QStringView>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace sekimori::crypto {
namespace {

using namespace Qt::StringLiterals;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isLabel(QStringView label)
{
    return !label.isEmpty() && label.size() <= 63 && !label.startsWith(u'-') && !label.endsWith(u'-')
        && std::ranges::all_of(label, [](QChar c) { return isLetter(c) || isDigit(c) || c == u'-'; });
}

std::optional<Error> problemOfHostName(const QString &name)
{
    const bool isWildcard = name.contains(u'*');
    const QStringView rest = isWildcard && name.startsWith("*."_L1) ? QStringView(name).sliced(2) : QStringView(name);
    const QList<QStringView> labels = rest.split(u'.');
    if (isWildcard && (rest.contains(u'*') || labels.size() < 2))
        return Error{ErrorKind::Invalid, wildcardRefused, {name}};
    if (name.size() > 253 || !std::ranges::all_of(labels, isLabel) || std::ranges::all_of(labels.last(), isDigit))
        return Error{ErrorKind::Invalid, hostNameRefused, {name}};
    return std::nullopt;
}

/// The longest run of two or more zero groups, the first of equals: what RFC 5952 writes as "::".
std::pair<qsizetype, qsizetype> longestZeroRun(const std::array<int, 8> &groups)
{
    std::pair<qsizetype, qsizetype> longest{0, 1};
    for (size_t begin = 0; begin < groups.size(); ++begin) {
        size_t end = begin;
        while (end < groups.size() && groups[end] == 0)
            ++end;
        if (static_cast<qsizetype>(end - begin) > longest.second)
            longest = {begin, end - begin};
    }
    return longest.second > 1 ? longest : std::pair<qsizetype, qsizetype>{0, 0};
}

QString ipv6Text(const unsigned char *octets)
{
    std::array<int, 8> groups{};
    QStringList texts;
    for (size_t i = 0; i < groups.size(); ++i) {
        groups[i] = octets[2 * i] << 8 | octets[2 * i + 1];
        texts += QString::number(groups[i], 16);
    }
    const auto [begin, length] = longestZeroRun(groups);
    if (length == 0)
        return texts.join(u':');
    return texts.first(begin).join(u':') + "::"_L1 + texts.sliced(begin + length).join(u':');
}

QString ipv4Text(const unsigned char *octets)
{
    return u"%1.%2.%3.%4"_s.arg(octets[0]).arg(octets[1]).arg(octets[2]).arg(octets[3]);
}

QString textOf(const ASN1_OCTET_STRING &address)
{
    const unsigned char *octets = ASN1_STRING_get0_data(&address);
    switch (ASN1_STRING_length(&address)) {
    case 4:
        return ipv4Text(octets);
    case 16:
        return ipv6Text(octets);
    default:
        return {};
    }
}

/// The address in network order. OpenSSL's own reader lets blanks, signs and leading zeros through in IPv4, where
/// other programs read an octal number; so IPv4 form, also at the end of IPv6, counts only as it would be shown.
Asn1OctetsPointer addressFrom(const QString &text)
{
    const bool plausible = text.size() <= 45 && std::ranges::all_of(text, [](QChar c) {
        return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F') || c == u':' || c == u'.';
    });
    Asn1OctetsPointer address(plausible ? a2i_IPADDRESS(text.toLatin1().constData()) : nullptr);
    const QString ipv4 = text.sliced(text.lastIndexOf(u':') + 1);
    if (address && ipv4.contains(u'.')) {
        const unsigned char *end = ASN1_STRING_get0_data(address.get()) + ASN1_STRING_length(address.get());
        if (ipv4 != ipv4Text(end - 4))
            return nullptr;
    }
    return address;
}

template<typename Pointer>
bool append(GENERAL_NAMES &names, int type, Pointer value)
{
    GeneralNamePointer name(GENERAL_NAME_new());
    if (!name)
        return false;
    GENERAL_NAME_set0_value(name.get(), type, value.release());
    if (sk_GENERAL_NAME_push(&names, name.get()) <= 0)
        return false;
    static_cast<void>(name.release()); // the list owns it now
    return true;
}

std::optional<Error> appendHostName(GENERAL_NAMES &names, const QString &text)
{
    if (auto problem = problemOfHostName(text))
        return problem;
    const QByteArray ascii = text.toLower().toLatin1();
    Ia5StringPointer value(ASN1_IA5STRING_new());
    if (!value || ASN1_STRING_set(value.get(), ascii.constData(), static_cast<int>(ascii.size())) != 1
        || !append(names, GEN_DNS, std::move(value)))
        return opensslError(ErrorKind::Internal, subjectNamesFailed);
    return std::nullopt;
}

std::optional<Error> appendAddress(GENERAL_NAMES &names, const QString &text)
{
    Asn1OctetsPointer value = addressFrom(text);
    if (!value) {
        takeOpensslErrors();
        return Error{ErrorKind::Invalid, ipAddressRefused, {text}};
    }
    if (!append(names, GEN_IPADD, std::move(value)))
        return opensslError(ErrorKind::Internal, subjectNamesFailed);
    return std::nullopt;
}

using Append = std::optional<Error> (*)(GENERAL_NAMES &, const QString &);

std::optional<Error> appendAll(GENERAL_NAMES &names, const QStringList &texts, Append append, QLatin1StringView field)
{
    for (qsizetype i = 0; i < texts.size(); ++i) {
        if (const auto problem = append(names, texts[i]))
            return problem->under(u"%1[%2]"_s.arg(field).arg(i));
    }
    return std::nullopt;
}

}

Result<GeneralNamesPointer> subjectNames(const QStringList &dnsNames, const QStringList &ipAddresses)
{
    if (dnsNames.isEmpty() && ipAddresses.isEmpty())
        return std::unexpected(Error{ErrorKind::Invalid, hostNamesMissing, {}, u"dnsNames"_s});
    GeneralNamesPointer names(GENERAL_NAMES_new());
    if (!names)
        return std::unexpected(opensslError(ErrorKind::Internal, subjectNamesFailed));
    if (auto problem = appendAll(*names, dnsNames, appendHostName, "dnsNames"_L1))
        return std::unexpected(*problem);
    if (auto problem = appendAll(*names, ipAddresses, appendAddress, "ipAddresses"_L1))
        return std::unexpected(*problem);
    return names;
}

QStringList subjectNamesOf(const X509 &certificate)
{
    const GeneralNamesPointer names(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
    QStringList texts;
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
        int type = 0;
        const auto *value
            = static_cast<const ASN1_STRING *>(GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names.get(), i), &type));
        if (type == GEN_DNS)
            texts += QString::fromLatin1(QByteArrayView(ASN1_STRING_get0_data(value), ASN1_STRING_length(value)));
        else if (type == GEN_IPADD)
            texts += textOf(*value);
    }
    texts.removeAll(QString());
    return texts;
}

}
