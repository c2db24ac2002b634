// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/secrets.h"

namespace sekimori::policy {

void forEachSecret(Settings &settings, const SecretVisitor &visit)
{
    Settings::sections(settings, [&]<typename T>(T &section) { forEachSecretIn(section, QString(T::key), visit); });
}

}
