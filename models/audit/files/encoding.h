// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori::audit::files {

enum class Encoding { Utf8, Utf16Little, Utf16Big, ShiftJis };

struct EncodingFound {
    Encoding encoding = Encoding::Utf8;
    size_t mark = 0; ///< bytes of the mark of byte order
    bool isCertain = true; ///< not where there are only letters that Shift-JIS and UTF-8 have in common
};

/// By its mark, by zeros in every other byte, or by what the bytes can be. @p isWhole: nothing follows @p head that
/// could tell more. None: it is no text.
std::optional<EncodingFound> encodingOf(std::string_view head, bool isWhole);
/// Of a whole file, by the first letters beyond ASCII where its first bytes do not tell.
std::optional<EncodingFound> encodingOfFile(std::string_view text);

/// The name that a packer gave a file: UTF-8 or Shift-JIS, by what its bytes can be.
QString nameFromArchive(std::string_view name);

/// Turns UTF-16 or Shift-JIS into UTF-8, a piece at a time.
class Decoding {
public:
    /// Where something stood that is no character; in the text it is U+FFFD.
    struct Fault {
        qint64 line = 0; ///< from 1
        qint64 column = 0; ///< characters from 1
        QString raw; ///< in hexadecimal
    };
    static constexpr size_t mostFaults = 100; ///< remembered

    /// @p line, @p column: where it begins.
    explicit Decoding(Encoding encoding, qint64 line = 1, qint64 column = 1)
        : m_encoding(encoding)
        , m_line(line)
        , m_column(column)
    {
    }

    /// What so many bytes take at most.
    static size_t roomFor(size_t bytes) { return 3 * bytes + 8; }
    /// How many bytes of @p room were needed. A character cut at the end waits for the rest.
    size_t decode(std::string_view raw, std::span<char> room);
    /// Nothing follows.
    size_t finish(std::span<char> room);

    const std::vector<Fault> &faults() const { return m_faults; }
    quint64 faultCount() const { return m_faultCount; }

private:
    size_t decodeShiftJis(std::string_view raw, char *end);
    size_t decodeUtf16(std::string_view raw, char *end);
    char *put(char *end, char32_t character);
    char *putFault(char *end, quint32 raw, int digits);

    Encoding m_encoding;
    std::string m_waiting;
    char16_t m_high = 0;
    std::vector<Fault> m_faults;
    quint64 m_faultCount = 0;
    qint64 m_line;
    qint64 m_column;
};

}
