// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/zip.h"

#include <QBuffer>
#include <QtEndian>

#include <KZip>

namespace sekimori::archive {
namespace {

constexpr mode_t forOwner = 0100600;

/// KZip writes names in UTF-8 and does not say so; without the mark Windows takes them for its own code page. It stands
/// in the central directory at the archive's end and at each member.
void markNamesAsUtf8(QByteArray &archive)
{
    constexpr qsizetype endRecord = 22; // without a comment
    constexpr qsizetype entryRecord = 46; // without its name and what follows
    constexpr char utf8 = 0x08; // in the flags' high byte
    const auto number16 = [&](qsizetype at) { return qsizetype(qFromLittleEndian<quint16>(archive.constData() + at)); };
    const auto number32 = [&](qsizetype at) { return qsizetype(qFromLittleEndian<quint32>(archive.constData() + at)); };
    const qsizetype end = archive.size() - endRecord;
    qsizetype entry = number32(end + 16);
    while (entry + entryRecord <= end) {
        char *const ofEntry = archive.data() + entry + 9;
        char *const ofMember = archive.data() + number32(entry + 42) + 7;
        *ofEntry = static_cast<char>(*ofEntry | utf8);
        *ofMember = static_cast<char>(*ofMember | utf8);
        entry += entryRecord + number16(entry + 28) + number16(entry + 30) + number16(entry + 32);
    }
}

}

Result<QByteArray> zip(const QList<Member> &members, const QDateTime &time)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    KZip archive(&buffer);
    bool isWritten = archive.open(QIODevice::WriteOnly);
    for (const Member &member : members)
        isWritten = isWritten
            && archive.writeFile(member.name, member.content, forOwner, QString(), QString(), time, time, time);
    if (!isWritten || !archive.close())
        return std::unexpected(Error{ErrorKind::Internal, zipNotMade, {archive.errorString()}});
    markNamesAsUtf8(bytes);
    return bytes;
}

}
