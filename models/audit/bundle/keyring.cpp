// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/keyring.h"

#include <algorithm>

namespace sekimori::audit::bundle {

KeyRing::KeyRing(const QList<crypto::VerifyingKey> &keys)
{
    for (const crypto::VerifyingKey &key : keys)
        m_keys.append({key.id(), key});
}

void KeyRing::add(const KeyRing &others)
{
    m_keys += others.m_keys;
}

const crypto::VerifyingKey *KeyRing::find(QByteArrayView id) const
{
    const auto found = std::ranges::find_if(m_keys, [&](const Named &each) { return each.id == id; });
    return found == m_keys.end() ? nullptr : &found->key;
}

}
