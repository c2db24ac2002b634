// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/bundle/bundlefile.h"

#include "audit/chain/manifest.h"
#include "audit/files/content.h"
#include "error/excerpt.h"

#include <algorithm>

namespace sekimori::audit::bundle {
namespace {

using files::ZipEntry;

constexpr size_t mostEntries = 100;

constexpr Message NoBundle{"bundle.noBundle", QT_TRANSLATE_NOOP("Messages", "This is no sealed bundle.")};
constexpr Message BundleCut{"bundle.cut",
    QT_TRANSLATE_NOOP(
        "Messages", "The file is cut: what stands at its end is missing. It was not received or copied whole.")};
constexpr Message NameTwice{"bundle.nameTwice",
    QT_TRANSLATE_NOOP("Messages",
        "The archive is built to deceive: it has several files of the name “%1”, of which others read another.")};
constexpr Message OtherPacking{"bundle.otherPacking",
    QT_TRANSLATE_NOOP("Messages", "“%1” in it is encrypted, or packed in another way than bundles are.")};
constexpr Message EntryAway{"bundle.entryAway", QT_TRANSLATE_NOOP("Messages", "“%1” is missing in it.")};
constexpr Message EntryTooLong{
    "bundle.entryTooLong", QT_TRANSLATE_NOOP("Messages", "“%1” in it is larger than such a file can be.")};

std::unexpected<Error> refused(const Message &message, const QString &name = {})
{
    return std::unexpected(Error{ErrorKind::Malformed, message, name.isEmpty() ? QStringList() : QStringList(name)});
}

/// Stored or deflated, and nothing else.
bool isPlain(const ZipEntry &entry)
{
    constexpr quint16 encryption = 1 << 0 | 1 << 6 | 1 << 13;
    return (entry.method == 0 || entry.method == 8) && (entry.flags & encryption) == 0;
}

Result<void> refusalOf(const std::vector<ZipEntry> &entries)
{
    QStringList names;
    for (const ZipEntry &entry : entries) {
        if (!isPlain(entry))
            return refused(OtherPacking, excerpt(entry.name));
        names.append(entry.name);
    }
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    if (twice != names.end())
        return refused(NameTwice, excerpt(*twice));
    return {};
}

QString nameOf(QByteArrayView entry)
{
    return QString::fromLatin1(entry);
}

}

Result<BundleFile> BundleFile::open(const QString &path)
{
    auto file = files::FollowedFile::open(path);
    if (!file)
        return std::unexpected(file.error());
    const std::string_view whole = (*file)->whole();
    if (files::contentOf(whole.substr(0, files::headSize)) != files::Content::Zip)
        return refused(NoBundle);
    auto directory = files::readZipDirectory(whole, mostEntries);
    if (!directory)
        return std::unexpected(directory.error());
    if (directory->isLost)
        return refused(BundleCut);
    if (const auto isFit = refusalOf(directory->entries); !isFit)
        return std::unexpected(isFit.error());
    BundleFile bundle(std::move(*file), std::move(directory->entries));
    const auto manifest = bundle.content(chain::entries::manifest, chain::longestManifest);
    if (!bundle.has(chain::entries::manifest) || (manifest && !chain::looksLikeManifest(*manifest)))
        return refused(NoBundle);
    return bundle;
}

std::optional<QString> BundleFile::stranger() const
{
    for (const ZipEntry &entry : m_entries) {
        const bool isKnown = entry.name == nameOf(chain::entries::manifest)
            || entry.name == nameOf(chain::entries::signature)
            || std::ranges::any_of(chain::entries::listed, [&](auto name) { return entry.name == nameOf(name); });
        if (!isKnown)
            return excerpt(entry.name);
    }
    return {};
}

Result<QByteArray> BundleFile::content(QByteArrayView entry, qsizetype longest) const
{
    const auto source = stream(entry);
    if (!source)
        return std::unexpected(source.error());
    QByteArray content(longest + 1, Qt::Uninitialized);
    qsizetype there = 0;
    while (there <= longest) {
        const auto count = (*source)->read(std::span(content.data() + there, size_t(content.size() - there)));
        if (!count)
            return std::unexpected(count.error());
        if (*count == 0)
            return content.first(there);
        there += qsizetype(*count);
    }
    return refused(EntryTooLong, nameOf(entry));
}

Result<EntryLines> BundleFile::lines(
    QByteArrayView entry, size_t longestLine, const std::function<bool()> &goesOn) const
{
    return stream(entry).transform([&](std::unique_ptr<files::ByteStream> source) {
        return EntryLines(std::move(source), longestLine, m_limits.unpacked, goesOn);
    });
}

const ZipEntry *BundleFile::find(QByteArrayView entry) const
{
    const auto found = std::ranges::find(m_entries, nameOf(entry), &ZipEntry::name);
    return found == m_entries.end() ? nullptr : &*found;
}

Result<std::unique_ptr<files::ByteStream>> BundleFile::stream(QByteArrayView entry) const
{
    const ZipEntry *const found = find(entry);
    return found ? files::openZipEntry(m_file->whole(), *found) : refused(EntryAway, nameOf(entry));
}

}
