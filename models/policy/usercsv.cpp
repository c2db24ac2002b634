// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/usercsv.h"

#include "error/excerpt.h"
#include "policy/csvfields.h"
#include "policy/csvtext.h"
#include "policy/ipentrycsv.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message UsersCsvNoHeader{"usersCsv.noHeader",
    QT_TRANSLATE_NOOP("Messages",
        "The file is empty. Its first line must name the columns, such as “Login Name,Display Name,Role,Client "
        "Certificate,Password”.")};
constexpr Message UsersCsvWrongHeader{"usersCsv.header",
    QT_TRANSLATE_NOOP("Messages",
        "The first line is “%1”. It must name the columns, each once and “Login Name” among them: “Login Name,Display "
        "Name,Role,Client Certificate,Password”.")};
constexpr Message UsersCsvTooMany{
    "usersCsv.tooMany", QT_TRANSLATE_NOOP("Messages", "The file has more than %1 users. Import it in several parts.")};
constexpr Message UsersCsvQuotes{"usersCsv.quotes",
    QT_TRANSLATE_NOOP("Messages",
        "The quotation marks of this line are wrong. Put the whole field into quotation marks and double those "
        "inside.")};
constexpr Message UsersCsvTooManyFields{"usersCsv.fields",
    QT_TRANSLATE_NOOP(
        "Messages", "The line has more fields than the header. Put a field with a comma into quotation marks.")};
constexpr Message UsersCsvNoLoginName{
    "usersCsv.noLoginName", QT_TRANSLATE_NOOP("Messages", "The line has no login name.")};
constexpr Message UsersCsvRole{
    "usersCsv.role", QT_TRANSLATE_NOOP("Messages", "“%1” is no role. Write administrator, auditor or user.")};
constexpr Message UsersCsvYesOrNo{"usersCsv.yesOrNo",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” says neither that a client certificate is permitted nor that it is not. Write "
        "yes or no.")};
}

namespace {

enum class Column { LoginName, DisplayName, Role, Certificate, Password };

/// A word of the files in our three languages, in the order of Language, and others that mean the same.
template<typename Meaning>
struct Word {
    Meaning meaning;
    std::array<QStringView, 3> written;
    QList<QStringView> read = {};
};

const QList<Word<Column>> &columnWords()
{
    static const QList<Word<Column>> words{
        {Column::LoginName, {u"Login Name", u"ログイン名", u"登入名稱"}},
        {Column::DisplayName, {u"Display Name", u"表示名", u"顯示名稱"}},
        {Column::Role, {u"Role", u"役割", u"角色"}, {u"ロール", u"権限"}},
        {Column::Certificate, {u"Client Certificate", u"クライアント証明書", u"用戶端憑證"}},
        {Column::Password, {u"Password", u"パスワード", u"密碼"}},
    };
    return words;
}

const QList<Word<CsvRole>> &roleWords()
{
    static const QList<Word<CsvRole>> words{
        {CsvRole::Administrator, {u"administrator", u"管理者", u"管理員"}},
        {CsvRole::Auditor, {u"auditor", u"監査者", u"稽核員"}},
        {CsvRole::User, {u"user", u"一般ユーザー", u"一般使用者"}, {u"ユーザー", u"使用者"}},
    };
    return words;
}

const QList<Word<bool>> &yesNoWords()
{
    static const QList<Word<bool>> words{
        {true, {u"yes", u"はい", u"是"}, {u"true", u"1"}},
        {false, {u"no", u"いいえ", u"否"}, {u"false", u"0"}},
    };
    return words;
}

/// What each word means, however it is written.
template<typename Meaning>
QHash<QString, Meaning> dictionaryOf(const QList<Word<Meaning>> &words)
{
    QHash<QString, Meaning> dictionary;
    for (const Word<Meaning> &word : words) {
        for (const QStringView written : word.written)
            dictionary.insert(comparableName(written.toString()), word.meaning);
        for (const QStringView other : word.read)
            dictionary.insert(comparableName(other.toString()), word.meaning);
    }
    return dictionary;
}

template<typename Meaning>
std::optional<Meaning> meaningOf(const QString &text, const QHash<QString, Meaning> &dictionary)
{
    const auto found = dictionary.constFind(comparableName(text));
    return found == dictionary.cend() ? std::nullopt : std::optional(*found);
}

std::optional<CsvRole> roleOf(const QString &text)
{
    static const auto dictionary = dictionaryOf(roleWords());
    return meaningOf(text, dictionary);
}

std::optional<bool> yesOrNo(const QString &text)
{
    static const auto dictionary = dictionaryOf(yesNoWords());
    return meaningOf(text, dictionary);
}

template<typename Meaning>
QString written(Meaning meaning, const QList<Word<Meaning>> &words, Language language)
{
    const auto word = std::ranges::find(words, meaning, &Word<Meaning>::meaning);
    return word->written[size_t(language)].toString();
}

/// Which column each field of a record is.
std::optional<QList<Column>> columnsOf(QStringList header)
{
    while (!header.isEmpty() && isBlankField(header.last()))
        header.removeLast();
    const auto dictionary = dictionaryOf(columnWords());
    QList<Column> columns;
    for (const QString &name : std::as_const(header)) {
        const auto column = meaningOf(name, dictionary);
        if (!column || columns.contains(*column))
            return std::nullopt;
        columns.append(*column);
    }
    return columns.contains(Column::LoginName) ? std::optional(columns) : std::nullopt;
}

Error wrong(const Message &message, const QString &field, const QStringList &arguments = {})
{
    return {ErrorKind::Invalid, message, arguments, field};
}

/// Reads one field into @p user.
std::optional<Error> readField(Column column, const QString &field, CsvUser &user)
{
    const QString text = withoutFormulaGuard(QStringView(field).trimmed());
    switch (column) {
    case Column::LoginName:
        user.loginName = text;
        if (text.isEmpty())
            return wrong(messages::UsersCsvNoLoginName, u"loginName"_s);
        break;
    case Column::DisplayName:
        user.displayName = text;
        break;
    case Column::Role:
        user.role = roleOf(text);
        if (!user.role && !text.isEmpty())
            return wrong(messages::UsersCsvRole, u"role"_s, {excerpt(text)});
        break;
    case Column::Certificate:
        user.isCertificatePermitted = yesOrNo(text);
        if (!user.isCertificatePermitted && !text.isEmpty())
            return wrong(messages::UsersCsvYesOrNo, u"certificatePermitted"_s, {excerpt(text)});
        break;
    case Column::Password:
        user.password = field;
        break;
    }
    return std::nullopt;
}

std::expected<CsvUser, Errors> userIn(const CsvRecord &record, const QList<Column> &columns)
{
    if (record.error)
        return std::unexpected(Errors{wrong(messages::UsersCsvQuotes, {})});
    const QStringList &fields = record.fields;
    if (!std::ranges::all_of(fields.mid(columns.size()), isBlankField))
        return std::unexpected(Errors{wrong(messages::UsersCsvTooManyFields, {})});
    CsvUser user{.line = record.line, .loginName = {}};
    Errors errors;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (const auto error = readField(columns[i], fields.value(i), user))
            errors << *error;
    }
    if (!errors.isEmpty())
        return std::unexpected(errors);
    return user;
}

