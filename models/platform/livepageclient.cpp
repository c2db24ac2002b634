// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/livepageclient.h"

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
Answer<LivePage> readPage(const HttpAnswer &answer)
{
    if (answer.status == 401 && answer.challengesBasic)
        return std::unexpected(Failure{.kind = Failure::Kind::GateAsksBasic});
    return livePageIn(answer, QDateTime::currentDateTimeUtc());
}
}

Pending LivePageClient::signInPage(Callback<LivePage> callback)
{
    return m_connection.read<LivePage>({.path = u"/sign-in"_s, .isPage = true}, readPage, std::move(callback));
}

}
