// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>

namespace sekimori::platform {

class Exchange;

/// A read that is under way, held by whoever wants its answer. Destroying, replacing or cancelling it ends the request,
/// and from then on its callback does not run. An empty one is under way to nowhere.
class [[nodiscard]] Pending {
public:
    Pending() noexcept;
    explicit Pending(Exchange *exchange);
    Pending(Pending &&other) noexcept;
    Pending &operator=(Pending &&other) noexcept;
    ~Pending();

    bool isUnderWay() const;
    void cancel();

private:
    QPointer<Exchange> m_exchange;
};

}
