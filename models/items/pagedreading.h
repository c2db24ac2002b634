// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"

#include <QDateTime>

#include <functional>
#include <optional>
#include <utility>

namespace sekimori::items {

/// How far the reading of a list is that the platform tells page by page, newest first: what is being asked, by which
/// filter, where older rows go on, and why the last request brought nothing. The rows themselves are the model's.
template<typename Filter, typename Page>
class PagedReading {
public:
    struct Model {
        /// Asks for a page of what is older than @p after; the newest where it is none.
        std::function<platform::Pending(
            const Filter &filter, std::optional<qint64> after, platform::Callback<Page> callback)>
            ask;
        /// @p isOtherFilter: the rows that are there are of the filter before.
        std::function<void(const Page &page, bool isOtherFilter)> takeNewest;
        std::function<void(const Page &page)> takeFurther;
        std::function<void()> stateChanged;
    };

    explicit PagedReading(Model model)
        : m_model(std::move(model))
    {
    }
    Q_DISABLE_COPY_MOVE(PagedReading)

    const Filter &filter() const { return m_filter; }
    /// Asks anew; what was there goes when the answer comes.
    void setFilter(const Filter &filter)
    {
        if (filter == m_filter)
            return;
        m_filter = filter;
        m_isOtherFilter = true;
        m_fetching = {};
        refresh();
    }

    void refresh()
    {
        m_refreshing = m_model.ask(m_filter, {}, [this](const auto &answer) { takeNewest(answer); });
        m_model.stateChanged();
    }

    void fetchFurther()
    {
        if (!m_next || m_isOtherFilter || m_fetching.isUnderWay())
            return;
        m_fetching = m_model.ask(m_filter, m_next, [this](const auto &answer) { takeFurther(answer); });
        m_model.stateChanged();
    }

    /// After a failure a person decides when to try again, not a view that happens to be at its end.
    bool canFetchMore() const { return m_next && !m_failure && !m_isOtherFilter && !m_fetching.isUnderWay(); }
    bool isFetching() const { return m_refreshing.isUnderWay() || m_fetching.isUnderWay(); }
    /// Why the last request brought nothing; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_failure; }
    /// Whether an answer has come yet.
    bool isRead() const { return m_readAt.isValid(); }
    const QDateTime &readAt() const { return m_readAt; }
    bool isComplete() const { return isRead() && !m_next; }

    /// The model has taken @p page in the place of all its rows.
    void beginAnewWith(const Page &page)
    {
        m_fetching = {};
        m_next = page.next;
    }
    /// The model's rows end where those of @p page do.
    void endWith(const Page &page) { m_next = page.next; }

private:
    void takeNewest(const platform::Answer<Page> &answer)
    {
        m_refreshing = {};
        m_failure = answer ? std::nullopt : std::optional(answer.error());
        if (answer) {
            m_readAt = QDateTime::currentDateTimeUtc();
            m_model.takeNewest(*answer, std::exchange(m_isOtherFilter, false));
        }
        m_model.stateChanged();
    }

    void takeFurther(const platform::Answer<Page> &answer)
    {
        m_fetching = {};
        m_failure = answer ? std::nullopt : std::optional(answer.error());
        if (answer) {
            m_next = answer->next;
            m_model.takeFurther(*answer);
        }
        m_model.stateChanged();
    }

    Model m_model;
    Filter m_filter;
    bool m_isOtherFilter = false; ///< the rows are still those of the one before
    platform::Pending m_refreshing;
    platform::Pending m_fetching;
    std::optional<qint64> m_next; ///< where older ones go on
    std::optional<platform::Failure> m_failure;
    QDateTime m_readAt;
};

}
