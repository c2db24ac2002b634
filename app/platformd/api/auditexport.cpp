// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auditexport.h"

#include "api/auditquestion.h"
#include "api/damagedspan.h"
#include "api/logfilestream.h"
#include "audit/query/eventwriter.h"
#include "store/chainrows.h"
#include "store/eventrows.h"
#include "store/segmentlogs.h"

#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using audit::query::EventWriter;
using audit::query::ExportFormat;
using audit::query::Packing;
using audit::query::TextFormat;

constexpr int eventsAtOnce = 400;
/// Complements may be long, and a piece is sent within one time limit.
constexpr qsizetype charactersAtOnce = 64 * 1024;

constexpr Message ExportOvertaken{"export.overtaken",
    QT_TRANSLATE_NOOP(
        "Messages", "Retention deleted the events up to number %1 while they were exported. Export anew.")};

constexpr Message ExportDamaged{"segments.damaged",
    QT_TRANSLATE_NOOP("Messages",
        "The events %1 of the audit log cannot be handed out: their file is missing or was altered. Newer and older "
        "ones can be: name a time from which or until which to look.")};

constexpr std::array textFormats{std::pair{"csv"_L1, TextFormat::Csv}, std::pair{"ndjson"_L1, TextFormat::Ndjson}};
constexpr std::array packings{
    std::pair{"none"_L1, Packing::None}, std::pair{"zip"_L1, Packing::Zip}, std::pair{"gzip"_L1, Packing::Gzip}};
constexpr std::array truths{std::pair{"false"_L1, false}, std::pair{"true"_L1, true}};

/// The first of @p known where the request names none.
template<typename Value, size_t count>
Result<Value> queryWord(
    const QUrlQuery &query, const QString &name, const std::array<std::pair<QLatin1StringView, Value>, count> &known)
{
    if (!query.hasQueryItem(name))
        return known.front().second;
    const QString text = query.queryItemValue(name, QUrl::FullyDecoded);
    QStringList words;
    for (const auto &[word, value] : known) {
        if (word == text)
            return value;
        words << word;
    }
    return std::unexpected(Error{ErrorKind::Invalid, NotOneOf, {name, words.join(u", ")}, name});
}

struct FileNames {
    QString inside; ///< without packing, it is the file itself
    QString whole;
    QByteArray mediaType;
};

FileNames namesOf(const QString &tenant, const ExportFormat &format)
{
    const bool isCsv = format.text == TextFormat::Csv;
    const QString inside
        = u"audit-%1-%2.%3"_s.arg(tenant, audit::toText(format.time).first(10), isCsv ? u"csv"_s : u"ndjson"_s);
    switch (format.packing) {
    case Packing::None:
        return {inside, inside, isCsv ? "text/csv; charset=utf-8" : "application/x-ndjson"};
    case Packing::Gzip:
        return {inside, inside + u".gz"_s, "application/gzip"};
    case Packing::Zip:
        return {inside, inside + u".zip"_s, "application/zip"};
    }
    std::unreachable();
}

Result<ExportFormat> queryFormat(const QUrlQuery &query, audit::EventTime now)
{
    const auto text = queryWord(query, u"format"_s, textFormats);
    if (!text)
        return std::unexpected(text.error());
    const auto packing = queryWord(query, u"pack"_s, packings);
    if (!packing)
        return std::unexpected(packing.error());
    const auto guards = queryWord(query, u"spreadsheet"_s, truths);
    if (!guards)
        return std::unexpected(guards.error());
    return ExportFormat{.text = *text, .packing = *packing, .name = {}, .time = now, .guardsFormulas = *guards};
}

/// What was handed out: `filter: user:sato; since: …; file: audit-demo-2026-03-05.csv.zip`
QString complementOf(const AuditQuestion &question, const QString &fileName)
{
    QStringList parts{question.filter.text.isEmpty() ? u"filter: none"_s : u"filter: "_s + question.filter.text};
    if (question.span.since)
        parts << u"since: "_s + audit::toText(*question.span.since);
    if (question.span.until)
        parts << u"until: "_s + audit::toText(*question.span.until);
    if (question.zone.id() != "UTC")
        parts << u"zone: "_s + QString::fromLatin1(question.zone.id());
    parts << u"file: "_s + fileName;
    return parts.join(u"; ");
}

/// What is looked for, and up to which event.
struct Selection {
    EventFilter filter;
    qint64 newest = 0;
};