/// A login name may begin with # itself; then it stands in quotes.
bool isSkipped(const CsvRecord &record)
{
    return record.raw.trimmed().startsWith(u'#') || (!record.error && std::ranges::all_of(record.fields, isBlankField));
}

Result<void> readAll(CsvReader &reader, const QList<Column> &columns, CsvUsers &found)
{
    qsizetype count = 0;
    while (const auto record = reader.next()) {
        if (isSkipped(*record))
            continue;
        if (++count > maxCsvUsers)
            return std::unexpected(
                Error(ErrorKind::TooLarge, messages::UsersCsvTooMany, {QString::number(maxCsvUsers)}));
        auto user = userIn(*record, columns);
        if (user)
            found.users << std::move(*user);
        for (const Error &error : user ? Errors() : user.error()) {
            if (found.errors.size() < maxToldErrors)
                found.errors.append({record->line, error});
        }
    }
    return {};
}

}

Result<CsvUsers> readUsersCsv(const QByteArray &bytes)
{
    if (bytes.size() > maxCsvBytes)
        return std::unexpected(Error(
            ErrorKind::TooLarge, messages::CsvTooLarge, {QString::number(bytes.size()), QString::number(maxCsvBytes)}));
    const auto decoded = decodedCsv(bytes);
    if (!decoded)
        return std::unexpected(decoded.error());
    CsvReader reader(decoded->text);
    const auto header = headerOf(reader);
    if (!header)
        return std::unexpected(Error(ErrorKind::Malformed, messages::UsersCsvNoHeader));
    const auto columns = columnsOf(header->fields);
    if (!columns)
        return std::unexpected(Error(ErrorKind::Malformed, messages::UsersCsvWrongHeader, {excerpt(header->raw)}));
    CsvUsers found{.users = {}, .errors = {}, .encoding = decoded->encoding};
    return readAll(reader, *columns, found).transform([&] { return std::move(found); });
}

QByteArray usersCsvHeader(Language language)
{
    QStringList names;
    for (const Word<Column> &word : columnWords()) {
        if (word.meaning != Column::Password)
            names << word.written[size_t(language)].toString();
    }
    return QString(byteOrderMark + names.join(u',') + "\r\n"_L1).toUtf8();
}

QByteArray usersCsvLine(const CsvUser &user, Language language)
{
    const QStringList fields{
        writtenField(user.loginName),
        writtenField(user.displayName),
        user.role ? written(*user.role, roleWords(), language) : QString(),
        user.isCertificatePermitted ? written(*user.isCertificatePermitted, yesNoWords(), language) : QString(),
    };
    return QString(fields.join(u',') + "\r\n"_L1).toUtf8();
}

}
