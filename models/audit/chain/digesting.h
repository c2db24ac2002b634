// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/link.h"

#include <memory>

namespace sekimori::audit::chain {

/// SHA-256 of what comes bit by bit.
class Digesting {
public:
    Digesting();
    ~Digesting();
    Digesting(Digesting &&) noexcept;
    Digesting &operator=(Digesting &&) noexcept;

    void add(QByteArrayView bytes);
    /// Of all that was added; it begins anew afterwards.
    Hash finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}
