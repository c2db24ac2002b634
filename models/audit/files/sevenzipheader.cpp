// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/compressions.h"
#include "audit/files/sevenzip.h"

#include <QtEndian>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::audit::files {
namespace {

constexpr Message sevenZipCut{"files.sevenZipCut",
    QT_TRANSLATE_NOOP(
        "Messages", "The archive is cut or damaged: its list of files, which is at the end, cannot be read.")};
constexpr Message sevenZipEncrypted{"files.sevenZipEncrypted",
    QT_TRANSLATE_NOOP("Messages", "The archive is encrypted (%1). Unpack it with its password first.")};
constexpr Message sevenZipMethod{"files.sevenZipMethod",
    QT_TRANSLATE_NOOP("Messages", "The archive is packed by %1, which cannot be read here. Pack it as LZMA2.")};
constexpr Message sevenZipTooLarge{"files.sevenZipTooLarge",
    QT_TRANSLATE_NOOP("Messages",
        "The archive unpacks to more than %1 MB, and a 7z can only be unpacked at once. Unpack it first, or use ZIP or "
        "tar.")};
constexpr Message sevenZipTooMany{
    "files.sevenZipTooMany", QT_TRANSLATE_NOOP("Messages", "The archive has more than %1 entries, and is not opened.")};

constexpr size_t startLength = 32;
constexpr quint64 longestHeader = 64 << 20;
constexpr quint64 mostOfAnything = 100'000; ///< folders, coders, streams: beyond it a header only wants to do harm

// The marks of 7zFormat.txt.
enum Mark : quint64 {
    End = 0x00,
    Header = 0x01,
    MainStreams = 0x04,
    Files = 0x05,
    Packed = 0x06,
    Unpacked = 0x07,
    SubStreams = 0x08,
    Sizes = 0x09,
    Checksums = 0x0a,
    Folders = 0x0b,
    UnpackedSizes = 0x0c,
    CountsOfStreams = 0x0d,
    EncodedHeader = 0x17,
};

constexpr quint64 lzma = 0x030101;
constexpr quint64 aes = 0x06f10701;
// Copy and Deflate, too, come out of KArchive 6.13 empty.
constexpr std::array readable{std::pair{lzma, "LZMA"}, std::pair{quint64(0x21), "LZMA2"},
    std::pair{quint64(0x040202), "BZip2"}, std::pair{quint64(0x03030103), "BCJ"},
    std::pair{quint64(0x0303011b), "BCJ2"}};
constexpr std::array others{std::pair{quint64(0x00), "Copy"}, std::pair{quint64(0x040108), "Deflate"},
    std::pair{quint64(0x030401), "PPMd"}, std::pair{quint64(0x040109), "Deflate64"},
    std::pair{quint64(0x04f71101), "Zstandard"}, std::pair{quint64(0x03), "Delta"}, std::pair{quint64(0x0a), "ARM64"},
    std::pair{quint64(0x04), "BCJ"}};

struct Coder {
    quint64 method = 0;
    std::string properties;
    quint64 outputs = 1;
};

struct Folder {
    std::vector<Coder> coders;
    std::vector<quint64> sizes;
    bool hasChecksum = false;

    quint64 size() const { return sizes.empty() ? 0 : std::ranges::max(sizes); }
};

struct Streams {
    quint64 place = 0; ///< of the first packed one, behind the start header
    std::vector<quint64> packedSizes;
    std::vector<Folder> folders;
};

/// Takes a header apart; once something does not fit, all that follows is zeros, and isGood() tells.
class HeaderReading {
public:
    explicit HeaderReading(std::string_view bytes)
        : m_rest(bytes)
    {
    }

    bool isGood() const { return m_isGood; }

    /// The first byte says by its leading ones how many follow.
    quint64 number()
    {
        const quint64 first = byte();
        quint64 value = 0;
        for (int i = 0; i < 8; ++i) {
            const quint64 mask = 0x80U >> i;
            if ((first & mask) == 0)
                return value | (first & (mask - 1)) << (8 * i);
            value |= byte() << (8 * i);
        }
        return value;
    }

    quint64 count()
    {
        const quint64 count = number();
        m_isGood = m_isGood && count <= mostOfAnything;
        return m_isGood ? count : 0;
    }

