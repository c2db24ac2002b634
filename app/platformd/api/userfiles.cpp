// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/userfiles.h"

#include "api/audittail.h"
#include "api/standing.h"
#include "error/messages.h"
#include "policy/usercsv.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr int usersAtOnce = 500;

QJsonArray linesJson(const QList<policy::CsvUserError> &errors, const QTranslator *translator)
{
    QJsonArray array;
    for (const policy::CsvUserError &each : errors)
        array.append(QJsonObject{
            {u"line"_s, each.line},
            {u"field"_s, each.error.field},
            {u"code"_s, QString::fromLatin1(each.error.message->code)},
            {u"message"_s, renderMessage(each.error, translator)},
        });
    return array;
}

Result<bool> appliesIn(const QUrlQuery &query)
{
    const QString name = u"apply"_s;
    const QString text = query.queryItemValue(name, QUrl::FullyDecoded);
    if (!query.hasQueryItem(name) || text == "false"_L1)
        return false;
    if (text == "true"_L1)
        return true;
    return std::unexpected(Error{ErrorKind::Invalid, NotTrueOrFalse, {name}, name});
}

Result<policy::CsvUsers> fileIn(const Request &request)
{
    const QByteArray type = request.header("Content-Type").value_or(QByteArray());
    if (type.split(';').first().trimmed().toLower() != "text/csv")
        return std::unexpected(Error{ErrorKind::Malformed, BodyNotCsv, {}, u"Content-Type"_s});
    return policy::readUsersCsv(request.body);
}

QByteArray csvLine(const User &user, policy::Language language)
{
    return policy::usersCsvLine(
        {
            .loginName = user.loginName,
            .displayName = user.displayName,
            .role = policy::namedValue<policy::CsvRole>(QString(policy::nameOf(user.role))),
            .isCertificatePermitted = user.isCertificatePermitted,
        },
        language);
}

/// The file, some hundred users at a time: a slow reader costs one piece of memory. Where the right to it ends on the
/// way, its last line says so.
class UsersExport : public BodyStream {
public:
    UsersExport(Standing standing, StreamPlaces::Place place, Users &users, policy::Language language)
        : m_standing(std::move(standing))
        , m_place(std::move(place))
        , m_users(users)
        , m_language(language)
        , m_head(policy::usersCsvHeader(language))
    {
    }

    void begin(const Wake &) override { }

    Piece next(bool isStopping) override
    {
        if (const auto objection = m_standing.objection())
            return broken(*objection);
        if (isStopping)
            return broken({ErrorKind::Unavailable, ServiceStopping});
        const auto page
            = m_users.list(m_standing.tenant(), {.limit = usersAtOnce, .after = m_after, .isCounted = false});
        if (!page)
            return broken(page.error());
        Piece piece{.bytes = std::exchange(m_head, {}), .isLast = !page->next};
        for (const User &user : page->users)
            piece.bytes += csvLine(user, m_language);
        m_after = page->next.value_or(QString());
        return piece;
    }

private:
    /// A comment to whoever reads it, and to the import.
    Piece broken(const Error &reason)
    {
        const QByteArray sentence = renderMessage(reason, m_standing.translator()).toUtf8();
        return {.bytes = std::exchange(m_head, {}) + "# " + sentence + "\r\n", .isLast = true};
    }

    const Standing m_standing;
    const StreamPlaces::Place m_place;
    Users &m_users;
    const policy::Language m_language;
    QByteArray m_head; ///< not sent yet
    QString m_after;
};

}

Response postUsersImport(const Call &call, ApiParts &parts)
{
    const auto applies = appliesIn(call.request.query);
    if (!applies)
        return call.refuse(applies.error());
    const auto file = fileIn(call.request);
    if (!file)
        return call.refuse(file.error());
    const auto outcome = parts.users.import(call.passage.tenant->id, *file, *applies, parts.hasher, call.author());
    if (!outcome)
        return call.refuse(outcome.error());
    const QTranslator *translator = call.passage.language.translator;
    return json(200,
        {
            {u"applied"_s, outcome->isApplied},
            {u"encoding"_s, file->encoding},
            {u"added"_s, outcome->added},
            {u"changed"_s, outcome->changed},
            {u"unchanged"_s, outcome->unchanged},
            {u"errors"_s, linesJson(outcome->errors, translator)},
            {u"warnings"_s, linesJson(outcome->warnings, translator)},
        });
}

Response getUsersExport(const Call &call, ApiParts &parts)
{
    Standing standing(call, parts);
    auto place = parts.streamPlaces.take(standing.tenant(), standing.sessionDigest());
    if (!place)
        return tooManyStreams(call, place.error());
    // On disk before the first of them goes out.
    if (const auto noted = parts.users.noteExport(standing.tenant(), call.author()); !noted)
        return call.refuse(noted.error());
    const auto language = policy::namedValue<policy::Language>(QString::fromLatin1(call.passage.language.tag));
    Response response;
    response.headers.set("Content-Type", "text/csv; charset=utf-8");
    response.headers.set("Content-Disposition", "attachment; filename=\"users.csv\"");
    response.stream = std::make_shared<UsersExport>(
        std::move(standing), *std::move(place), parts.users, language.value_or(policy::Language::English));
    return response;
}

}
