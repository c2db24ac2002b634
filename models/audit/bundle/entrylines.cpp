// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/entrylines.h"

#include <algorithm>
#include <cstring>

namespace sekimori::audit::bundle {
namespace {

constexpr size_t piece = 256 << 10;

constexpr Message LineTooLong{
    "bundle.lineTooLong", QT_TRANSLATE_NOOP("Messages", "A line in it is longer than any that such a file has.")};
constexpr Message EntryTooLarge{
    "bundle.entryTooLarge", QT_TRANSLATE_NOOP("Messages", "A file in it unpacks to more than the limit of %1 GB.")};

}

EntryLines::EntryLines(
    std::unique_ptr<files::ByteStream> stream, size_t longestLine, quint64 most, std::function<bool()> goesOn)
    : m_stream(std::move(stream))
    , m_longestLine(longestLine)
    , m_most(most)
    , m_goesOn(std::move(goesOn))
{
}

std::optional<QByteArrayView> EntryLines::next()
{
    size_t searched = 0; // of what is there
    while (true) {
        const char *const begin = m_buffer.data() + m_begin;
        const size_t there = m_end - m_begin;
        if (const void *const found
            = there > searched ? std::memchr(begin + searched, '\n', there - searched) : nullptr) {
            const auto length = static_cast<const char *>(found) - begin;
            m_begin += size_t(length) + 1;
            return QByteArrayView(begin, length);
        }
        searched = there;
        if (readMore())
            continue;
        if (m_failure || m_isStopped || there == 0)
            return {};
        m_begin = m_end;
        return QByteArrayView(m_buffer.data() + m_end - there, qsizetype(there));
    }
}

void EntryLines::skipRest()
{
    do {
        m_begin = m_end;
    } while (readMore());
}

/// False: the end, a failure, or it is to stop.
bool EntryLines::readMore()
{
    if (m_isAtEnd || m_failure || m_isStopped)
        return false;
    m_isStopped = m_goesOn && !m_goesOn();
    if (m_isStopped)
        return false;
    const size_t kept = m_end - m_begin;
    if (kept > m_longestLine) {
        m_failure.emplace(ErrorKind::TooLarge, LineTooLong);
        return false;
    }
    if (m_begin > 0)
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, kept);
    m_begin = 0;
    m_end = kept;
    if (m_buffer.size() < kept + piece)
        m_buffer.resize(kept + piece);
    const auto count = m_stream->read(std::span(m_buffer).subspan(kept));
    if (!count) {
        m_failure = count.error();
        return false;
    }
    m_digesting.add({m_buffer.data() + kept, qsizetype(*count)});
    m_end += *count;
    m_read += *count;
    m_isAtEnd = *count == 0;
    if (m_read > m_most)
        m_failure.emplace(ErrorKind::TooLarge, EntryTooLarge, QStringList{QString::number(m_most >> 30)});
    return !m_isAtEnd && !m_failure;
}

}
