// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/passwordhash.h"
#include "store/certificates.h"
#include "store/eventrows.h"
#include "store/userevents.h"
#include "store/userrows.h"
#include "store/users.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message ImportRunning{"import.running",
    QT_TRANSLATE_NOOP("Messages", "Another list of users is being imported this moment. Try again when it is done.")};
constexpr Message ImportOvertaken{"import.overtaken",
    QT_TRANSLATE_NOOP("Messages",
        "While the list was looked at, somebody changed “%1”. Nothing was imported; look at the preview again.")};
constexpr Message ImportTooManyPasswords{"import.tooManyPasswords",
    QT_TRANSLATE_NOOP("Messages",
        "The list sets %1 passwords. At most %2 can be set at once, since each takes the platform's time; import it in "
        "several parts.")};
constexpr Message ImportTwice{"import.twice",
    QT_TRANSLATE_NOOP("Messages", "“%1” stands in line %2 already; case does not tell login names apart.")};
constexpr Message ImportPasswordMissing{
    "import.passwordMissing", QT_TRANSLATE_NOOP("Messages", "“%1” is new and needs a password. Fill in its column.")};
}

namespace {

constexpr qsizetype mostNamesInEvent = 100;

/// A line that changes something.
struct PlannedUser {
    std::optional<User> before; ///< none: he is new
    User after;
    QString password;
    bool mustChangePassword = false;
    QByteArray passwordHash = {};
};

void tell(QList<policy::CsvUserError> &list, int line, const Error &error)
{
    if (list.size() < maxToldErrors)
        list.append({line, error});
}

Role roleOf(policy::CsvRole role)
{
    switch (role) {
    case policy::CsvRole::Administrator:
        return Role::Administrator;
    case policy::CsvRole::Auditor:
        return Role::Auditor;
    case policy::CsvRole::User:
        return Role::User;
    }
    std::unreachable();
}

/// As the row wants him; @p before is him as he is, or nobody.
User wanted(const policy::CsvUser &row, const User &before)
{
    User after = before;
    after.loginName = row.loginName;
    if (!row.displayName.isEmpty())
        after.displayName = row.displayName;
    if (after.displayName.isEmpty())
        after.displayName = row.loginName;
    if (row.role)
        after.role = roleOf(*row.role);
    after.isCertificatePermitted = row.isCertificatePermitted.value_or(before.isCertificatePermitted);
    return after;
}

/// Holds the rows of a file against the users that there are.
class Planning {
public:
    Planning(const policy::PasswordPolicy &policy, const QList<User> &present)
        : m_policy(policy)
    {
        for (const User &user : present) {
            m_present.insert(loginKey(user.loginName), user);
            m_administrators += user.role == Role::Administrator ? 1 : 0;
        }
    }

    void take(const policy::CsvUser &row)
    {
        const QString key = loginKey(row.loginName);
        if (const int first = m_lines.value(key); first > 0)
            return fail(row.line, messages::ImportTwice, {row.loginName, QString::number(first)}, u"loginName"_s);
        m_lines.insert(key, row.line);
        const auto present = m_present.constFind(key);
        const auto before = present == m_present.cend() ? std::nullopt : std::optional(*present);
        const User after = wanted(row, before.value_or(User()));
        if (before == after && row.password.isEmpty()) {
            ++outcome.unchanged;
            return;
        }
        judge(row, before, after);
        countAdministrators(row.line, before, after);
        ++(before ? outcome.changed : outcome.added);
        plan.append({before, after, row.password, judgedPassword(row, after)});
    }

    void finish()
    {
        if (m_administrators == 0 && m_lastStripped > 0)
            fail(m_lastStripped, messages::UserIsLastAdministrator, {}, u"role"_s);
    }

    UserImport outcome;
    QList<PlannedUser> plan;
    qsizetype passwords = 0;

private:
    void fail(int line, const Message &message, const QStringList &arguments, const QString &field)
    {
        tell(outcome.errors, line, Error(ErrorKind::Invalid, message, arguments, field));
    }

    void judge(const policy::CsvUser &row, const std::optional<User> &before, const User &after)
    {
        const NewUser judged{.loginName = after.loginName, .displayName = after.displayName, .role = after.role};
        for (const Error &error : problemsOf(judged))
            tell(outcome.errors, row.line, error);
        if (!before && row.password.isEmpty())
            fail(row.line, messages::ImportPasswordMissing, {row.loginName}, u"password"_s);
    }

    /// Says whether the password has to be changed at the next sign-in.
    bool judgedPassword(const policy::CsvUser &row, const User &after)
    {
        if (row.password.isEmpty())
            return after.mustChangePassword;
        ++passwords;
        const Errors problems
            = policy::problemsOfPassword(m_policy, {row.password, after.loginName, after.role == Role::Administrator});
        if (const auto problem = policy::problemOfAnyPassword(row.password)) {
            tell(outcome.errors, row.line, problem->under(u"password"_s));
            return false;
        }
        for (const Error &problem : problems)
            tell(outcome.warnings, row.line, problem.under(u"password"_s));
        return policy::mustChangeOnceSet(m_policy, problems);
    }

    void countAdministrators(int line, const std::optional<User> &before, const User &after)
    {
        const bool was = before && before->role == Role::Administrator;
        const bool is = after.role == Role::Administrator;
        m_administrators += int(is) - int(was);
        if (was && !is)
            m_lastStripped = line;
    }

