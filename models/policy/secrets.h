// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/settings.h"

#include <functional>

/// The secrets in a tenant's settings, wherever the sections have declared them.
namespace sekimori::policy {

/// Called with the secret's path, section key included, such as `basicAuth.pair.password`.
using SecretVisitor = std::function<void(const QString &path, Secret &secret)>;

void forEachSecret(Settings &settings, const SecretVisitor &visit);

/// The same in any one value. Secrets are looked for in structs within structs, optional ones too, and not in lists:
/// nothing would say to which element an absent, thus unchanged, one belongs.
template<typename V>
void forEachSecretIn(V &value, const QString &path, const SecretVisitor &visit)
{
    if constexpr (std::same_as<V, Secret>) {
        visit(path, value);
    } else if constexpr (Fielded<V>) {
        V::fields(value, [&](const char *name, auto &member, const auto &...) {
            forEachSecretIn(member, path + u'.' + QLatin1StringView(name), visit);
        });
    } else if constexpr (requires {
                             requires Fielded<typename V::value_type>;
                             value.has_value();
                         }) {
        if (value)
            forEachSecretIn(*value, path, visit);
    }
}

}
