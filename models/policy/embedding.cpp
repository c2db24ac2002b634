// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/embedding.h"

#include "error/excerpt.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message OriginMalformed{"embedding.originMalformed",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” is no origin. Write it as browsers do, without a path: https://portal.example.com, or with a port that "
        "is not the usual one.")};
constexpr Message OriginsNeeded{"embedding.originsNeeded",
    QT_TRANSLATE_NOOP("Messages",
        "No origin is listed, so nobody could show the pages in a frame. Add one, or choose the protection that lets "
        "in the tenant's own pages only.")};
constexpr Message OriginTwice{
    "embedding.originTwice", QT_TRANSLATE_NOOP("Messages", "“%1” is listed twice. Remove one of the two.")};
}

bool isOrigin(const QString &text)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(
        u"(https?)://([a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"
        "|\\[[0-9a-f:.]+\\])(:([1-9][0-9]{0,4}))?"_s));
    const auto match = form.match(text);
    if (text.size() > 300 || !match.hasMatch())
        return false;
    const QString port = match.captured(7);
    const bool isUsual = port == (match.captured(1) == "https"_L1 ? u"443"_s : u"80"_s);
    return !isUsual && port.toInt() <= 65535;
}

QString originIn(const QString &text)
{
    const QString typed = text.trimmed();
    const QUrl url(typed.contains("://"_L1) ? typed : u"https://"_s + typed);
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (typed.isEmpty() || !url.isValid() || !isWeb || url.host().isEmpty() || !url.userInfo().isEmpty())
        return typed;
    const int usual = url.scheme() == "https"_L1 ? 443 : 80;
    QString host = url.host(QUrl::FullyEncoded).toLower();
    if (host.contains(u':'))
        host = u'[' + host + u']';
    const QString origin = url.scheme() + "://"_L1 + host;
    return url.port(usual) == usual ? origin : u"%1:%2"_s.arg(origin).arg(url.port());
}

void Embedding::check(Errors &errors) const
{
    if (protection == Protection::Listed && origins.isEmpty())
        errors.append(Error{ErrorKind::Invalid, messages::OriginsNeeded, {}, u"origins"_s});
    for (qsizetype i = 0; i < origins.size() && !isFull(errors); ++i) {
        const QString place = u"origins[%1]"_s.arg(i);
        if (!isOrigin(origins[i]))
            errors.append(Error{ErrorKind::Invalid, messages::OriginMalformed, {excerpt(origins[i])}, place});
        else if (origins.indexOf(origins[i]) < i)
            errors.append(Error{ErrorKind::Invalid, messages::OriginTwice, {origins[i]}, place});
    }
}

}
