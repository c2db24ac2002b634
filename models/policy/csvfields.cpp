// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/csvfields.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::policy {
namespace {

/// A spreadsheet runs a field that begins like this as a formula. Apostrophes before it are part of the rule, so that a
/// text that had one itself comes back unchanged.
bool looksLikeFormula(QStringView text)
{
    const auto start = std::ranges::find_if(text, [](QChar c) { return c != u'\''; });
    return start != text.end() && u"=+-@"_s.contains(*start);
}

QString quoted(const QString &field)
{
    const bool needsQuotes
        = field.contains(u',') || field.contains(u'"') || field.startsWith(u'#') || field != field.trimmed();
    return needsQuotes ? u'"' + QString(field).replace(u'"', u"\"\""_s) + u'"' : field;
}

}

bool isBlankField(const QString &field)
{
    return QStringView(field).trimmed().isEmpty();
}

QString comparableName(const QString &name)
{
    QString plain = name.normalized(QString::NormalizationForm_KC).toCaseFolded();
    plain.removeIf([](QChar c) { return c.isSpace(); });
    return plain;
}

std::optional<CsvRecord> headerOf(CsvReader &reader)
{
    while (auto record = reader.next()) {
        if (record->error || !isPassedOver(record->fields))
            return record;
    }
    return {};
}

bool isPassedOver(const QStringList &fields)
{
    return std::ranges::all_of(fields, isBlankField) || QStringView(fields.first()).trimmed().startsWith(u'#');
}

QString writtenField(const QString &text)
{
    return quoted(looksLikeFormula(text) ? u'\'' + text : text);
}

QString withoutFormulaGuard(QStringView field)
{
    return field.startsWith(u'\'') && looksLikeFormula(field) ? field.sliced(1).toString() : field.toString();
}

}
