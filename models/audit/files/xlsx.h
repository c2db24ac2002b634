// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/damage.h"
#include "audit/files/limits.h"
#include "audit/files/zipdirectory.h"

#include <QHash>

#include <functional>
#include <memory>

namespace sekimori::audit::files {

/// A workbook of a spreadsheet (Office Open XML). Its sheets come out as CSV, row by row, dates as `2026-03-05
/// 14:00:00`.
class XlsxBook {
public:
    struct Sheet {
        QString name;
        size_t entry = 0; ///< in the directory
    };

    static bool isOne(const ZipDirectory &directory);
    /// @p owner keeps @p zip.
    static Result<std::shared_ptr<const XlsxBook>> open(
        std::shared_ptr<const void> owner, std::string_view zip, const ZipDirectory &directory, const Limits &limits);

    /// Those with cells, in their order.
    const std::vector<Sheet> &sheets() const { return m_sheets; }
    /// Called where a stream of a sheet goes, with the cells that it could not read.
    /// They name no file.
    using TellDamages = std::function<void(Damages damages)>;
    /// @p book: this one, which the stream keeps.
    static Result<std::unique_ptr<ByteStream>> openSheet(
        const std::shared_ptr<const XlsxBook> &book, const Sheet &sheet, const TellDamages &tell);

    // What a sheet's cells refer to.
    std::optional<std::string_view> sharedText(size_t place) const;
    bool isDate(size_t style) const { return style < m_dateStyles.size() && m_dateStyles[style]; }
    bool isFrom1904() const { return m_isFrom1904; }

private:
    std::optional<size_t> placeOf(const QString &name) const;
    Result<std::string> wholeEntry(const QString &name, quint64 most) const;
    Result<void> readWorkbook();
    Result<void> readStyles(quint64 most);
    Result<void> readSharedTexts(quint64 most);

    std::shared_ptr<const void> m_owner;
    std::string_view m_zip;
    ZipDirectory m_directory;
    QHash<QString, size_t> m_places; ///< of its entries, by their folded names
    QString m_stylesName; ///< in the archive
    QString m_textsName;
    std::vector<Sheet> m_sheets;
    std::vector<std::string> m_sharedTexts;
    std::vector<bool> m_dateStyles;
    bool m_isFrom1904 = false;
};

/// `.ods` or `.docx`, of a ZIP that is one; otherwise empty.
QString kindOfDocument(const ZipDirectory &directory);

}
