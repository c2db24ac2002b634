// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/link.h"
#include "crypto/digest.h"
#include "store/segments.h"

#include <QFile>
#include <QSaveFile>

namespace sekimori::platformd {

/// Where the files of segments lie: `2026-03-1-48211.ndjson` holds the events in their canonical form, each with a line
/// feed, and `2026-03-1-48211.hashes` the hash of each in the chain, 32 bytes after 32 bytes. Immutable; knows no
/// table.
class SegmentFolder {
public:
    /// @p folder: the data folder.
    explicit SegmentFolder(const QString &folder);

    QString folderOf(TenantId tenant) const;
    QString linesOf(TenantId tenant, const Segment &segment) const;
    QString hashesOf(TenantId tenant, const Segment &segment) const;

    /// Makes the folder where it is not there, for its owner alone.
    Result<void> makeFor(TenantId tenant) const;
    /// The names are on the disk too.
    Result<void> sync(TenantId tenant) const;
    void remove(TenantId tenant, const Segment &segment) const;
    /// The names of all files but those of @p segments.
    QStringList others(TenantId tenant, const QList<Segment> &segments) const;
    void remove(TenantId tenant, const QString &name) const;
    /// Into a folder beside them, where nobody looks for segments; whether that went.
    bool setAside(TenantId tenant, const QString &name, const QString &folder) const;

private:
    QString m_folder;
};

/// Writes the two files of a segment. They appear when finish() has succeeded, whole and on the disk, or not at all.
class SegmentWriter {
public:
    static Result<SegmentWriter> create(const SegmentFolder &folder, TenantId tenant, Segment segment);

    /// @p line: the canonical form, without a line feed.
    Result<void> add(const audit::Event &event, QByteArrayView line, QByteArrayView hash);
    /// The segment, with all that is known of it now.
    Result<Segment> finish();

private:
    SegmentWriter(const SegmentFolder &folder, TenantId tenant, Segment segment);
    Error failure(const QSaveFile &file) const;

    const SegmentFolder *m_folder;
    TenantId m_tenant;
    Segment m_segment;
    std::unique_ptr<QSaveFile> m_lines;
    std::unique_ptr<QSaveFile> m_hashes;
    crypto::Sha256 m_digest;
};

/// Reads the two files of a segment one event after the other, as they stand there, with little memory: for checks of
/// the chain, and for handing them out.
class SegmentReader {
public:
    struct Entry {
        QByteArray line; ///< without its line feed; nobody has looked whether it is an event
        QByteArray hash; ///< 32 bytes
    };

    /// From number @p from on. SegmentDamaged where a file is missing or has another size than it should.
    static Result<SegmentReader> open(
        const SegmentFolder &folder, TenantId tenant, const Segment &segment, qint64 from = 0);

    /// None: that was the last one. SegmentDamaged where the files end too early or go on for too long.
    Result<std::optional<Entry>> next();
    qint64 number() const { return m_next - 1; } ///< of the entry that next() gave

private:
    explicit SegmentReader(const Segment &segment);

    Segment m_segment;
    qint64 m_next = 0;
    std::unique_ptr<QFile> m_lines;
    std::unique_ptr<QFile> m_hashes;
};

/// SegmentDamaged where the files of @p segment do not give back all that was written into them. A part of a second.
Result<void> readThrough(
    const SegmentFolder &folder, TenantId tenant, const Segment &segment, const std::stop_token &stop = {});

/// SegmentDamaged about @p segment.
Error damaged(const Segment &segment);

}
