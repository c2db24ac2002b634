// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/zipdirectory.h"

#include "audit/files/compressions.h"
#include "audit/files/encoding.h"
#include "audit/files/inflating.h"

#include <QtEndian>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::string_view_literals;

namespace sekimori::audit::files {
namespace {

constexpr auto localMark = "PK\x03\x04"sv;
constexpr auto centralMark = "PK\x01\x02"sv;
constexpr auto endMark = "PK\x05\x06"sv;
constexpr auto locator64Mark = "PK\x06\x07"sv;
constexpr auto end64Mark = "PK\x06\x06"sv;
constexpr size_t localLength = 30;
constexpr size_t centralLength = 46;
constexpr size_t endLength = 22;
constexpr size_t longestComment = 0xffff;
constexpr quint32 isIn64 = 0xffffffff;

constexpr quint16 encryptedFlag = 0x0001;
constexpr quint16 sizesFollowFlag = 0x0008;
constexpr quint16 strongEncryptionFlag = 0x0040;
constexpr quint16 hiddenHeadersFlag = 0x2000;
constexpr quint16 aesMethod = 99;

constexpr Message zipTooMany{
    "files.zipTooMany", QT_TRANSLATE_NOOP("Messages", "The archive has more than %1 entries, and is not opened.")};
constexpr Message zipNothing{
    "files.zipNothing", QT_TRANSLATE_NOOP("Messages", "The archive is damaged: no entry can be found in it.")};
constexpr Message zipEncrypted{"files.zipEncrypted",
    QT_TRANSLATE_NOOP("Messages", "The entry is encrypted (%1). Unpack it with its password first.")};
constexpr Message zipMethod{"files.zipMethod",
    QT_TRANSLATE_NOOP("Messages", "The entry is packed by %1, which cannot be read here. Pack it as Deflate.")};
constexpr Message zipEntryAway{"files.zipEntryAway",
    QT_TRANSLATE_NOOP(
        "Messages", "The entry cannot be read: its place in the archive is not where the directory says.")};

constexpr Message zipOverlaps{"files.zipOverlaps",
    QT_TRANSLATE_NOOP(
        "Messages", "The archive is built to deceive: its entries share the same bytes. It is not opened.")};

/// Numbers at places of a text; one beyond the end is 0, and isWhole() tells.
class Fields {
public:
    explicit Fields(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    template<typename T>
    T at(size_t place) const
    {
        return place + sizeof(T) <= m_bytes.size() ? qFromLittleEndian<T>(m_bytes.data() + place) : T{};
    }

private:
    std::string_view m_bytes;
};

std::string_view part(std::string_view bytes, quint64 from, quint64 length)
{
    return from > bytes.size() ? std::string_view() : bytes.substr(from, length);
}

/// Sizes and places beyond 32 bits stand in an extra field, in this order and only those that did not fit.
void takeZip64(std::string_view extra, ZipEntry &entry)
{
    while (extra.size() >= 4) {
        const Fields head(extra);
        const size_t length = head.at<quint16>(2);
        if (head.at<quint16>(0) == 1) {
            const Fields values(part(extra, 4, length));
            size_t place = 0;
            for (quint64 *value : {&entry.size, &entry.packedSize, &entry.header}) {
                if (*value == isIn64) {
                    *value = values.at<quint64>(place);
                    place += 8;
                }
            }
            return;
        }
        extra.remove_prefix(std::min(extra.size(), 4 + length));
    }
}

struct End {
    quint64 count = 0;
    quint64 directory = 0;
};

std::optional<End> findEnd(std::string_view zip)
{
    const size_t searched = std::min(zip.size(), endLength + longestComment);
    const size_t found = zip.substr(zip.size() - searched).rfind(endMark);
    if (found == std::string_view::npos)
        return {};
    const size_t place = zip.size() - searched + found;
    const Fields end(zip.substr(place));
    End result{end.at<quint16>(10), end.at<quint32>(16)};
    if (place < 20 || !zip.substr(place - 20).starts_with(locator64Mark))
        return result;
    const std::string_view end64 = part(zip, Fields(zip.substr(place - 20)).at<quint64>(8), 56);
    if (!end64.starts_with(end64Mark))
        return result;
    return End{Fields(end64).at<quint64>(32), Fields(end64).at<quint64>(48)};
}

/// Without the directory, from header to header.
std::vector<ZipEntry> entriesByTheirHeaders(std::string_view zip, size_t most)
{
    std::vector<ZipEntry> entries;
    size_t place = zip.find(localMark);
    while (place != std::string_view::npos && place + localLength <= zip.size() && entries.size() <= most) {
        const Fields head(zip.substr(place));
        const size_t nameLength = head.at<quint16>(26);
        ZipEntry entry{.name = nameFromArchive(part(zip, place + localLength, nameLength)),
            .method = head.at<quint16>(8),
            .flags = head.at<quint16>(6),
            .checksum = head.at<quint32>(14),
            .packedSize = head.at<quint32>(18),
            .size = head.at<quint32>(22),
            .header = 0};
        takeZip64(part(zip, place + localLength + nameLength, head.at<quint16>(28)), entry);
        entry.header = place;
        const quint64 data = place + localLength + nameLength + head.at<quint16>(28);
        entry.isSizeKnown = (entry.flags & sizesFollowFlag) == 0;
        quint64 next = entry.isSizeKnown ? data + std::min<quint64>(entry.packedSize, zip.size()) : data;
        next = std::min({next, quint64(zip.size()), quint64(zip.find(localMark, std::min<quint64>(next, zip.size())))});
        if (!entry.isSizeKnown)
            entry.packedSize = std::max(next, data) - data;
        entries.push_back(std::move(entry));
        place = zip.find(localMark, std::max<size_t>(next, place + 4));
    }
    return entries;
}

Result<std::vector<ZipEntry>> entriesOfDirectory(std::string_view zip, const End &end, size_t most)
{
    std::vector<ZipEntry> entries;
    std::string_view rest = part(zip, end.directory, zip.size());
    while (rest.starts_with(centralMark) && rest.size() >= centralLength) {
        if (entries.size() == most)
            return std::unexpected(Error{ErrorKind::TooLarge, zipTooMany, {QString::number(most)}});
        const Fields head(rest);
        const size_t name = head.at<quint16>(28);
        const size_t extra = head.at<quint16>(30);
        ZipEntry entry{.name = nameFromArchive(part(rest, centralLength, name)),
            .method = head.at<quint16>(10),
            .flags = head.at<quint16>(8),
            .checksum = head.at<quint32>(16),
            .packedSize = head.at<quint32>(20),
            .size = head.at<quint32>(24),
            .header = head.at<quint32>(42)};
        takeZip64(part(rest, centralLength + name, extra), entry);
        entries.push_back(std::move(entry));
        rest.remove_prefix(std::min(rest.size(), centralLength + name + extra + head.at<quint16>(32)));
    }
    return entries;
}

/// A bomb lets many entries unpack the same bytes.
bool overlap(std::string_view zip, const std::vector<ZipEntry> &entries)
{
    std::vector<std::pair<quint64, quint64>> spans;
    for (const ZipEntry &entry : entries) { // What the directory says may be more than fits into a number.
        const quint64 begin = std::min<quint64>(entry.header, zip.size());
        spans.emplace_back(begin, begin + localLength + std::min<quint64>(entry.packedSize, zip.size()));
    }
    std::ranges::sort(spans);
    return std::ranges::adjacent_find(spans, [](const auto &left, const auto &right) {
        return left.second > right.first;
    }) != spans.end();
}

QString methodName(quint16 method)
{
    constexpr std::array names{std::pair{1, "Shrink"}, std::pair{2, "Reduce"}, std::pair{3, "Reduce"},
        std::pair{4, "Reduce"}, std::pair{5, "Reduce"}, std::pair{6, "Implode"}, std::pair{9, "Deflate64"},
        std::pair{14, "LZMA"}, std::pair{94, "MP3"}, std::pair{96, "JPEG"}, std::pair{97, "WavPack"},
        std::pair{98, "PPMd"}};
    const auto *found = std::ranges::find(names, int(method), [](const auto &pair) { return pair.first; });
    return found == names.end() ? u"#%1"_s.arg(method) : QString::fromLatin1(found->second);
}

std::optional<Error> refusalOf(const ZipEntry &entry)
{
    const bool isEncrypted = (entry.flags & (encryptedFlag | strongEncryptionFlag | hiddenHeadersFlag)) != 0;
    if (entry.method == aesMethod || isEncrypted)
        return Error{ErrorKind::Forbidden, zipEncrypted, {entry.method == aesMethod ? u"AES"_s : u"ZipCrypto"_s}};
    constexpr std::array readable{0, 8, 12, 93, 95};
    if (!std::ranges::contains(readable, int(entry.method)))
        return Error{ErrorKind::Invalid, zipMethod, {methodName(entry.method)}};
    return {};
}

}

Result<ZipDirectory> readZipDirectory(std::string_view zip, size_t most)
{
    if (const auto end = findEnd(zip)) {
        auto entries = entriesOfDirectory(zip, *end, most);
        if (!entries)
            return std::unexpected(entries.error());
        if (overlap(zip, *entries))
            return std::unexpected(Error{ErrorKind::Malformed, zipOverlaps});
        if (!entries->empty() || end->count == 0)
            return ZipDirectory{std::move(*entries), false};
    }
    auto entries = entriesByTheirHeaders(zip, most);
    if (entries.size() > most)
        return std::unexpected(Error{ErrorKind::TooLarge, zipTooMany, {QString::number(most)}});
    if (entries.empty())
        return std::unexpected(Error{ErrorKind::Malformed, zipNothing});
    return ZipDirectory{std::move(entries), true};
}

Result<std::unique_ptr<ByteStream>> openZipEntry(std::string_view zip, const ZipEntry &entry)
{
    if (const auto refusal = refusalOf(entry))
        return std::unexpected(*refusal);
    const std::string_view local = part(zip, entry.header, zip.size());
    if (!local.starts_with(localMark) || local.size() < localLength)
        return std::unexpected(Error{ErrorKind::Malformed, zipEntryAway});
    const Fields head(local);
    const size_t data = localLength + head.at<quint16>(26) + head.at<quint16>(28);
    const std::string_view packed = part(local, data, entry.packedSize);
    std::optional<Expected> expected;
    if (entry.isSizeKnown)
        expected = Expected{entry.checksum, entry.size};
    switch (entry.method) {
    case 0:
        return std::make_unique<StoredStream>(packed, expected);
    case 8:
        return InflatingStream::ofEntry(PackedInput(packed), expected);
    case 12:
        return openCompressed(PackedInput(packed), Compression::Bzip2);
    case 93:
        return openCompressed(PackedInput(packed), Compression::Zstd);
    default:
        return openCompressed(PackedInput(packed), Compression::Xz);
    }
}

}
