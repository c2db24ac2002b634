// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventfilter.h"

#include "audit/filter/foldedtext.h"
#include "store/columns.h"
#include "store/eventarguments.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using namespace audit::filter;
using audit::Field;

/// What a text is asked: a function of eventfunctions.h and its second argument.
struct Question {
    QLatin1StringView function;
    SqlValue argument;

    QString about(const QString &text, int place) const { return u"%1(%2, ?%3)"_s.arg(function, text).arg(place); }
};

/// A node in SQL, with what is known of the events that it selects.
struct Part {
    QString sql;
    int cost = 0; ///< the cheap ones are asked first
    std::optional<EventCodesOf> codes;
    TimeSpan span;
};

Question questionOf(const TextIs &is)
{
    return {is.hasWildcards ? "event_text_fits"_L1 : "event_text_is"_L1, folded(is.text)};
}

Question questionOf(const TextContains &contains)
{
    return {"event_text_contains"_L1, folded(contains.text)};
}

Question questionOf(const TextMatches &matches)
{
    return {"event_text_matches"_L1, matches.expression};
}

std::optional<Field> fieldOf(const TextIs &is)
{
    return is.field;
}

std::optional<Field> fieldOf(const auto &looking)
{
    return looking.field;
}

int costOf(const TextMatches &)
{
    return 3;
}

int costOf(const auto &)
{
    return 2;
}

TimeSpan both(const TimeSpan &a, const TimeSpan &b)
{
    TimeSpan span = a;
    if (b.since && (!span.since || *b.since > *span.since))
        span.since = b.since;
    if (b.until && (!span.until || *b.until < *span.until))
        span.until = b.until;
    return span;
}

void unite(std::optional<EventCodesOf> &codes, const std::optional<EventCodesOf> &others)
{
    if (!codes || !others || codes->column != others->column) {
        codes.reset();
        return;
    }
    std::vector<qint64> all;
    std::ranges::set_union(codes->codes, others->codes, std::back_inserter(all));
    codes->codes = std::move(all);
    codes->count += others->count;
}

class Compiler {
public:
    Compiler(Database &database, TenantId tenant)
        : m_database(database)
        , m_tenant(tenant)
    {
    }

    Part part(const Node &node)
    {
        return std::visit([this](const auto &what) { return partOf(what); }, node.what);
    }
    std::vector<SqlValue> takeValues() { return std::move(m_values); }
    const std::optional<Error> &error() const { return m_error; }

private:
    Part partOf(const TimeIn &in);
    Part partOf(const LevelIn &in);
    Part partOf(const SourceIn &in);
    Part partOf(const TextIs &is) { return partOfText(is); }
    Part partOf(const TextContains &contains) { return partOfText(contains); }
    Part partOf(const TextMatches &matches) { return partOfText(matches); }
    Part partOf(const And &all);
    Part partOf(const Or &any);
    Part partOf(const Not &negated);

    Part partOfText(const auto &looking);
    Part inField(Field field, const Question &question, int cost);
    Part inAnyField(const Question &question, int cost);

    Part partOfName(Field field, const Question &question);
    Part partOfKind(const QStringList &columns, const Question &question);
    Part partOfCodes(EventCodesOf codes);
    template<size_t count>
    Part partOfFew(EventColumn column, const std::array<bool, count> &wanted);
    template<typename Value, size_t count>
    std::array<bool, count> wantedNames(const Question &question);

    std::vector<Part> partsOf(const std::vector<Node> &nodes);
    QString joined(std::vector<Part> &parts, const QString &joint);
    EventCodesOf lookUp(EventColumn column, const QString &sql, const std::vector<SqlValue> &values);
    const EventTotals &totals();

    /// The place at which @p value stands.
    int place(SqlValue value)
    {
        m_values.push_back(std::move(value));
        return EventFilter::firstPlace + int(m_values.size()) - 1;
    }
    void fail(const Error &error)
    {
        if (!m_error)
            m_error = error;
    }

    Database &m_database;
    const TenantId m_tenant;
    std::vector<SqlValue> m_values;
    std::optional<EventTotals> m_totals;
    std::optional<Error> m_error;
};

