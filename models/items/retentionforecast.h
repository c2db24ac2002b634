// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/auditclient.h"
#include "platform/retentionclient.h"

#include <QObject>
#include <QTimeZone>

namespace sekimori::items {

/// What another span of retention would delete: asked of the platform, the newest question only.
class RetentionForecast : public QObject {
    Q_OBJECT

public:
    using Span = policy::AuditRetention::Span;

    struct Loss {
        platform::RetentionEffect effect;
        std::optional<audit::EventTime> oldest; ///< of the events that go; none: not known

        bool operator==(const Loss &) const = default;
    };

    RetentionForecast(
        const platform::RetentionClient &retention, platform::AuditClient &audit, QObject *parent = nullptr);

    void ask(Span span);
    /// There is nothing to be asked any more.
    void clear();
    bool isAsking() const { return m_asking.isUnderWay() || m_askingOldest.isUnderWay(); }
    /// None: nothing was asked, or not answered yet.
    const std::optional<Loss> &loss() const { return m_loss; }
    const std::optional<platform::Failure> &failure() const { return m_failure; }

signals:
    void changed();

private:
    void take(const platform::Answer<platform::RetentionEffect> &answer);
    void askOldest(const platform::RetentionEffect &effect);
    void conclude(const Loss &loss);

    const platform::RetentionClient &m_retention;
    platform::AuditClient &m_audit;
    platform::Pending m_asking;
    platform::Pending m_askingOldest;
    std::optional<Loss> m_loss;
    std::optional<platform::Failure> m_failure;
};

/// `1,200 events, number 1 to 1,200, from 2023-01-02 09:30 up to 2025-11-21 19:44 (UTC+09:00)`
QString lossText(const RetentionForecast::Loss &loss, const QTimeZone &zone);
/// Whether fewer events are kept by @p after than by @p before.
bool isShorter(RetentionForecast::Span after, RetentionForecast::Span before);

}
