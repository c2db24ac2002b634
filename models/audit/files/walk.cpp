// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/walk.h"

#include "audit/files/compressions.h"
#include "audit/files/inflating.h"
#include "audit/files/linefeedstream.h"
#include "audit/files/packingmistakes.h"
#include "audit/files/partdraft.h"
#include "audit/files/sealedbundle.h"
#include "audit/files/sevenzip.h"
#include "audit/files/tarreading.h"
#include "audit/files/xlsx.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::audit::files {
namespace {

constexpr int mostArchives = 2; // an archive in an archive
constexpr int mostCompressions = 2;
constexpr quint64 mostByDeflate = 1032; // what deflate can make of a byte

constexpr Message isFolder{"files.isFolder", QT_TRANSLATE_NOOP("Messages", "This is a folder. Open the files in it.")};
constexpr Message nestedTooDeeply{"files.nestedTooDeeply",
    QT_TRANSLATE_NOOP("Messages", "It is packed within packed files more than once over. Unpack the outer one first.")};
constexpr Message tooMuchPacked{"files.tooMuchPacked",
    QT_TRANSLATE_NOOP("Messages", "It unpacks to more than %1 times its size, as no log does. The rest is not read.")};
constexpr Message tooLargeForMemory{"files.tooLargeForMemory",
    QT_TRANSLATE_NOOP(
        "Messages", "As an archive in an archive it is too large: more than %1 MB. Unpack the outer one first.")};
constexpr Message zipIsCut{"files.zipIsCut",
    QT_TRANSLATE_NOOP(
        "Messages", "The archive is cut: its directory is missing. What could be found without it is shown.")};
constexpr Message tooManyEntries{"files.tooManyEntries",
    QT_TRANSLATE_NOOP("Messages", "The archive has more than %1 entries; the rest is not read.")};
constexpr Message tarSparse{"files.tarSparse",
    QT_TRANSLATE_NOOP("Messages",
        "The entry is stored as a sparse file, without its zeros, which cannot be read here. Pack it without "
        "“--sparse”.")};
constexpr Message notCharacters{"files.notCharacters", QT_TRANSLATE_NOOP("Messages", "These bytes are no character.")};

QString nameIn(const Found &archive, const QString &entry)
{
    return archive.name + u" › "_s + shownName(entry);
}

/// What macOS keeps of files beside them, and packs along.
bool isOfMacOs(const QString &entry)
{
    return entry.startsWith("__MACOSX/"_L1) || entry.sliced(entry.lastIndexOf(u'/') + 1).startsWith("._"_L1);
}

/// Of NDJSON at least the first record.
std::string_view headOf(std::string_view text)
{
    const std::string_view head = text.substr(0, headSize);
    return isCutInFirstRecord(head) ? text.substr(0, std::min(text.find('\n', head.size()), longestHead)) : head;
}

}

std::unique_ptr<ByteStream> Found::taken()
{
    return stream ? std::move(stream) : std::make_unique<MemoryStream>(*memory);
}

void Walk::open(const QString &path, const QString &name)
{
    m_path = path;
    if (path == u"-")
        return openStandardInput();
    const QFileInfo info(path);
    if (info.isDir())
        return tell(name, Error{ErrorKind::Invalid, isFolder});
    if (info.exists() && !info.isFile()) {
        auto device = std::make_unique<QFile>(path);
        if (!device->open(QIODevice::ReadOnly))
            return tell(name, Error{ErrorKind::Unavailable, messages::FileNotOpened, {path, device->errorString()}});
        return open(Found{.name = name, .stream = std::make_unique<DeviceStream>(std::move(device))}, true);
    }
    auto file = FollowedFile::open(path);
    if (!file)
        return tell(name, file.error());
    const std::string_view whole = (*file)->whole();
    m_findings.addFileSize(whole.size());
    const std::string_view start = whole.substr(0, headSize);
    if (contentOf(start) == Content::Text && !whole.empty() && !endsLinesWithReturns(start)) {
        const auto encoding = encodingOfFile(whole);
        if (encoding && encoding->encoding == Encoding::Utf8) {
            (*file)->skip(encoding->mark);
            return openPlain(*file, path, name);
        }
    }
    m_findings.add(Followed{*file, false});
    open(Found{.name = name,
             .path = path,
             .owner = *file,
             .memory = whole,
             .size = whole.size(),
             .modified = info.lastModified().toSecsSinceEpoch()},
        true);
}

