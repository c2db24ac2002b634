// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/logcolumn.h"

#include "items/eventwords.h"
#include "platform/auditquestion.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

struct EventWords {
    Q_DECLARE_TR_FUNCTIONS(AuditEvents)
};

}

LogColumn fieldColumn(audit::Field field)
{
    return {.kind = LogColumn::Kind::Field, .field = field, .title = fieldText(field), .key = platform::nameOf(field)};
}

LogColumn numberColumn()
{
    return {.kind = LogColumn::Kind::Number, .title = EventWords::tr("Number", "column"), .key = u"number"_s};
}

LogColumn fileColumn()
{
    return {.kind = LogColumn::Kind::File, .title = EventWords::tr("File", "column"), .key = u"file"_s};
}

LogColumn lineColumn()
{
    return {.kind = LogColumn::Kind::Line, .title = EventWords::tr("Line", "column"), .key = u"line"_s};
}

LogColumn otherColumn(int other, const QString &title)
{
    return {.kind = LogColumn::Kind::Other, .other = other, .title = title, .key = u"other:"_s + title};
}

LogColumn surplusColumn()
{
    return {.kind = LogColumn::Kind::Surplus, .title = EventWords::tr("Surplus fields", "column"), .key = u"surplus"_s};
}

std::optional<audit::query::OrderKey> orderKeyOf(const LogColumn &column)
{
    using Kind = audit::query::OrderKey::Kind;
    switch (column.kind) {
    case LogColumn::Kind::Field:
        return audit::query::OrderKey{.kind = Kind::Field, .field = column.field};
    case LogColumn::Kind::Number:
        return audit::query::OrderKey{.kind = Kind::Number};
    case LogColumn::Kind::File:
        return audit::query::OrderKey{.kind = Kind::File};
    case LogColumn::Kind::Line:
        return audit::query::OrderKey{.kind = Kind::Line};
    case LogColumn::Kind::Other:
        return audit::query::OrderKey{.kind = Kind::Other, .title = column.title};
    case LogColumn::Kind::Surplus:
        return std::nullopt;
    }
    Q_UNREACHABLE_RETURN(std::nullopt);
}

}
