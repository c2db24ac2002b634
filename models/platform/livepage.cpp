// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/livepage.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
constexpr auto directiveName = "frame-ancestors"_L1;

/// A header that came more than once is joined by commas or line breaks, and counts each time.
QString headerIn(const HttpAnswer &answer, QLatin1StringView name)
{
    QStringList values;
    for (const auto &[header, value] : answer.headers) {
        if (QString::fromLatin1(header).compare(name, Qt::CaseInsensitive) == 0)
            values << QString::fromLatin1(value).replace(u'\n', u", "_s);
    }
    return values.join(u", "_s);
}

/// The first directive of its name in each policy; the others of a policy are ignored.
QStringList ancestorsIn(const QString &policies)
{
    QStringList found;
    const QStringList each = policies.split(u',');
    for (const QString &policy : each) {
        const QStringList directives = policy.split(u';');
        const auto directive = std::ranges::find_if(directives, [](const QString &text) {
            return text.simplified().section(u' ', 0, 0).compare(directiveName, Qt::CaseInsensitive) == 0;
        });
        if (directive != directives.end())
            found << directive->simplified();
    }
    return found;
}

QSet<QString> sourcesOf(const QString &directive)
{
    QSet<QString> sources;
    const QStringList words = directive.toLower().split(u' ').sliced(1);
    for (const QString &word : words) {
        if (!word.isEmpty() && word != "'none'"_L1)
            sources.insert(word);
    }
    return sources;
}

Framing byPolicies(const QStringList &directives)
{
    std::optional<QSet<QString>> allowed;
    for (const QString &directive : directives) {
        const QSet<QString> sources = sourcesOf(directive);
        if (sources.contains(u"*"_s))
            continue;
        allowed = allowed ? *allowed & sources : sources;
    }
    if (!allowed)
        return {.who = Framing::Who::Anybody, .origins = {}, .isByPolicy = true};
    allowed->remove(u"'self'"_s);
    QStringList origins = allowed->values();
    origins.sort();
    if (!origins.isEmpty())
        return {.who = Framing::Who::Listed, .origins = origins, .isByPolicy = true};
    const bool letsOwn = std::ranges::all_of(directives,
        [](const QString &directive) { return !(sourcesOf(directive) & QSet{u"'self'"_s, u"*"_s}).isEmpty(); });
    return {.who = letsOwn ? Framing::Who::OwnPages : Framing::Who::Nobody, .origins = {}, .isByPolicy = true};
}

Framing byOptions(const QString &options)
{
    const QStringList values = options.toUpper().remove(u' ').split(u',', Qt::SkipEmptyParts);
    if (values.contains("DENY"_L1))
        return {.who = Framing::Who::Nobody, .origins = {}};
    if (values.contains("SAMEORIGIN"_L1))
        return {.who = Framing::Who::OwnPages, .origins = {}};
    return {};
}
}

LivePage livePageIn(const HttpAnswer &answer, const QDateTime &at)
{
    const QStringList directives = ancestorsIn(headerIn(answer, "Content-Security-Policy"_L1));
    LivePage page{.status = answer.status,
        .at = at,
        .frameOptions = headerIn(answer, "X-Frame-Options"_L1),
        .frameAncestors = directives.join(u"; "_s),
        .framing = {}};
    page.framing = directives.isEmpty() ? byOptions(page.frameOptions) : byPolicies(directives);
    return page;
}

Framing framingBy(const policy::Embedding &embedding)
{
    using Protection = policy::Embedding::Protection;
    switch (embedding.protection) {
    case Protection::SameOrigin:
        return {.who = Framing::Who::OwnPages, .origins = {}};
    case Protection::Listed: {
        QStringList origins = embedding.origins;
        origins.sort();
        return {.who = Framing::Who::Listed, .origins = origins};
    }
    case Protection::Off:
        return {.who = Framing::Who::Anybody, .origins = {}};
    }
    Q_UNREACHABLE_RETURN({});
}

}
