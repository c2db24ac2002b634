// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/certificateends.h"

namespace sekimori::items {

CertificateEnds::CertificateEnds(const platform::CertificatesClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void CertificateEnds::refresh()
{
    m_failure.reset();
    // One row is the least that can be asked for; the counts come along.
    m_askingCounts = m_client.page({}, 1, {}, [this](const auto &answer) {
        m_askingCounts = {};
        take(answer, &CertificateEnds::keepCounts);
    });
    m_askingAuthority = m_client.authority([this](const auto &answer) {
        m_askingAuthority = {};
        take(answer, &CertificateEnds::keepAuthority);
    });
    emit changed();
}

template<typename T>
void CertificateEnds::take(const platform::Answer<T> &answer, void (CertificateEnds::*keep)(const T &))
{
    if (answer)
        (this->*keep)(*answer);
    else
        m_failure = answer.error();
    emit changed();
}

}
