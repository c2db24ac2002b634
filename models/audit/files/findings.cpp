// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/findings.h"

#include <algorithm>

namespace sekimori::audit::files {
namespace {

constexpr Message tooMuchTogether{"files.tooMuchTogether",
    QT_TRANSLATE_NOOP("Messages", "Together the files unpack to more than the limit of %1 GB; the rest is not read.")};
constexpr Message tooMuchForMemory{"files.tooMuchForMemory",
    QT_TRANSLATE_NOOP("Messages",
        "Unpacked it takes more than %1 GB of memory, half of what this computer lets this program have. The rest is "
        "not read.")};

}

void Findings::add(engine::Part part, std::optional<HeaderQuestion> question)
{
    {
        const std::lock_guard lock(m_mutex);
        if (question) {
            question->part = m_opened.parts.size();
            m_opened.questions.push_back(std::move(*question));
        }
        m_opened.parts.push_back(std::move(part));
    }
    changed();
}

void Findings::add(Followed file)
{
    const std::lock_guard lock(m_mutex);
    m_opened.files.push_back(std::move(file));
}

void Findings::addBundle(const QString &path)
{
    {
        const std::lock_guard lock(m_mutex);
        m_opened.bundles.append(path);
    }
    changed();
}

void Findings::addDamages(const QList<Damage> &damages, quint64 count)
{
    if (count == 0)
        return;
    {
        const std::lock_guard lock(m_mutex);
        for (const Damage &damage : damages)
            m_opened.damages.add(damage);
        m_opened.damages.count += count - quint64(damages.size());
    }
    changed();
}

Result<void> Findings::advance(quint64 read, quint64 made)
{
    m_read += read;
    const quint64 together = m_made += made;
    if (together > m_limits.unpackedTogether)
        return std::unexpected(
            Error{ErrorKind::TooLarge, tooMuchTogether, {QString::number(m_limits.unpackedTogether >> 30)}});
    if (together > m_limits.memory) {
        const QString gigabytes = QString::number(double(m_limits.memory) / double(1 << 30), 'f', 1);
        return std::unexpected(Error{ErrorKind::TooLarge, tooMuchForMemory, {gigabytes}});
    }
    return {};
}

void Findings::setListed()
{
    {
        const std::lock_guard lock(m_mutex);
        m_opened.isListed = true;
    }
    changed();
}

void Findings::setFinished()
{
    {
        const std::lock_guard lock(m_mutex);
        m_opened.isFinished = true;
    }
    changed();
}

Opened Findings::opened() const
{
    Opened opened;
    {
        const std::lock_guard lock(m_mutex);
        opened = m_opened;
    }
    opened.bytes = m_bytes;
    opened.read = opened.isFinished ? opened.bytes : std::min<quint64>(m_read, opened.bytes);
    return opened;
}

Opened Findings::waitUntil(bool Opened::*is, const std::stop_token &stop) const
{
    {
        std::unique_lock lock(m_mutex);
        m_change.wait(lock, stop, [&] { return m_opened.*is; });
    }
    return opened();
}

Opened Findings::waitForParts(size_t known, const std::stop_token &stop) const
{
    {
        std::unique_lock lock(m_mutex);
        m_change.wait(lock, stop, [&] { return m_opened.isListed || m_opened.parts.size() > known; });
    }
    return opened();
}

void Findings::changed()
{
    m_change.notify_all();
    if (m_listener)
        m_listener();
}

}