    std::string_view bytes(quint64 length)
    {
        m_isGood = m_isGood && length <= m_rest.size();
        if (!m_isGood)
            return {};
        const std::string_view taken = m_rest.substr(0, length);
        m_rest.remove_prefix(length);
        return taken;
    }

    quint64 byte()
    {
        const std::string_view taken = bytes(1);
        return taken.empty() ? 0 : static_cast<unsigned char>(taken.front());
    }

    bool take(Mark mark)
    {
        const bool isNext = m_isGood && !m_rest.empty() && static_cast<unsigned char>(m_rest.front()) == mark;
        if (isNext)
            m_rest.remove_prefix(1);
        return isNext;
    }

    void need(Mark mark) { m_isGood = take(mark) && m_isGood; }

    /// Which of @p count have a checksum. The checksums themselves are KArchive's affair.
    std::vector<bool> checksums(size_t count)
    {
        std::vector<bool> defined(count, true);
        if (byte() == 0) {
            const std::string_view bits = bytes((count + 7) / 8);
            for (size_t i = 0; i < count && isGood(); ++i)
                defined[i] = (bits[i / 8] & 0x80 >> i % 8) != 0;
        }
        bytes(4 * quint64(std::ranges::count(defined, true)));
        return defined;
    }

    Streams streams()
    {
        Streams streams;
        if (take(Packed))
            readPacked(streams);
        if (take(Unpacked))
            readUnpacked(streams);
        if (take(SubStreams))
            skipSubStreams(streams);
        need(End);
        return streams;
    }

private:
    void readPacked(Streams &streams)
    {
        streams.place = number();
        streams.packedSizes.resize(count());
        if (take(Sizes))
            std::ranges::generate(streams.packedSizes, [this] { return number(); });
        if (take(Checksums))
            checksums(streams.packedSizes.size());
        need(End);
    }

    void readUnpacked(Streams &streams)
    {
        need(Folders);
        streams.folders.resize(count());
        m_isGood = byte() == 0 && m_isGood; // otherwise they are somewhere else, which nobody writes
        for (Folder &folder : streams.folders)
            readFolder(folder);
        need(UnpackedSizes);
        for (Folder &folder : streams.folders)
            std::ranges::generate(folder.sizes, [this] { return number(); });
        if (take(Checksums)) {
            const auto defined = checksums(streams.folders.size());
            for (size_t i = 0; i < defined.size(); ++i)
                streams.folders[i].hasChecksum = defined[i];
        }
        need(End);
    }

    void readFolder(Folder &folder)
    {
        quint64 inputs = 0;
        quint64 outputs = 0;
        folder.coders.resize(std::min<quint64>(count(), 32));
        for (Coder &coder : folder.coders) {
            const quint64 flags = byte();
            for (const char each : bytes(flags & 0x0f))
                coder.method = coder.method << 8 | static_cast<unsigned char>(each);
            const bool isComplex = (flags & 0x10) != 0;
            inputs += isComplex ? count() : 1;
            coder.outputs = isComplex ? count() : 1;
            outputs += coder.outputs;
            if ((flags & 0x20) != 0)
                coder.properties = bytes(count());
        }
        m_isGood = m_isGood && outputs > 0 && inputs + 1 >= outputs;
        for (quint64 pair = 1; pair < outputs && m_isGood; ++pair) {
            number();
            number();
        }
        const quint64 packed = m_isGood ? inputs + 1 - outputs : 0;
        for (quint64 stream = 0; stream < packed && packed > 1; ++stream)
            number();
        folder.sizes.resize(m_isGood ? outputs : 0);
    }

    void skipSubStreams(const Streams &streams)
    {
        std::vector<quint64> counts(streams.folders.size(), 1);
        if (take(CountsOfStreams))
            std::ranges::generate(counts, [this] { return count(); });
        if (take(Sizes)) {
            for (const quint64 each : counts) {
                for (quint64 stream = 1; stream < each && m_isGood; ++stream)
                    number();
            }
        }
        quint64 unknown = 0;
        for (size_t i = 0; i < counts.size(); ++i)
            unknown += counts[i] == 1 && streams.folders[i].hasChecksum ? 0 : counts[i];
        m_isGood = m_isGood && unknown <= mostOfAnything;
        if (m_isGood && take(Checksums))
            checksums(unknown);
        need(End);
    }

