// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/html.h"
#include "edge/languages.h"
#include "error/error.h"
#include "http/response.h"

namespace sekimori::platformd {

/// A way on from a page that has only words.
struct PageLink {
    Error text;
    QString address;
};

/// What a page of words says.
struct PageText {
    Error title;
    Errors paragraphs = {};
    std::optional<PageLink> link = {};
};

/// Makes the pages that people meet at the edge: no script, nothing fetched, every value escaped.
class Pages {
public:
    Pages();

    /// A page of words; its status stands above them.
    Response message(int status, const PageText &text, const Language &language) const;

    /// A page around @p content. With forms, they may be sent to this host alone.
    enum class Forms { None, ToThisHost };
    Response page(int status, const Error &title, const Html &content, const Language &language,
        Forms forms = Forms::ToThisHost) const;

private:
    HtmlTemplate m_page;
    HtmlTemplate m_message;
    HtmlTemplate m_paragraph;
    HtmlTemplate m_link;
    QByteArray m_styleSource; ///< as the content security policy names it
};

/// The status of a page that tells @p error. 401 would be a challenge, and browsers answer that with a window of their
/// own.
int pageStatus(const Error &error);

/// @p sentence in @p language.
Html worded(const Error &sentence, const Language &language);

}
