// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/secrets.h"

namespace sekimori::policy {
namespace {

template<typename V>
void visitIn(V &, const QString &, const SecretVisitor &)
{
}

void visitIn(Secret &secret, const QString &path, const SecretVisitor &visit)
{
    visit(path, secret);
}

template<Fielded V>
void visitIn(V &value, const QString &path, const SecretVisitor &visit)
{
    V::fields(value, [&](const char *name, auto &member, const auto &...) {
        visitIn(member, path + u'.' + QLatin1StringView(name), visit);
    });
}

}

void forEachSecret(Settings &settings, const SecretVisitor &visit)
{
    Settings::sections(settings, [&]<typename T>(T &section) { visitIn(section, QString(T::key), visit); });
}

}
