// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/languages.h"
#include "error/error.h"
#include "http/response.h"

namespace sekimori::platformd {

/// What one of the service's own pages says.
struct PageText {
    Error title;
    Errors paragraphs = {};
};

/// Makes the small pages that people meet at the edge: no script, nothing fetched, every value escaped.
class Pages {
public:
    Pages();

    Response page(int status, const PageText &text, const Language &language) const;

private:
    QString m_template;
    QByteArray m_contentSecurityPolicy;
};

}