void Walk::openStandardInput()
{
    auto input = std::make_unique<QFile>();
    if (input->open(stdin, QIODevice::ReadOnly))
        open(Found{.name = u"-"_s, .stream = std::make_unique<DeviceStream>(std::move(input))}, true);
}

/// Read where it lies.
void Walk::openPlain(const std::shared_ptr<FollowedFile> &file, const QString &path, const QString &name)
{
    const QFileInfo info(path);
    const std::string_view text = file->available();
    PartDraft draft
        = draftPart(name, {headOf(text), text.size() <= headSize}, info.lastModified().toSecsSinceEpoch(), m_options);
    file->skip(file->whole().size() - text.size() + draft.start);
    // Before the header has come to its end, nobody knows what the columns are.
    draft.part.isFollowed = m_options.isFollowed && text.contains('\n');
    draft.part.bytes = file;
    draft.part.path = m_path;
    m_findings.add(Followed{file, draft.part.isFollowed});
    (void)m_findings.advance(file->whole().size(), 0); // nothing is unpacked, so nothing can be too much
    m_findings.add(std::move(draft.part), std::move(draft.question));
    m_findings.addDamages(draft.damages, quint64(draft.damages.size()));
}

void Walk::open(Found found, bool isApart)
{
    std::string head;
    if (found.memory) {
        head = found.memory->substr(0, headSize);
    } else {
        auto read = readHead(*found.stream, headSize);
        if (!read)
            return tell(found.name, read.error());
        head = std::move(*read);
        found.stream = std::make_unique<HeadedStream>(head, std::move(found.stream));
    }
    const auto content = contentOf(head);
    if (!content)
        return tell(found.name, content.error(), found.archives == 0 || !isPicture(head));
    switch (*content) {
    case Content::Text:
        if (endsLinesWithReturns(head)) {
            found.stream = std::make_unique<LineFeedStream>(found.taken());
            found.memory.reset();
        }
        return openText(std::move(found), isApart);
    case Content::Gzip:
    case Content::Bzip2:
    case Content::Xz:
    case Content::Zstd:
        return openCompressed(std::move(found), *content, isApart);
    case Content::Zip:
        return openZip(std::move(found));
    case Content::SevenZip:
        return openSevenZip(std::move(found));
    case Content::Tar:
        return openTar(std::move(found));
    }
}

void Walk::openCompressed(Found found, Content content, bool isApart)
{
    if (++found.compressions > mostCompressions)
        return tell(found.name, Error{ErrorKind::TooLarge, nestedTooDeeply});
    const quint64 ratio = content == Content::Gzip ? mostByDeflate : m_findings.limits().ratio;
    if (found.size)
        found.size = std::max(*found.size * ratio, m_findings.limits().ratioFrom);
    PackedInput input = found.memory ? PackedInput(*found.memory) : PackedInput(std::move(found.stream));
    found.memory.reset();
    switch (content) {
    case Content::Bzip2:
        found.stream = files::openCompressed(std::move(input), Compression::Bzip2);
        break;
    case Content::Xz:
        found.stream = files::openCompressed(std::move(input), Compression::Xz);
        break;
    case Content::Zstd:
        found.stream = files::openCompressed(std::move(input), Compression::Zstd);
        break;
    default:
        found.stream = InflatingStream::ofGzip(std::move(input));
    }
    open(std::move(found), isApart);
}

