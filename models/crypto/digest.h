// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

struct evp_md_ctx_st;

namespace sekimori::crypto {

/// SHA-256 of bytes that come one after the other.
class Sha256 {
public:
    Sha256();

    void add(QByteArrayView bytes);
    /// 32 bytes, once.
    QByteArray result();

private:
    struct Freed {
        void operator()(evp_md_ctx_st *context) const noexcept;
    };
    std::unique_ptr<evp_md_ctx_st, Freed> m_context;
};

}
