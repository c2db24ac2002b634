// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/field.h"

#include <initializer_list>

namespace sekimori::audit {

/// Some of the fields.
class FieldSet {
public:
    constexpr FieldSet() = default;
    constexpr FieldSet(std::initializer_list<Field> fields)
    {
        for (const Field field : fields)
            m_bits |= bitOf(field);
    }
    static constexpr FieldSet all()
    {
        FieldSet set;
        for (const Field field : allFields)
            set |= {field};
        return set;
    }

    constexpr bool contains(Field field) const { return (m_bits & bitOf(field)) != 0; }
    constexpr FieldSet &operator|=(FieldSet other)
    {
        m_bits |= other.m_bits;
        return *this;
    }
    constexpr bool operator==(const FieldSet &) const = default;

private:
    static constexpr unsigned bitOf(Field field) { return 1U << unsigned(field); }

    unsigned m_bits = 0;
};

}
