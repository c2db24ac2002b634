// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldrules.h"

namespace sekimori::policy {

/// A rule for a text that is shown in one line: no control characters and nothing else that breaks a line.
struct SingleLine {
    std::optional<Error> check(const QString &text) const;
    void tell(FieldLimits &) const { }
};

namespace messages {
extern const Message ControlCharacter;
}

}
