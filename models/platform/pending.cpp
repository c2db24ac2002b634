// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/pending.h"

#include "platform/exchange.h"

#include <utility>

namespace sekimori::platform {

Pending::Pending() noexcept = default;

Pending::Pending(Exchange *exchange)
    : m_exchange(exchange)
{
}

Pending::Pending(Pending &&other) noexcept
    : m_exchange(std::exchange(other.m_exchange, nullptr))
{
}

Pending &Pending::operator=(Pending &&other) noexcept
{
    if (this != &other) {
        cancel();
        m_exchange = std::exchange(other.m_exchange, nullptr);
    }
    return *this;
}

Pending::~Pending()
{
    cancel();
}

bool Pending::isUnderWay() const
{
    return m_exchange && m_exchange->isUnderWay();
}

void Pending::cancel()
{
    if (m_exchange)
        m_exchange->cancel();
    m_exchange.clear();
}

}
