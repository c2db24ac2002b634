// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/standing.h"
#include "audit/query/sink.h"
#include "http/bodystream.h"

namespace sekimori::platformd {

/// A part of a log on its way out as a file: as long as the caller's right holds, piece by piece, and visibly broken
/// off where it cannot be brought to its end.
class LogFileStream : public BodyStream {
public:
    /// A piece takes about so long, since it is looked for and sent within one time limit.
    static constexpr std::chrono::milliseconds longestPiece{60};

    LogFileStream(Standing standing, SearchPlaces::Place place, Tenants &tenants);

    void begin(const Wake &) override { }
    Piece next(bool isStopping) override;

protected:
    /// Writes some of it into sink(). True: that was the last of it.
    virtual Result<bool> writeSome() = 0;

    TenantId tenant() const { return m_standing.tenant(); }
    Store &store() { return m_tenants.store(); }
    audit::query::MemorySink &sink() { return m_sink; }

private:
    const Standing m_standing;
    const SearchPlaces::Place m_place;
    Tenants &m_tenants;
    audit::query::MemorySink m_sink;
};

/// The answer whose body is @p stream, to be kept as @p fileName.
Response fileAnswer(const QByteArray &mediaType, const QString &fileName, std::shared_ptr<LogFileStream> stream);

/// What the log tells of a file of it that @p by was handed.
audit::Event handedOut(const Author &by, const QString &action, const QString &complement, audit::EventTime now);

}
