// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/growingbytes.h"

#include <cstring>

namespace sekimori::audit::engine {

namespace messages {

const Message TextTooLarge{
    "log.textTooLarge", QT_TRANSLATE_NOOP("Messages", "Unpacked, the text is larger than the limit of %1 bytes.")};
const Message NoMemoryForText{
    "log.noMemoryForText", QT_TRANSLATE_NOOP("Messages", "There is not enough memory to unpack the text.")};

}

GrowingBytes::GrowingBytes(AddressRange range, size_t limit)
    : m_range(std::move(range))
    , m_limit(limit)
{
}

Result<std::shared_ptr<GrowingBytes>> GrowingBytes::create(size_t limit)
{
    AddressRange range = AddressRange::reserved(limit);
    if (range.isNull())
        return std::unexpected(Error(ErrorKind::TooLarge, messages::NoMemoryForText));
    return std::shared_ptr<GrowingBytes>(new GrowingBytes(std::move(range), limit));
}

Result<std::shared_ptr<const GrowingBytes>> GrowingBytes::of(std::string_view text)
{
    auto bytes = create(text.size());
    if (!bytes)
        return std::unexpected(bytes.error());
    if (const auto added = (*bytes)->append(text); !added)
        return std::unexpected(added.error());
    (*bytes)->finish();
    return *bytes;
}

Result<std::span<char>> GrowingBytes::room(size_t size)
{
    const size_t there = m_size.load(std::memory_order_relaxed);
    if (size > m_limit - there)
        return std::unexpected(Error(ErrorKind::TooLarge, messages::TextTooLarge, {QString::number(m_limit)}));
    if (!m_range.commit(there + size))
        return std::unexpected(Error(ErrorKind::TooLarge, messages::NoMemoryForText));
    return std::span(m_range.start() + there, size);
}

void GrowingBytes::committed(size_t size)
{
    {
        const std::lock_guard lock(m_mutex);
        m_size.store(m_size.load(std::memory_order_relaxed) + size, std::memory_order_release);
    }
    m_changed.notify_all();
}

Result<void> GrowingBytes::append(std::string_view text)
{
    const auto target = room(text.size());
    if (!target)
        return std::unexpected(target.error());
    if (!text.empty())
        std::memcpy(target->data(), text.data(), text.size());
    committed(text.size());
    return {};
}

void GrowingBytes::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isComplete.store(true, std::memory_order_release);
    }
    m_changed.notify_all();
}

std::string_view GrowingBytes::available() const
{
    return {m_range.start(), m_size.load(std::memory_order_acquire)};
}

std::string_view GrowingBytes::waitFor(size_t size, const std::stop_token &stop, Clock::time_point end) const
{
    if (m_size.load(std::memory_order_acquire) < size && !isComplete()) {
        std::unique_lock lock(m_mutex);
        const auto isThere = [&] { return m_size.load(std::memory_order_relaxed) >= size || isComplete(); };
        m_changed.wait_until(lock, stop, end, isThere);
    }
    return available();
}

}
