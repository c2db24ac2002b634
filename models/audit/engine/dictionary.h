// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/field.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace sekimori::audit::engine {

/// The different texts of one column, each with a code from 0 on. Texts are added by whoever fills the table and never
/// change or move, so that readers may look up any code they have found in a block without a lock.
class Dictionary {
public:
    Dictionary();
    ~Dictionary();
    Dictionary(const Dictionary &) = delete;
    Dictionary &operator=(const Dictionary &) = delete;

    /// The code of this text (UTF-8, as people see it: unquoted), new where it was not there. Thread-safe.
    uint32_t codeOf(std::string_view text);
    /// As many codes as there are by now. Thread-safe.
    uint32_t size() const;
    std::string_view operator[](uint32_t code) const;

private:
    struct Storage;
    std::unique_ptr<Storage> m_storage;
};

/// One for each coded field, by Field. That of the levels begins with the names of audit::Level in their order, that of
/// the results with the names of audit::EventResult; what nobody knows (see audit/words.h) follows as it is written.
struct Dictionaries {
    Dictionaries();

    std::array<Dictionary, allFields.size()> of;

    const Dictionary &operator[](Field field) const { return of[size_t(field)]; }
    Dictionary &operator[](Field field) { return of[size_t(field)]; }
};

}
