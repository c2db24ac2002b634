// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"

namespace sekimori::platform {

/// Whether a tenant can have a subdomain.
struct SubdomainAnswer {
    QString name;
    bool isFree = false;
    QString reason; ///< why it is not, in the reader's language

    bool operator==(const SubdomainAnswer &) const = default;
};

/// Asks for names that a tenant may want to have.
class SubdomainClient {
public:
    explicit SubdomainClient(Connection &connection)
        : m_connection(connection)
    {
    }

    Pending ask(const QString &name, Callback<SubdomainAnswer> callback);

private:
    Connection &m_connection;
};

}
