// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/content.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>

using namespace Qt::StringLiterals;
using namespace std::string_view_literals;

namespace sekimori::audit::files {
namespace {

constexpr Message otherContent{"files.otherContent",
    QT_TRANSLATE_NOOP(
        "Messages", "This is a file of the kind %1, not a log that can be read here. Save it as CSV or XLSX first.")};

constexpr Message jsonArray{"files.jsonArray",
    QT_TRANSLATE_NOOP("Messages",
        "This is one JSON array, not NDJSON, which has an object on each line. Write its objects so first, for example "
        "with “jq -c .[]”.")};

constexpr std::array marks{
    std::pair{"\x1f\x8b"sv, Content::Gzip},
    std::pair{"BZh"sv, Content::Bzip2},
    std::pair{"\xfd"
              "7zXZ\0"sv,
        Content::Xz},
    std::pair{"\x28\xb5\x2f\xfd"sv, Content::Zstd},
    std::pair{"PK\x03\x04"sv, Content::Zip},
    std::pair{"PK\x05\x06"sv, Content::Zip},
    std::pair{"7z\xbc\xaf\x27\x1c"sv, Content::SevenZip},
};

using Kind = std::pair<std::string_view, const char *>;

constexpr std::array refused{
    std::pair{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, ".xls"},
    std::pair{"Rar!\x1a\x07"sv, "RAR"},
    std::pair{"%PDF-"sv, "PDF"},
    std::pair{"SQLite format 3\0"sv, "SQLite"},
    std::pair{"PAR1"sv, "Parquet"},
    std::pair{"ElfFile\0"sv, ".evtx"},
    std::pair{"\x04\x22\x4d\x18"sv, "LZ4"},
    std::pair{"\x1f\x9d"sv, ".Z"},
    std::pair{"\x7f"
              "ELF"sv,
        "ELF"},
    std::pair{"<?xml"sv, "XML"},
    std::pair{"<!DOCTYPE"sv, "HTML"},
    std::pair{"<html"sv, "HTML"},
};

constexpr std::array pictures{
    std::pair{"\x89PNG"sv, "PNG"},
    std::pair{"\xff\xd8\xff"sv, "JPEG"},
    std::pair{"GIF8"sv, "GIF"},
};

constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
constexpr size_t tarBlock = 512;
constexpr size_t checksumPlace = 148;
constexpr size_t checksumLength = 8;

/// `[{"`, with any blanks between.
bool isJsonArray(std::string_view head)
{
    for (const char wanted : {'[', '{', '"'}) {
        head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
        if (!head.starts_with(wanted))
            return false;
        head.remove_prefix(1);
    }
    return true;
}

}

Error refusalOf(const QString &kind)
{
    return Error{ErrorKind::Invalid, otherContent, {kind}};
}

bool isPicture(std::string_view head)
{
    return std::ranges::any_of(pictures, [head](const auto &picture) { return head.starts_with(picture.first); });
}

bool isTarHeader(std::string_view block)
{
    if (block.size() < tarBlock)
        return false;
    unsigned told = 0;
    for (const char each : block.substr(checksumPlace, checksumLength)) {
        if (each >= '0' && each <= '7')
            told = told * 8 + unsigned(each - '0');
        else if (each != ' ' && each != '\0')
            return false;
    }
    unsigned sum = checksumLength * ' ';
    for (size_t i = 0; i < tarBlock; ++i) {
        if (i < checksumPlace || i >= checksumPlace + checksumLength)
            sum += static_cast<unsigned char>(block[i]);
    }
    return sum == told;
}

Result<Content> contentOf(std::string_view head)
{
    for (const auto &[mark, content] : marks) {
        if (head.starts_with(mark))
            return content;
    }
    for (const auto &kinds : {std::span<const Kind>(refused), std::span<const Kind>(pictures)}) {
        for (const auto &[mark, name] : kinds) {
            if (head.starts_with(mark))
                return std::unexpected(refusalOf(QString::fromLatin1(name)));
        }
    }
    if (isJsonArray(head.substr(head.starts_with(byteOrderMark) ? byteOrderMark.size() : 0)))
        return std::unexpected(Error{ErrorKind::Invalid, jsonArray});
    return isTarHeader(head) ? Content::Tar : Content::Text;
}

}