Part Compiler::partOf(const TimeIn &in)
{
    const TimeSpan span{in.since, in.until};
    return {.sql = u"(e.time >= ?%1 AND e.time < ?%2)"_s.arg(place(sinceColumn(span))).arg(place(untilColumn(span))),
        .codes = {},
        .span = span};
}

Part Compiler::partOf(const LevelIn &in)
{
    return partOfFew(EventColumn::Level, in.levels);
}

Part Compiler::partOf(const SourceIn &in)
{
    return partOfName(Field::Source, {"event_source_in"_L1, sourceRange(in.first, in.last)});
}

Part Compiler::partOfText(const auto &looking)
{
    const auto field = fieldOf(looking);
    const Question question = questionOf(looking);
    return field ? inField(*field, question, costOf(looking)) : inAnyField(question, costOf(looking));
}

Part Compiler::inField(Field field, const Question &question, int cost)
{
    switch (field) {
    case Field::Source:
    case Field::User:
        return partOfName(field, question);
    case Field::Service:
        return partOfKind({u"service"_s}, question);
    case Field::Module:
        return partOfKind({u"module"_s}, question);
    case Field::Action:
        return partOfKind({u"action"_s}, question);
    case Field::Result:
        return partOfFew(EventColumn::Result, wantedNames<audit::EventResult, 4>(question));
    case Field::Level:
        return partOfFew(EventColumn::Level, wantedNames<audit::Level, 5>(question));
    case Field::Complement:
        return {
            .sql = question.about(u"e.complement"_s, place(question.argument)), .cost = cost, .codes = {}, .span = {}};
    case Field::Time:
        return {.sql = u"0"_s, .codes = {}, .span = {}};
    }
    std::unreachable();
}

/// Where it is looked for in all fields, the complement comes last: it is the only one that each event is asked for.
Part Compiler::inAnyField(const Question &question, int cost)
{
    std::vector<Part> parts{inField(Field::Source, question, cost), inField(Field::User, question, cost),
        partOfKind({u"service"_s, u"module"_s, u"action"_s}, question), inField(Field::Result, question, cost),
        inField(Field::Level, question, cost), inField(Field::Complement, question, cost)};
    return {.sql = joined(parts, u" OR "_s), .cost = cost, .codes = {}, .span = {}};
}

Part Compiler::partOf(const And &all)
{
    std::vector<Part> parts = partsOf(all.nodes);
    Part part{.sql = joined(parts, u" AND "_s), .cost = parts.back().cost, .codes = {}, .span = {}};
    for (Part &each : parts) {
        part.span = both(part.span, each.span);
        if (each.codes && (!part.codes || each.codes->count < part.codes->count))
            part.codes = std::move(each.codes);
    }
    return part;
}

Part Compiler::partOf(const Or &any)
{
    std::vector<Part> parts = partsOf(any.nodes);
    Part part{.sql = joined(parts, u" OR "_s), .cost = parts.back().cost, .codes = parts.front().codes, .span = {}};
    for (const Part &each : std::span(parts).subspan(1))
        unite(part.codes, each.codes);
    return part;
}

Part Compiler::partOf(const Not &negated)
{
    const Part of = part(negated.node.front());
    return {.sql = u"NOT "_s + of.sql, .cost = of.cost, .codes = {}, .span = {}};
}

std::vector<Part> Compiler::partsOf(const std::vector<Node> &nodes)
{
    std::vector<Part> parts;
    for (const Node &node : nodes)
        parts.push_back(part(node));
    return parts;
}

QString Compiler::joined(std::vector<Part> &parts, const QString &joint)
{
    std::ranges::stable_sort(parts, {}, &Part::cost);
    QStringList all;
    for (const Part &part : parts)
        all << part.sql;
    return u'(' + all.join(joint) + u')';
}

Part Compiler::partOfName(Field field, const Question &question)
{
    return partOfCodes(lookUp(field == Field::Source ? EventColumn::Source : EventColumn::User,
        u"SELECT id, count FROM event_names WHERE tenant = ?1 AND field = ?2 AND %1 ORDER BY id"_s.arg(
            question.about(u"text"_s, 3)),
        {m_tenant.value, qint64(field), question.argument}));
}

