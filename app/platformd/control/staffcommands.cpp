// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/staffcommands.h"

#include "control/controlclient.h"
#include "policy/passwordrules.h"
#include "store/unsignedtail.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

QString nameIn(const QJsonObject &command)
{
    return command.value("name"_L1).toString();
}

Result<ControlReply> add(Staff &staff, const crypto::PasswordHasher &hasher, const QJsonObject &command)
{
    const QString name = nameIn(command);
    const QString password = command.value("password"_L1).toString();
    if (const auto problem = problemOfStaffName(name))
        return std::unexpected(*problem);
    // By the rules that a tenant's administrators begin with.
    const Errors problems = policy::problemsOfPassword({}, {password, name, true});
    if (!problems.isEmpty())
        return std::unexpected(problems.first().under(u"password"_s));
    return hasher.hash(password).and_then([&](const QByteArray &hash) { return staff.add(name, hash); }).transform([&] {
        return ControlReply{.json = {{u"added"_s, name}}};
    });
}

Result<ControlReply> remove(Staff &staff, const QJsonObject &command)
{
    const QString name = nameIn(command);
    return staff.remove(name).transform([&] { return ControlReply{.json = {{u"removed"_s, name}}}; });
}

Result<ControlReply> list(Staff &staff)
{
    return staff.list().transform([](const QList<StaffMember> &members) {
        QJsonArray array;
        for (const StaffMember &member : members)
            array.append(QJsonObject{{u"name"_s, member.name}, {u"addedAt"_s, audit::toText(member.addedAt)}});
        return ControlReply{.json = {{u"staff"_s, array}}};
    });
}

QJsonObject commandFor(const StaffWish &wish, const QString &password)
{
    switch (wish.task) {
    case StaffWish::Task::Add:
        return {{u"command"_s, u"staff.add"_s}, {u"name"_s, wish.name}, {u"password"_s, password}};
    case StaffWish::Task::Remove:
        return {{u"command"_s, u"staff.remove"_s}, {u"name"_s, wish.name}};
    case StaffWish::Task::List:
        return {{u"command"_s, u"staff.list"_s}};
    }
    std::unreachable();
}

QStringList linesOf(const QJsonObject &reply)
{
    QStringList lines;
    for (const QJsonValue &member : reply.value("staff"_L1).toArray())
        lines << member["name"_L1].toString() + staffSuffix + u"  since "_s + member["addedAt"_L1].toString();
    return lines;
}

}

ControlCommands staffCommands(Staff &staff, const crypto::PasswordHasher &hasher)
{
    return {
        {u"staff.add"_s, [&staff, &hasher](const QJsonObject &command) { return add(staff, hasher, command); }},
        {u"staff.remove"_s, [&staff](const QJsonObject &command) { return remove(staff, command); }},
        {u"staff.list"_s, [&staff](const QJsonObject &) { return list(staff); }},
    };
}

Result<QStringList> manageStaff(const QString &dataFolder, const StaffWish &wish, const QString &password)
{
    const QJsonObject command = commandFor(wish, password);
    if (const auto reply = askRunningService(dataFolder, command))
        return reply->transform(linesOf);
    // Nobody answers, so the data lock is free, or the service is just starting and keeps it.
    const auto tenants = openWithoutKey({.folder = dataFolder});
    if (!tenants)
        return std::unexpected(tenants.error());
    const auto sessions = Sessions::open(**tenants);
    if (!sessions)
        return std::unexpected(sessions.error());
    Staff staff(**tenants, **sessions);
    const crypto::PasswordHasher hasher;
    return staffCommands(staff, hasher)
        .value(command.value("command"_L1).toString())(command)
        .transform([](const ControlReply &reply) { return linesOf(reply.json); });
}

}
