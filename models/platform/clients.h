// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/alertsclient.h"
#include "platform/archivesclient.h"
#include "platform/auditclient.h"
#include "platform/certificatesclient.h"
#include "platform/historyclient.h"
#include "platform/imageclient.h"
#include "platform/integrityclient.h"
#include "platform/livepageclient.h"
#include "platform/lockclient.h"
#include "platform/opensessionsclient.h"
#include "platform/passwordclient.h"
#include "platform/retentionclient.h"
#include "platform/subdomainclient.h"
#include "platform/usersclient.h"

namespace sekimori::platform {

/// The resources of one platform's API, each seen through the same connection.
struct Clients {
    AlertsClient alerts;
    AuditClient audit;
    ArchivesClient archives;
    RetentionClient retention;
    IntegrityClient integrity;
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
        : alerts(connection)
        , audit(connection)
        , archives(connection)
        , retention(connection)
        , integrity(connection)
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
