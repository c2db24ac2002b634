// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/dictionary.h"

#include "audit/event.h"

#include <QtAssert>

#include <atomic>
#include <bit>
#include <cstring>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace sekimori::audit::engine {
namespace {

/// Codes lie in shelves of growing length, which never move: 1,024, 1,024, 2,048, 4,096 …
constexpr uint32_t firstShelf = 1'024;
constexpr size_t shelfCount = 23;

size_t shelfOf(uint32_t code)
{
    return size_t(std::bit_width(code / firstShelf));
}

uint32_t firstOnShelf(size_t shelf)
{
    return shelf == 0 ? 0 : firstShelf << (shelf - 1);
}

uint32_t lengthOfShelf(size_t shelf)
{
    return shelf == 0 ? firstShelf : firstShelf << (shelf - 1);
}

}

struct Dictionary::Storage {
    static constexpr size_t roomAtOnce = 64 << 10;

    std::mutex mutex; ///< for whoever adds
    std::unordered_map<std::string_view, uint32_t> codes;
    std::vector<std::unique_ptr<char[]>> rooms; ///< what the texts stand in
    char *room = nullptr;
    size_t roomLeft = 0;
    std::array<std::unique_ptr<std::string_view[]>, shelfCount> owned;
    std::array<std::atomic<std::string_view *>, shelfCount> shelves{};
    std::atomic<uint32_t> size = 0;

    std::string_view kept(std::string_view text);
};

std::string_view Dictionary::Storage::kept(std::string_view text)
{
    if (text.size() > roomLeft) {
        const size_t wanted = std::max(text.size(), roomAtOnce);
        rooms.push_back(std::make_unique_for_overwrite<char[]>(wanted));
        room = rooms.back().get();
        roomLeft = wanted;
    }
    if (!text.empty())
        std::memcpy(room, text.data(), text.size());
    const std::string_view copy(room, text.size());
    room += text.size();
    roomLeft -= text.size();
    return copy;
}

Dictionary::Dictionary()
    : m_storage(std::make_unique<Storage>())
{
}

Dictionary::~Dictionary() = default;

uint32_t Dictionary::codeOf(std::string_view text)
{
    Storage &storage = *m_storage;
    const std::lock_guard lock(storage.mutex);
    if (const auto found = storage.codes.find(text); found != storage.codes.end())
        return found->second;
    const uint32_t code = storage.size.load(std::memory_order_relaxed);
    const size_t shelf = shelfOf(code);
    if (!storage.owned[shelf]) {
        storage.owned[shelf] = std::make_unique<std::string_view[]>(lengthOfShelf(shelf));
        storage.shelves[shelf].store(storage.owned[shelf].get(), std::memory_order_release);
    }
    const std::string_view copy = storage.kept(text);
    storage.owned[shelf][code - firstOnShelf(shelf)] = copy;
    storage.codes.emplace(copy, code);
    storage.size.store(code + 1, std::memory_order_release);
    return code;
}

uint32_t Dictionary::size() const
{
    return m_storage->size.load(std::memory_order_acquire);
}

std::string_view Dictionary::operator[](uint32_t code) const
{
    Q_ASSERT(code < size());
    const size_t shelf = shelfOf(code);
    return m_storage->shelves[shelf].load(std::memory_order_acquire)[code - firstOnShelf(shelf)];
}

Dictionaries::Dictionaries()
{
    const auto add = [this](Field field, QLatin1StringView name) {
        of[size_t(field)].codeOf(std::string_view(name.data(), size_t(name.size())));
    };
    for (const Level level : {Level::Information, Level::Notice, Level::Warning, Level::Error, Level::Critical})
        add(Field::Level, nameOf(level));
    for (const EventResult result :
        {EventResult::Success, EventResult::Failed, EventResult::ValidationError, EventResult::Error})
        add(Field::Result, nameOf(result));
}

}
