// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/filter.h"

#include <memory>

namespace sekimori::audit::filter {

/// Judges one event at a time: the live tail, alerts, and what the faster ways are tested against. Immutable once made;
/// copies share everything, and any number of threads may ask.
class Matcher {
public:
    explicit Matcher(const Filter &filter);

    bool matches(const Subject &subject) const;
    bool matches(const Event &event) const;

private:
    struct Test;
    std::shared_ptr<const Test> m_test; ///< null: everything is wanted
};

/// Made for one question; who has several keeps a Matcher.
bool matches(const Filter &filter, const Subject &subject);

}