void Walk::openZip(Found found)
{
    if (++found.archives > mostArchives)
        return tell(found.name, Error{ErrorKind::TooLarge, nestedTooDeeply});
    if (!takeIntoMemory(found))
        return;
    const auto directory = readZipDirectory(*found.memory, m_findings.limits().entries);
    if (!directory)
        return tell(found.name, directory.error());
    if (directory->isLost)
        tell(found.name, Error{ErrorKind::Malformed, zipIsCut}, directory->entries.empty());
    if (XlsxBook::isOne(*directory))
        return openXlsx(found, *directory);
    if (const auto kind = kindOfDocument(*directory); !kind.isEmpty())
        return tell(found.name, refusalOf(kind));
    const bool isBundle = isSealedBundle(*found.memory, *directory);
    if (isBundle && !found.path.isEmpty())
        m_findings.addBundle(found.path);
    for (const ZipEntry &entry : directory->entries) {
        if (m_stop.stop_requested())
            return;
        if (entry.isFolder() || isOfMacOs(entry.name) || (isBundle && !isEventsOfBundle(entry)))
            continue;
        const QString name = nameIn(found, entry.name);
        auto stream = openZipEntry(*found.memory, entry);
        if (!stream) {
            tell(name, stream.error());
            continue;
        }
        open(Found{.name = name,
                 .owner = found.owner,
                 .stream = std::move(*stream),
                 .size = entry.isSizeKnown ? std::optional(entry.size) : std::nullopt,
                 .modified = found.modified,
                 .archives = found.archives,
                 .compressions = found.compressions},
            true);
    }
}

void Walk::openXlsx(const Found &book, const ZipDirectory &directory)
{
    auto opened = XlsxBook::open(book.owner, *book.memory, directory, m_findings.limits());
    if (!opened)
        return tell(book.name, opened.error());
    const std::shared_ptr<const XlsxBook> xlsx = std::move(*opened);
    for (const XlsxBook::Sheet &sheet : xlsx->sheets()) {
        if (m_stop.stop_requested())
            return;
        const QString name = xlsx->sheets().size() > 1 ? nameIn(book, sheet.name) : book.name;
        auto stream = XlsxBook::openSheet(xlsx, sheet, [this, name](Damages damages) {
            for (Damage &damage : damages.told)
                damage.file = name;
            m_findings.addDamages(damages.told, damages.count);
        });
        if (!stream) {
            tell(name, stream.error());
            continue;
        }
        openText(Found{.name = name,
                     .owner = xlsx,
                     .stream = std::move(*stream),
                     .modified = book.modified,
                     .mayBeEmpty = xlsx->sheets().size() > 1,
                     .isSheet = true},
            true);
    }
}

void Walk::openTar(Found found)
{
    if (++found.archives > mostArchives)
        return tell(found.name, Error{ErrorKind::TooLarge, nestedTooDeeply});
    const bool isMapped = found.memory.has_value();
    TarReading tar(found.taken());
    size_t count = 0;
    while (true) {
        const auto entry = tar.next(m_stop);
        if (!entry)
            return tell(found.name, entry.error(), count == 0);
        if (!*entry)
            return;
        if (++count > m_findings.limits().entries)
            return tell(found.name, Error{ErrorKind::TooLarge, tooManyEntries, {QString::number(count - 1)}}, false);
        const TarEntry &file = **entry;
        if (isOfMacOs(file.name))
            continue;
        if (file.isSparse) {
            tell(nameIn(found, file.name), Error{ErrorKind::Invalid, tarSparse});
            continue;
        }
        Found inside{.name = nameIn(found, file.name),
            .owner = found.owner,
            .size = file.size,
            .modified = file.modified,
            .archives = found.archives,
            .compressions = isMapped ? 0 : std::max(0, found.compressions - 1)};
        // What lies in memory can be filled apart; what comes out of a stream has to be taken as it comes.
        if (isMapped)
            inside.memory = found.memory->substr(tar.position(), file.size);
        if (!isMapped || inside.memory->size() < file.size)
            inside.stream = std::make_unique<TarEntryStream>(tar);
        if (inside.stream)
            inside.memory.reset();
        const bool isApart = isMapped && !inside.stream;
        open(std::move(inside), isApart);
    }
}