Part Compiler::partOfKind(const QStringList &columns, const Question &question)
{
    QStringList asked;
    for (const QString &column : columns)
        asked << question.about(column, 2);
    return partOfCodes(lookUp(EventColumn::Kind,
        u"SELECT id, count FROM event_kinds WHERE tenant = ?1 AND (%1) ORDER BY id"_s.arg(asked.join(u" OR ")),
        {m_tenant.value, question.argument}));
}

Part Compiler::partOfCodes(EventCodesOf codes)
{
    const auto column = nameOf(codes.column);
    QString sql;
    if (codes.codes.empty())
        sql = u"0"_s;
    else if (codes.codes.size() == 1)
        sql = u"e.%1 = ?%2"_s.arg(column).arg(place(codes.codes.front()));
    else
        sql = u"event_among(e.%1, ?%2)"_s.arg(column).arg(place(codeSet(codes.codes)));
    return {.sql = sql, .cost = codes.codes.size() > 1 ? 1 : 0, .codes = std::move(codes), .span = {}};
}

/// For the columns whose values are known beforehand. The index has those only that are more than the least.
template<size_t count>
Part Compiler::partOfFew(EventColumn column, const std::array<bool, count> &wanted)
{
    qint64 bits = 0;
    EventCodesOf codes{.column = column, .codes = {}};
    for (size_t value = 0; value < count; ++value) {
        if (!wanted[value])
            continue;
        bits |= 1 << value;
        codes.codes.push_back(qint64(value));
        codes.count += column == EventColumn::Level ? totals().levels[value] : totals().results.at(value);
    }
    Part part{.sql = u"(?%1 >> e.%2 & 1)"_s.arg(place(bits)).arg(nameOf(column)), .codes = {}, .span = {}};
    if (!wanted.front())
        part.codes = std::move(codes);
    return part;
}

template<typename Value, size_t count>
std::array<bool, count> Compiler::wantedNames(const Question &question)
{
    std::array<bool, count> wanted{};
    auto asking = Statement::prepare(m_database, u"SELECT "_s + question.about(u"?1"_s, 2));
    for (size_t value = 0; asking && value < count; ++value) {
        asking->bind({QString(audit::nameOf(Value(value))), question.argument});
        wanted[value] = asking->next() && asking->integer(0) != 0;
        asking->reset();
    }
    if (const auto outcome = asking ? asking->outcome() : std::unexpected(asking.error()); !outcome)
        fail(outcome.error());
    return wanted;
}

EventCodesOf Compiler::lookUp(EventColumn column, const QString &sql, const std::vector<SqlValue> &values)
{
    EventCodesOf codes{.column = column, .codes = {}};
    auto looking = Statement::prepare(m_database, sql);
    if (!looking) {
        fail(looking.error());
        return codes;
    }
    looking->bind(values);
    while (looking->next()) {
        codes.codes.push_back(looking->integer(0));
        codes.count += looking->integer(1);
    }
    if (const auto outcome = looking->outcome(); !outcome)
        fail(outcome.error());
    return codes;
}

const EventTotals &Compiler::totals()
{
    if (m_totals)
        return *m_totals;
    const auto found = eventTotals(m_database, m_tenant);
    if (!found)
        fail(found.error());
    return m_totals.emplace(found.value_or(EventTotals()));
}

}

QLatin1StringView nameOf(EventColumn column)
{
    switch (column) {
    case EventColumn::Source:
        return "source"_L1;
    case EventColumn::User:
        return "user"_L1;
    case EventColumn::Kind:
        return "kind"_L1;
    case EventColumn::Result:
        return "result"_L1;
    case EventColumn::Level:
        return "level"_L1;
    }
    std::unreachable();
}

Result<EventFilter> eventFilter(Database &database, TenantId tenant, const Filter &filter)
{
    if (!filter.root)
        return EventFilter{.filter = filter, .condition = u"1"_s, .values = {}, .codes = {}, .span = {}};
    Compiler compiler(database, tenant);
    Part part = compiler.part(*filter.root);
    if (compiler.error())
        return std::unexpected(*compiler.error());
    return EventFilter{.filter = filter,
        .condition = std::move(part.sql),
        .values = compiler.takeValues(),
        .codes = std::move(part.codes),
        .span = part.span};
}

}
