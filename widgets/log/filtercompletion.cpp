// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/filtercompletion.h"

#include "audit/filter/timespan.h"
#include "audit/filter/writing.h"

#include <QLocale>

#include <algorithm>

namespace sekimori::widgets {

using audit::filter::Language;
using audit::filter::Suggestion;

FilterCompletion::FilterCompletion(items::LogSource &source, QObject *parent)
    : QObject(parent)
    , m_source(source)
{
}

void FilterCompletion::ask(const QString &text, qsizetype cursor)
{
    m_completion = audit::filter::completionAt(text, cursor, filterLanguage());
    m_typed = text.sliced(m_completion.replaced.position, m_completion.replaced.length);
    m_proposals.clear();
    for (const Suggestion &suggestion : std::as_const(m_completion.suggestions)) {
        if (suggestion.text != m_typed && isFit(suggestion))
            m_proposals.append({suggestion.text, suggestion.text, suggestion.kind, {}});
    }
    const quint64 question = ++m_question;
    if (m_completion.valuesOf) {
        m_source.findValues(*m_completion.valuesOf, m_completion.valueStart, this,
            [this, question](const QList<items::ValueCount> &values) {
                if (question == m_question)
                    take(values);
            });
    }
    emit changed();
}

bool FilterCompletion::isFit(const Suggestion &suggestion) const
{
    return !m_isRule || suggestion.kind != Suggestion::Kind::Time
        || audit::filter::timeSpanFromText(suggestion.text, {.isRule = true});
}

void FilterCompletion::clear()
{
    ++m_question;
    m_proposals.clear();
    emit changed();
}

void FilterCompletion::take(const QList<items::ValueCount> &values)
{
    QList<Proposal> further;
    for (const items::ValueCount &value : values) {
        const QString text = audit::filter::quotedFor(*m_completion.valuesOf, value.value);
        const auto known = std::ranges::find_if(m_proposals,
            [&](const Proposal &proposal) { return proposal.text.compare(text, Qt::CaseInsensitive) == 0; });
        if (known != m_proposals.end())
            known->count = value.count;
        else if (text != m_typed)
            further.append({text, value.value, {}, value.count});
    }
    m_proposals = further + m_proposals;
    if (!values.isEmpty())
        emit changed();
}

Language filterLanguage()
{
    switch (QLocale().language()) {
    case QLocale::Japanese:
        return Language::Japanese;
    case QLocale::Chinese:
        return Language::Chinese;
    default:
        return Language::English;
    }
}

}
