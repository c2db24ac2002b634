// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/followedfile.h"

#include <algorithm>

namespace sekimori::audit::files {

namespace messages {

const Message FileNotOpened{"log.fileNotOpened", QT_TRANSLATE_NOOP("Messages", "The file “%1” cannot be opened: %2")};
const Message FileNotMapped{"log.fileNotMapped", QT_TRANSLATE_NOOP("Messages", "The file “%1” cannot be read: %2")};

}

std::string FollowedFile::marksOf(size_t size) const
{
    constexpr size_t markSize = 256;
    const std::string_view text(m_start, size);
    const size_t length = std::min(size, markSize);
    return std::string(text.substr(0, length)).append(text.substr(size - length));
}

}
