// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/auditclient.h"
#include "platform/certificatesclient.h"
#include "platform/historyclient.h"
#include "platform/imageclient.h"
#include "platform/livepageclient.h"
#include "platform/lockclient.h"
#include "platform/opensessionsclient.h"
#include "platform/passwordclient.h"
#include "platform/subdomainclient.h"
#include "platform/usersclient.h"

namespace sekimori::platform {

/// The resources of one platform's API, each seen through the same connection.
struct Clients {
    AuditClient audit;
    CertificatesClient certificates;
    HistoryClient history;
    LockClient locks;
    OpenSessionsClient openSessions;
    PasswordClient passwords;
    UsersClient users;
    ImageClient images;
    LivePageClient livePages;
    SubdomainClient subdomains;

    explicit Clients(Connection &connection)
        : audit(connection)
        , certificates(connection)
        , history(connection)
        , locks(connection)
        , openSessions(connection)
        , passwords(connection)
        , users(connection)
        , images(connection)
        , livePages(connection)
        , subdomains(connection)
    {
    }
};

}
