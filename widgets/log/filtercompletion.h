// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/completion.h"
#include "items/logsource.h"

#include <QObject>

namespace sekimori::widgets {

/// What could stand at the cursor of a filter: its own words, and the values that occur in the log with how often they
/// do. Values come when they are there; nothing waits for them.
class FilterCompletion : public QObject {
    Q_OBJECT

public:
    struct Proposal {
        QString text; ///< what to write
        QString shown;
        std::optional<audit::filter::Suggestion::Kind> kind; ///< none: a value
        std::optional<qint64> count; ///< of events with it

        bool operator==(const Proposal &) const = default;
    };

    /// The source has to outlive it.
    explicit FilterCompletion(items::LogSource &source, QObject *parent = nullptr);

    /// Nothing is offered that a rule cannot say.
    void setForRule() { m_isRule = true; }
    void ask(const QString &text, qsizetype cursor);
    void clear();
    const QList<Proposal> &proposals() const { return m_proposals; }
    /// What a proposal takes the place of.
    const audit::filter::Place &replaced() const { return m_completion.replaced; }

signals:
    void changed();

private:
    bool isFit(const audit::filter::Suggestion &suggestion) const;
    void take(const QList<items::ValueCount> &values);

    items::LogSource &m_source;
    bool m_isRule = false;
    audit::filter::Completion m_completion;
    QString m_typed; ///< what stands where a proposal would
    QList<Proposal> m_proposals;
    quint64 m_question = 0;
};

/// The language of the running application, as far as filters have words in it.
audit::filter::Language filterLanguage();

}
