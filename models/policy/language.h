// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldtypes.h"

#include <array>

namespace sekimori::policy {

/// The languages that the platform and the console speak.
enum class Language { English, Japanese, TraditionalChinese };

/// Names are language tags (BCP 47).
template<>
struct EnumNames<Language> {
    static constexpr std::array names{
        std::pair{Language::English, QLatin1StringView("en")},
        std::pair{Language::Japanese, QLatin1StringView("ja")},
        std::pair{Language::TraditionalChinese, QLatin1StringView("zh-Hant")},
    };
};

}
