// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/language.h"
#include "policy/singleline.h"

namespace sekimori::policy {

/// How the sign-in page looks, and what it says to those who fail.
struct LoginPage {
    static constexpr QLatin1StringView key{"loginPage"};

    QString title; ///< empty: the tenant's name
    Blob image;
    QMap<Language, QString> failureMessage; ///< a language without one has the platform's own words

    static void fields(auto &self, auto &&field)
    {
        field("title", self.title, length(0, 100), SingleLine{});
        field("image", self.image);
        field("failureMessage", self.failureMessage, each(length(0, 300), SingleLine{}));
    }

    bool operator==(const LoginPage &) const = default;
};

}
