// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/bytestream.h"
#include "audit/files/content.h"
#include "audit/files/fillingthreads.h"
#include "audit/files/findings.h"
#include "audit/files/followedfile.h"
#include "audit/files/textfilling.h"
#include "audit/files/zipdirectory.h"

namespace sekimori::audit::files {

/// A file or entry that somebody has found: bytes in memory, which @p owner keeps, or a stream.
struct Found {
    QString name;
    QString path{}; ///< of a file; empty for what is in it
    std::shared_ptr<const void> owner{};
    std::optional<std::string_view> memory{};
    std::unique_ptr<ByteStream> stream{};
    std::optional<quint64> size{}; ///< at most, where it is known
    qint64 modified = 0; ///< seconds since 1970; 0: not known
    bool mayBeEmpty = false; ///< and is no log then
    bool isSheet = false; ///< of a spreadsheet, made CSV
    int archives = 0; ///< that it stands in
    int compressions = 0; ///< that were taken off

    /// Its bytes from the first on, once.
    std::unique_ptr<ByteStream> taken();
};

/// Goes through files and what is in them, in their order, and finds the parts. Entries of one stream are filled on the
/// way; what can be read apart, by the threads.
class Walk {
public:
    Walk(const Options &options, Findings &findings, FillingThreads &threads, std::stop_token stop)
        : m_options(options)
        , m_findings(findings)
        , m_threads(threads)
        , m_stop(std::move(stop))
    {
    }

    /// @p name: that of the file for people.
    void open(const QString &path, const QString &name);

private:
    void openStandardInput();
    void open(Found found, bool isApart);
    void openCompressed(Found found, Content content, bool isApart);
    void openZip(Found found);
    void openXlsx(const Found &book, const ZipDirectory &directory);
    void openTar(Found found);
    void openSevenZip(Found found);
    void openText(Found found, bool isApart);
    void openPlain(const std::shared_ptr<FollowedFile> &file, const QString &path, const QString &name);

    bool takeIntoMemory(Found &found);
    void fill(const QString &name, TextFilling &filling, const std::stop_token &stop);
    /// @p isAllLost: nothing came of it.
    void tell(const QString &name, const Error &error, bool isAllLost = true);

    const Options &m_options;
    Findings &m_findings;
    FillingThreads &m_threads;
    std::stop_token m_stop;
    QString m_path; ///< of the file that it is in
};

}
