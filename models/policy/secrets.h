// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/settings.h"

#include <functional>

/// The secrets in a tenant's settings, wherever the sections have declared them.
namespace sekimori::policy {

/// Called with the secret's path, section key included, such as `basicAuth.pair.password`.
using SecretVisitor = std::function<void(const QString &path, Secret &secret)>;

void forEachSecret(Settings &settings, const SecretVisitor &visit);

}