/// The file, some hundred events at a time, oldest first, up to the last one that there was when it was begun.
class AuditExportStream : public LogFileStream {
public:
    AuditExportStream(
        Standing standing, SearchPlaces::Place place, Tenants &tenants, Selection selection, const ExportFormat &format)
        : LogFileStream(std::move(standing), std::move(place), tenants)
        , m_selection(std::move(selection))
        , m_writer(sink(), format)
    {
    }

private:
    Result<bool> writeSome() override
    {
        const auto found = store().search([this](Database &database) { return someEvents(database); });
        if (!found)
            return std::unexpected(found.error());
        qsizetype characters = 0;
        for (const audit::Event &event : found->events) {
            m_hasBegun = true;
            if (const auto written = m_writer.write(event); !written)
                return std::unexpected(written.error());
            characters += event.complement.size();
            m_written = event.number;
            if (characters >= charactersAtOnce && event.number != found->events.last().number)
                return false; // The others are found again.
        }
        m_written = found->reached;
        if (!found->isThrough)
            return false;
        return m_writer.finish().transform([] { return true; });
    }

    /// What retention deletes behind the first event that was written would be missing in the file's midst.
    Result<FoundEvents> someEvents(Database &database)
    {
        const LogReading moment(database);
        const auto start = chainStart(database, tenant());
        if (!start)
            return std::unexpected(start.error());
        if (m_hasBegun && start->number > m_written)
            return std::unexpected(Error(ErrorKind::Gone, ExportOvertaken, {QString::number(start->number)}));
        return EventSearch::reopen(database, tenant(), m_selection.filter, m_selection.newest)
            .and_then([this](EventSearch search) {
                return search.above(m_written, eventsAtOnce, std::chrono::steady_clock::now() + longestPiece);
            });
    }

    const Selection m_selection;
    EventWriter m_writer;
    qint64 m_written = 0; ///< all up to this number, as far as they are selected
    bool m_hasBegun = false;
};

Result<Selection> selectionOf(Tenants &tenants, TenantId tenant, const AuditQuestion &question)
{
    return tenants.store().search([&](Database &database) -> Result<Selection> {
        auto search = EventSearch::open(database, tenant, question.filter, question.span);
        if (!search)
            return std::unexpected(search.error());
        const auto damaged = search->damagedSegments();
        if (!damaged)
            return std::unexpected(damaged.error());
        if (!damaged->isEmpty())
            return std::unexpected(Error(ErrorKind::Unavailable, ExportDamaged, {eventsOf(*damaged)}));
        return Selection{search->filter(), search->newest()};
    });
}

/// On disk before the first byte goes out, and no part of the file. What is handed out is signed for, where there is a
/// key to sign by; without one it is a file all the same.
Result<void> tellAndSign(ApiParts &parts, TenantId tenant, const audit::Event &event)
{
    return parts.tenants.store().write([&](Transaction &transaction) -> Result<void> {
        const auto objection = parts.checkpoints.keys().objection(transaction.database(), tenant);
        if (!objection)
            return std::unexpected(objection.error());
        if (!*objection) {
            if (const auto made = parts.checkpoints.sign(transaction, tenant); !made)
                return std::unexpected(made.error());
        }
        return appendEvents(transaction, tenant, {event}).transform([](qint64) { });
    });
}

}

Response getAuditExport(const Call &call, ApiParts &parts)
{
    const auto now = parts.tenants.now();
    const auto question = auditQuestion(call, now);
    if (!question)
        return question.error();
    auto format = queryFormat(call.request.query, now);
    if (!format)
        return call.refuse(format.error());
    Standing standing(call, parts);
    auto place = parts.exportPlaces.take(standing.tenant());
    if (!place)
        return tooManySearches(call, place.error());
    auto selection = selectionOf(parts.tenants, standing.tenant(), *question);
    if (!selection)
        return call.refuse(selection.error());
    const FileNames names = namesOf(call.passage.tenant->subdomain, *format);
    format->name = names.inside;
    const auto event = handedOut(call.author(), u"export"_s, complementOf(*question, names.whole), now);
    if (const auto told = tellAndSign(parts, standing.tenant(), event); !told)
        return call.refuse(told.error());
    return fileAnswer(names.mediaType, names.whole,
        std::make_shared<AuditExportStream>(
            std::move(standing), *std::move(place), parts.tenants, *std::move(selection), *format));
}

}