void Walk::openSevenZip(Found found)
{
    if (++found.archives > mostArchives)
        return tell(found.name, Error{ErrorKind::TooLarge, nestedTooDeeply});
    if (!takeIntoMemory(found))
        return;
    auto entries = readSevenZip(*found.memory, m_findings.limits());
    if (!entries)
        return tell(found.name, entries.error());
    for (SevenZipEntry &entry : *entries) {
        if (isOfMacOs(entry.name))
            continue;
        const QString name = nameIn(found, entry.name);
        const auto content = std::make_shared<const QByteArray>(std::move(entry.content));
        if (quint64(content->size()) < entry.size)
            tell(name, Error{ErrorKind::Malformed, isDamaged, {QString::number(content->size())}}, content->isEmpty());
        if (content->isEmpty() && entry.size > 0)
            continue;
        open(Found{.name = name,
                 .owner = content,
                 .memory = std::string_view(content->data(), size_t(content->size())),
                 .size = entry.size,
                 .modified = entry.modified,
                 .archives = found.archives,
                 .compressions = found.compressions},
            true);
    }
}

/// What is read at several places has to be there as a whole.
bool Walk::takeIntoMemory(Found &found)
{
    if (found.memory)
        return true;
    const quint64 most = m_findings.limits().inMemory;
    auto whole = readHead(*found.stream, size_t(most) + 1);
    if (whole && whole->size() > most)
        whole = std::unexpected(Error{ErrorKind::TooLarge, tooLargeForMemory, {QString::number(most >> 20)}});
    if (!whole) {
        tell(found.name, whole.error());
        return false;
    }
    const auto kept = std::make_shared<const std::string>(std::move(*whole));
    found.memory = *kept;
    found.owner
        = std::make_shared<std::pair<std::shared_ptr<const void>, std::shared_ptr<const void>>>(found.owner, kept);
    found.stream.reset();
    return true;
}

void Walk::openText(Found found, bool isApart)
{
    const QString name = found.name;
    auto started = TextFilling::start(found.taken(), found.size, m_findings.limits());
    if (!started)
        return tell(name, started.error());
    const std::shared_ptr<TextFilling> filling = std::move(*started);
    if (found.mayBeEmpty && filling->head().empty())
        return;
    PartDraft draft
        = draftPart(name, {filling->head(), filling->isHeadWhole(), found.isSheet}, found.modified, m_options);
    filling->skip(draft.start);
    draft.part.bytes = filling->bytes();
    draft.part.path = m_path;
    m_findings.add(std::move(draft.part), std::move(draft.question));
    m_findings.addDamages(draft.damages, quint64(draft.damages.size()));
    if (!isApart)
        return fill(name, *filling, m_stop);
    m_threads.add(
        [this, name, filling, owner = found.owner](const std::stop_token &stop) { fill(name, *filling, stop); });
}

void Walk::fill(const QString &name, TextFilling &filling, const std::stop_token &stop)
{
    const Limits &limits = m_findings.limits();
    quint64 consumed = 0;
    quint64 made = 0;
    const auto filled = filling.run(stop, [&](quint64 moreConsumed, quint64 moreMade) -> Result<void> {
        consumed += moreConsumed;
        made += moreMade;
        if (made > limits.ratioFrom && made / limits.ratio > consumed)
            return std::unexpected(Error{ErrorKind::TooLarge, tooMuchPacked, {QString::number(limits.ratio)}});
        return m_findings.advance(moreConsumed, moreMade);
    });
    if (!filled)
        tell(name, filled.error(), false);
    QList<Damage> damages;
    for (const Decoding::Fault &fault : filling.faults()) {
        damages.append({.file = name,
            .line = fault.line,
            .column = fault.column,
            .reason = Error{ErrorKind::Malformed, notCharacters},
            .raw = fault.raw});
    }
    m_findings.addDamages(damages, filling.faultCount());
}

void Walk::tell(const QString &name, const Error &error, bool isAllLost)
{
    m_findings.addDamage({.file = name, .reason = error, .isAllLost = isAllLost});
}

}