    std::string_view m_rest;
    bool m_isGood = true;
};

QString nameOf(quint64 method)
{
    const auto named = [method](const auto &names) {
        const auto *found = std::ranges::find(names, method, [](const auto &pair) { return pair.first; });
        return found == names.end() ? QString() : QString::fromLatin1(found->second);
    };
    const QString name = named(readable) + named(others);
    return name.isEmpty() ? u"#"_s + QString::number(method, 16) : name;
}

std::optional<Error> refusalOf(const Streams &streams, const Limits &limits)
{
    quint64 together = 0;
    for (const Folder &folder : streams.folders) {
        for (const Coder &coder : folder.coders) {
            if (coder.method == aes)
                return Error{ErrorKind::Forbidden, sevenZipEncrypted, {u"AES"_s}};
            if (!std::ranges::contains(readable, coder.method, [](const auto &pair) { return pair.first; }))
                return Error{ErrorKind::Invalid, sevenZipMethod, {nameOf(coder.method)}};
        }
        together += std::min(folder.size(), limits.inMemory + 1);
    }
    if (together > limits.inMemory)
        return Error{ErrorKind::TooLarge, sevenZipTooLarge, {QString::number(limits.inMemory >> 20)}};
    return {};
}

Error damaged()
{
    return Error{ErrorKind::Malformed, sevenZipCut};
}

/// The list of files is packed itself, nearly always by LZMA: as a file of the old kind (.lzma), KArchive's filter
/// takes it.
Result<std::string> unpackedHeader(std::string_view archive, const Streams &streams)
{
    if (streams.folders.size() != 1 || streams.packedSizes.size() != 1 || streams.folders[0].coders.size() != 1)
        return std::unexpected(damaged());
    const Folder &folder = streams.folders[0];
    const Coder &coder = folder.coders[0];
    const bool fits = coder.method == lzma && coder.properties.size() == 5 && folder.size() <= longestHeader;
    if (!fits || streams.place > archive.size() - startLength)
        return std::unexpected(damaged());
    std::string file = coder.properties;
    for (int i = 0; i < 8; ++i)
        file += char(folder.size() >> (8 * i) & 0xff);
    file += archive.substr(startLength + streams.place, streams.packedSizes[0]);
    auto header = readHead(*openCompressed(PackedInput(file), Compression::Xz), size_t(folder.size()));
    if (!header || header->size() != folder.size())
        return std::unexpected(damaged());
    return header;
}

Result<void> checkHeader(std::string_view header, const Limits &limits)
{
    HeaderReading reading(header);
    reading.need(Header);
    if (reading.take(MainStreams)) {
        const Streams streams = reading.streams();
        if (!reading.isGood())
            return std::unexpected(damaged());
        if (const auto refusal = refusalOf(streams, limits))
            return std::unexpected(*refusal);
    }
    const quint64 files = reading.take(Files) ? reading.number() : 0;
    if (!reading.isGood())
        return std::unexpected(damaged());
    if (files > limits.entries)
        return std::unexpected(Error{ErrorKind::TooLarge, sevenZipTooMany, {QString::number(limits.entries)}});
    return {};
}

}

Result<void> checkSevenZip(std::string_view archive, const Limits &limits)
{
    if (archive.size() < startLength)
        return std::unexpected(damaged());
    const auto place = qFromLittleEndian<quint64>(archive.data() + 12);
    const auto length = qFromLittleEndian<quint64>(archive.data() + 20);
    const std::string_view behind = archive.substr(startLength);
    if (place > behind.size() || length > behind.size() - place || length > longestHeader || length == 0)
        return std::unexpected(damaged());
    const std::string_view header = behind.substr(place, length);
    HeaderReading reading(header);
    if (!reading.take(EncodedHeader))
        return checkHeader(header, limits);
    const Streams streams = reading.streams();
    if (!reading.isGood())
        return std::unexpected(damaged());
    if (const auto refusal = refusalOf(streams, limits))
        return std::unexpected(*refusal);
    return unpackedHeader(archive, streams).and_then([&](const std::string &plain) {
        return checkHeader(plain, limits);
    });
}

}
