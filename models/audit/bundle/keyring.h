// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/checkpoint.h"

namespace sekimori::audit::bundle {

/// Public keys, found by what signatures name them by.
class KeyRing {
public:
    explicit KeyRing(const QList<crypto::VerifyingKey> &keys = {});

    void add(const KeyRing &others);
    const crypto::VerifyingKey *find(QByteArrayView id) const;
    bool isEmpty() const { return m_keys.isEmpty(); }

private:
    struct Named {
        QByteArray id; ///< which takes a while to make
        crypto::VerifyingKey key;
    };

    QList<Named> m_keys;
};

}
