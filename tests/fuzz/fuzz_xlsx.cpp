// SPDX-License-Identifier: GPL-3.0-or-later
// The XML of a workbook; ZIP is fuzz_archive's. Zero bytes part workbook, relations, styles, shared strings and sheet.
#include "audit/files/xlsx.h"
#include "target.h"

#include <array>

using namespace sekimori::audit::files;

namespace {

void append(std::string &zip, ZipDirectory &directory, const char *name, std::string_view content)
{
    constexpr std::array<char, 30> header{'P', 'K', 3, 4};
    directory.entries.push_back({.name = QString::fromLatin1(name),
        .packedSize = content.size(),
        .size = content.size(),
        .header = zip.size(),
        .isSizeKnown = false});
    zip.append(header.data(), header.size()).append(content);
}

}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    std::string_view rest(reinterpret_cast<const char *>(bytes), size);
    const auto zip = std::make_shared<std::string>();
    ZipDirectory directory;
    for (const char *name : {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml",
             "xl/worksheets/sheet1.xml"}) {
        const size_t end = std::min(rest.find('\0'), rest.size());
        append(*zip, directory, name, rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const auto book = XlsxBook::open(zip, *zip, directory, {});
    if (!book)
        return 0;
    for (const XlsxBook::Sheet &sheet : (*book)->sheets()) {
        const auto stream = XlsxBook::openSheet(*book, sheet, [](const Damages &) { });
        if (stream)
            (void)readHead(**stream, 1 << 20);
    }
    return 0;
}
