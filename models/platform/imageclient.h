// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"
#include "policy/fieldtypes.h"

namespace sekimori::platform {

/// An image as the platform keeps it, after it has decoded and encoded it anew.
struct StoredImage {
    policy::Blob blob;
    int width = 0;
    int height = 0;

    bool operator==(const StoredImage &) const = default;
};

/// The images of a tenant's pages, which travel apart from the sections that name them.
class ImageClient {
public:
    explicit ImageClient(Connection &connection)
        : m_connection(connection)
    {
    }

    /// The platform keeps it for an hour, and then for as long as a section names it.
    Pending upload(const Content &file, Callback<StoredImage> callback);
    /// The file that @p blob names; nothing in it has been looked at.
    Pending fetch(const policy::Blob &blob, Callback<QByteArray> callback);

private:
    Connection &m_connection;
};

}
