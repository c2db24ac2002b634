// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/rebasing.h"

namespace sekimori::policy {

void rebaseSection(const Settings &base, const Settings &mine, Settings &theirs, QAnyStringView key)
{
    Settings::sections(theirs, [&]<typename T>(T &section) {
        if (T::key != key)
            return;
        const auto rebaseFrom = [&](const T &old) {
            visitSection(mine, key, [&](const auto &own) {
                if constexpr (std::same_as<decltype(own), const T &>)
                    section = rebased(old, own, std::move(section));
            });
        };
        visitSection(base, key, [&](const auto &old) {
            if constexpr (std::same_as<decltype(old), const T &>)
                rebaseFrom(old);
        });
    });
}

}
