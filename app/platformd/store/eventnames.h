// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "audit/field.h"
#include "store/ids.h"
#include "store/statement.h"

#include <QHash>

namespace sekimori::platformd {

/// The sources and users of a tenant's events stand in `event_names`, service, module and action together in
/// `event_kinds`, each once and with the number of its events: an event holds their codes. Codes are never reused, and
/// no tenant's is another's.
struct EventCodes {
    qint64 source = 0;
    qint64 user = 0;
    qint64 kind = 0;
};

/// Counts @p events and finds the codes of each, new ones where there were none.
Result<QList<EventCodes>> countNames(Database &database, TenantId tenant, const QList<audit::Event> &events);

struct EventKind {
    QString service;
    QString module;
    QString action;
};

/// Codes back into texts; each is read once.
class EventNames {
public:
    static Result<EventNames> open(Database &database, TenantId tenant);

    Result<QString> name(qint64 code);
    Result<EventKind> kind(qint64 code);

private:
    EventNames(Statement names, Statement kinds);

    Statement m_readName;
    Statement m_readKind;
    QHash<qint64, QString> m_names;
    QHash<qint64, EventKind> m_kinds;
};

/// Texts into codes; each is looked up once. Of texts that no event has there is none.
class EventNameCodes {
public:
    static Result<EventNameCodes> open(Database &database, TenantId tenant);

    Result<std::optional<qint64>> name(audit::Field field, const QString &text);
    Result<std::optional<qint64>> kind(const EventKind &kind);

private:
    EventNameCodes(Statement names, Statement kinds);

    Statement m_findName;
    Statement m_findKind;
    QHash<std::pair<audit::Field, QString>, qint64> m_names;
    QHash<QStringList, qint64> m_kinds;
};

}
