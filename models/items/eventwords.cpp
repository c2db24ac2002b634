// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/eventwords.h"

#include <QCoreApplication>

namespace sekimori::items {
namespace {

struct EventWords {
    Q_DECLARE_TR_FUNCTIONS(AuditEvents)
};

}

QString levelText(audit::Level level)
{
    switch (level) {
    case audit::Level::Information:
        return EventWords::tr("Information", "level of an event");
    case audit::Level::Notice:
        return EventWords::tr("Notice", "level of an event");
    case audit::Level::Warning:
        return EventWords::tr("Warning", "level of an event");
    case audit::Level::Error:
        return EventWords::tr("Error", "level of an event");
    case audit::Level::Critical:
        return EventWords::tr("Critical", "level of an event");
    }
    Q_UNREACHABLE_RETURN({});
}

QString fieldText(audit::Field field)
{
    using audit::Field;
    switch (field) {
    case Field::Time:
        return EventWords::tr("Date and time", "column");
    case Field::Source:
        return EventWords::tr("Accessed from", "column");
    case Field::User:
        return EventWords::tr("User", "column");
    case Field::Service:
        return EventWords::tr("Service", "column");
    case Field::Module:
        return EventWords::tr("Module", "column");
    case Field::Action:
        return EventWords::tr("Action", "column");
    case Field::Result:
        return EventWords::tr("Result", "column");
    case Field::Level:
        return EventWords::tr("Level", "column");
    case Field::Complement:
        return EventWords::tr("Complement", "column");
    }
    Q_UNREACHABLE_RETURN({});
}

}
