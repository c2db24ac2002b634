// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tenantservice.h"

#include "policy/singleline.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message ServiceNameReserved{"service.nameReserved",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” is not free to take: in the audit log “Common” stands for the platform itself. Choose another name.")};
constexpr Message ServiceNameBlankAtEnd{"service.blankAtEnd",
    QT_TRANSLATE_NOOP("Messages", "A service's name neither begins nor ends with a blank. Remove it.")};
constexpr Message ServiceNameHidden{"service.nameHidden",
    QT_TRANSLATE_NOOP("Messages", "There are characters in this name that nobody would see. Type it anew.")};
constexpr Message ServiceNameTaken{"service.nameTaken",
    QT_TRANSLATE_NOOP("Messages",
        "There is a service called “%1” already; case and width do not tell them apart. Choose another name.")};
constexpr Message ServiceUrlMalformed{"service.urlMalformed",
    QT_TRANSLATE_NOOP(
        "Messages", "This is not the whole address of a web site. Give one such as https://groupware.example/.")};
constexpr Message ServiceUrlCredentials{"service.urlCredentials",
    QT_TRANSLATE_NOOP(
        "Messages", "An address that everybody is shown holds no user name and no password. Remove them.")};
}

namespace {

constexpr qsizetype longestName = 64;
constexpr qsizetype longestUrl = 2000;
constexpr qsizetype longestDescription = 200;

/// Characters of format, such as marks of direction. The two joiners belong to the spelling of several scripts.
bool isHidden(QChar character)
{
    return character.category() == QChar::Other_Format && character != QChar(0x200c) && character != QChar(0x200d);
}

std::optional<Error> problemOfText(const QString &text, const QString &field, qsizetype shortest, qsizetype longest)
{
    auto error = policy::length(shortest, longest).check(text);
    if (!error)
        error = policy::SingleLine{}.check(text);
    return error ? std::optional(error->under(field)) : std::nullopt;
}

std::optional<Error> problemOfName(const QString &name)
{
    const QString field = u"name"_s;
    if (auto error = problemOfText(name, field, 1, longestName))
        return error;
    if (name != name.trimmed())
        return Error(ErrorKind::Invalid, messages::ServiceNameBlankAtEnd, {}, field);
    if (std::ranges::any_of(name, isHidden) || serviceKey(name).isEmpty())
        return Error(ErrorKind::Invalid, messages::ServiceNameHidden, {}, field);
    if (isPlatformsName(name))
        return Error(ErrorKind::Invalid, messages::ServiceNameReserved, {name}, field);
    return std::nullopt;
}

std::optional<Error> problemOfUrl(const QString &text)
{
    const QString field = u"url"_s;
    if (auto error = problemOfText(text, field, 1, longestUrl))
        return error;
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || !isWeb || url.host().isEmpty())
        return Error(ErrorKind::Invalid, messages::ServiceUrlMalformed, {}, field);
    if (url.authority().contains(u'@'))
        return Error(ErrorKind::Invalid, messages::ServiceUrlCredentials, {}, field);
    return std::nullopt;
}

}

QString serviceKey(const QString &name)
{
    QString key = name.normalized(QString::NormalizationForm_KC).toCaseFolded();
    key.removeIf([](QChar character) { return character.category() == QChar::Other_Format; });
    return key.simplified();
}

bool isPlatformsName(const QString &name)
{
    return serviceKey(name) == "common"_L1;
}

Errors problemsOf(const NewService &service)
{
    Errors errors;
    for (const auto &error : {problemOfName(service.name), problemOfUrl(service.url),
             problemOfText(service.description, u"description"_s, 0, longestDescription)}) {
        if (error)
            errors << *error;
    }
    return errors;
}

}
