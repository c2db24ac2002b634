// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QString>

#include <memory>
#include <string>
#include <string_view>

class QSaveFile;

namespace sekimori::audit::query {

/// Where bytes go.
class Sink {
public:
    virtual ~Sink() = default;
    Sink(const Sink &) = delete;
    Sink &operator=(const Sink &) = delete;

    virtual Result<void> write(std::string_view bytes) = 0;

protected:
    Sink() = default;
};

/// Into memory, for who takes it away bit by bit.
class MemorySink final : public Sink {
public:
    Result<void> write(std::string_view bytes) override;
    /// What has been written since the last time.
    std::string taken() { return std::exchange(m_bytes, {}); }

private:
    std::string m_bytes;
};

/// A file that has its name only once it is complete and on disk; until then, and where it never comes to that, what
/// was there before stays.
class FileSink final : public Sink {
public:
    static Result<std::unique_ptr<FileSink>> create(const QString &path);
    ~FileSink() override;

    Result<void> write(std::string_view bytes) override;
    Result<void> finish();

private:
    explicit FileSink(const QString &path);
    Error failure() const;

    std::unique_ptr<QSaveFile> m_file;
};

namespace messages {
extern const Message FileNotWritten;
extern const Message NoFile;
}

}
