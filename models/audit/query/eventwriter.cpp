// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/eventwriter.h"

#include "audit/query/fieldwriting.h"

#include <array>

namespace sekimori::audit::query {
namespace {

constexpr size_t usualSize = 1 << 16;

/// By Field; the time is none of them.
std::array<std::string, allFields.size()> textsOf(const Event &event)
{
    return {std::string(), event.source.toStdString(), event.user.toStdString(), event.service.toStdString(),
        event.module.toStdString(), event.action.toStdString(), nameOf(event.result).data(), nameOf(event.level).data(),
        event.complement.toStdString()};
}

void appendCsvLine(std::string &text, const Event &event, bool guardsFormulas)
{
    text += std::to_string(event.number);
    const auto texts = textsOf(event);
    for (const Field field : allFields) {
        text += ',';
        if (field == Field::Time)
            appendTime(text, event.time.time_since_epoch().count());
        else if (guardsFormulas)
            appendGuardedCsv(text, texts[size_t(field)], ',');
        else
            appendCsv(text, texts[size_t(field)], ',');
    }
    text += "\r\n";
}

void appendJsonLine(std::string &text, const Event &event)
{
    text += "{\"number\":" + std::to_string(event.number);
    const auto texts = textsOf(event);
    for (const Field field : allFields) {
        text += ",\"";
        text += columnName(field);
        text += "\":";
        if (field == Field::Time) {
            text += '"';
            appendTime(text, event.time.time_since_epoch().count());
            text += '"';
        } else {
            appendJson(text, texts[size_t(field)]);
        }
    }
    text += "}\n";
}

}

std::string headOf(const ExportFormat &format, bool hasNumbers)
{
    if (format.text == TextFormat::Ndjson)
        return {};
    std::string head = format.hasByteOrderMark ? "\xef\xbb\xbf" : "";
    if (hasNumbers)
        head.append(numberName) += ',';
    for (const Field field : allFields) {
        head += columnName(field);
        head += field == allFields.back() ? "\r\n" : ",";
    }
    return head;
}

EventWriter::EventWriter(Sink &sink, const ExportFormat &format)
    : m_format(format)
    , m_sink(packedInto(sink, format.packing, format.name, format.time))
    , m_text(headOf(format, true))
{
}

Result<void> EventWriter::write(const Event &event)
{
    if (m_format.text == TextFormat::Ndjson)
        appendJsonLine(m_text, event);
    else
        appendCsvLine(m_text, event, m_format.guardsFormulas);
    return passOn(usualSize);
}

Result<void> EventWriter::finish()
{
    return passOn(0).and_then([this] { return m_sink->finish(); });
}

Result<void> EventWriter::passOn(size_t most)
{
    if (m_text.size() <= most)
        return {};
    const auto isWritten = m_sink->write(m_text);
    m_text.clear();
    return isWritten;
}

}