    const policy::PasswordPolicy &m_policy;
    QHash<QString, User> m_present;
    QHash<QString, int> m_lines; ///< where each login name stands in the file
    qint64 m_administrators = 0;
    int m_lastStripped = 0; ///< the line of the last who is no administrator any more
};

Result<QList<User>> allUsers(Database &database, TenantId tenant)
{
    return database.select(u"SELECT "_s + userColumns() + u" FROM users WHERE tenant = ? AND role <> ?"_s,
        {tenant.value, QString(policy::nameOf(Role::Support))}, userIn);
}

NewUser newUser(const PlannedUser &planned)
{
    return {
        .loginName = planned.after.loginName,
        .displayName = planned.after.displayName,
        .role = planned.after.role,
        .passwordHash = planned.passwordHash,
        .mustChangePassword = planned.mustChangePassword,
        .isCertificatePermitted = planned.after.isCertificatePermitted,
    };
}

/// Before the writer is kept busy with it.
Result<void> hashPasswords(QList<PlannedUser> &users, const crypto::PasswordHasher &hasher)
{
    for (PlannedUser &planned : users) {
        if (planned.password.isEmpty())
            continue;
        auto hash = hasher.hash(planned.password);
        if (!hash)
            return std::unexpected(hash.error());
        planned.passwordHash = std::move(*hash);
    }
    return {};
}

/// The counts, and who was changed, as far as the list is not too long to read.
QString importWords(const UserImport &outcome, const QList<PlannedUser> &plan)
{
    QStringList names;
    for (const PlannedUser &planned : plan.first(std::min(plan.size(), mostNamesInEvent)))
        names << planned.after.loginName;
    if (plan.size() > mostNamesInEvent)
        names << u"and %1 more"_s.arg(plan.size() - mostNamesInEvent);
    return u"added: %1; changed: %2; unchanged: %3; users: %4"_s.arg(QString::number(outcome.added),
        QString::number(outcome.changed), QString::number(outcome.unchanged), names.join(u", "));
}

}

struct Users::ImportPlan {
    UserImport outcome;
    QList<PlannedUser> users;
    qsizetype passwords = 0;
};

Result<UserImport> Users::import(
    TenantId tenant, const policy::CsvUsers &file, bool applies, const crypto::PasswordHasher &hasher, const Author &by)
{
    auto plan = planned(tenant, file);
    if (!plan)
        return std::unexpected(plan.error());
    if (plan->passwords > mostImportedPasswords)
        return std::unexpected(Error(ErrorKind::Invalid, messages::ImportTooManyPasswords,
            {QString::number(plan->passwords), QString::number(mostImportedPasswords)}));
    if (!applies || !plan->outcome.errors.isEmpty())
        return std::move(plan->outcome);
    const std::unique_lock importing(m_importing, std::try_to_lock);
    if (!importing)
        return std::unexpected(Error(ErrorKind::TooMany, messages::ImportRunning));
    plan->outcome.isApplied = true;
    return hashPasswords(plan->users, hasher)
        .and_then([&] {
            Passwords passwords(m_tenants, m_sessions, hasher);
            return m_tenants.store().write(
                [&](Transaction &transaction) { return carryOut(transaction, tenant, *plan, passwords, by); });
        })
        .transform([&] { return std::move(plan->outcome); });
}

Result<Users::ImportPlan> Users::planned(TenantId tenant, const policy::CsvUsers &file)
{
    const auto present = m_tenants.store().read([&](Database &database) { return allUsers(database, tenant); });
    if (!present)
        return std::unexpected(present.error());
    const auto state = m_tenants.snapshot()->byId.value(tenant);
    const policy::PasswordPolicy policy = state ? state->settings.passwordPolicy : policy::PasswordPolicy();
    Planning planning(policy, *present);
    planning.outcome.errors = file.errors;
    for (const policy::CsvUser &row : file.users)
        planning.take(row);
    planning.finish();
    std::ranges::stable_sort(planning.outcome.errors, {}, &policy::CsvUserError::line);
    return ImportPlan{std::move(planning.outcome), std::move(planning.plan), planning.passwords};
}

Result<void> Users::carryOut(
    Transaction &transaction, TenantId tenant, const ImportPlan &plan, Passwords &passwords, const Author &by)
{
    Database &database = transaction.database();
    const auto now = m_tenants.now();
    QList<audit::Event> events;
    QList<User> followed;
    for (const PlannedUser &planned : plan.users) {
        const auto overtaken = [&](const Error &error) {
            const bool isMeanwhile = error.kind == ErrorKind::Stale || error.kind == ErrorKind::Conflict;
            return isMeanwhile ? Error(ErrorKind::Conflict, messages::ImportOvertaken, {planned.after.loginName})
                               : error;
        };
        if (!planned.before) {
            if (const auto id = insertUser(database, tenant, newUser(planned), now); !id)
                return std::unexpected(overtaken(id.error()));
            events << userAdded(newUser(planned), by, now);
            continue;
        }
        const auto told = store(transaction, *planned.before, planned.after, by);
        if (!told)
            return std::unexpected(overtaken(told.error()));
        events << *told;
        followed << planned.after;
        if (planned.password.isEmpty())
            continue;
        const auto reset
            = passwords.set(transaction, planned.after, planned.passwordHash, planned.mustChangePassword, by);
        if (!reset)
            return reset;
    }
    events << usersImported(importWords(plan.outcome, plan.users), by, now);
    m_sessions.follow(transaction, followed);
    if (const auto refreshed = refreshCertificates(m_tenants, transaction, tenant); !refreshed)
        return refreshed;
    const auto stays = hasAdministrator(database, tenant);
    if (!stays)
        return std::unexpected(stays.error());
    if (!*stays)
        return std::unexpected(Error(ErrorKind::Conflict, messages::UserIsLastAdministrator));
    return appendEvents(transaction, tenant, events).transform([](qint64) { });
}

}
