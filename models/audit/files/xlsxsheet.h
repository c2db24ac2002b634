// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/bytestream.h"
#include "audit/files/xlsx.h"

#include <QXmlStreamReader>

namespace sekimori::audit::files {

/// The rows of a sheet as CSV, as they are read.
class XlsxSheetStream final : public ByteStream {
public:
    XlsxSheetStream(std::shared_ptr<const XlsxBook> book, std::unique_ptr<ByteStream> xml, QString name,
        XlsxBook::TellDamages tell);
    ~XlsxSheetStream() override;

    Result<size_t> read(std::span<char> room) override;
    quint64 consumed() const override;

private:
    class Input;

    void readMore();
    void startRow();
    void readCell();
    std::string cellText(QStringView type, size_t style, qint64 column);
    std::string sharedText(const QString &reference, qint64 column);
    void endRow();

    std::shared_ptr<const XlsxBook> m_book;
    std::unique_ptr<Input> m_input;
    QXmlStreamReader m_xml;
    const QString m_name;
    const XlsxBook::TellDamages m_tell;
    Damages m_damages;
    std::string m_text; ///< made, not yet taken
    size_t m_taken = 0;
    std::string m_row;
    qint64 m_rowNumber = 0;
    qint64 m_column = 0; ///< cells of the row so far
    bool m_hasText = false; ///< in some cell of the row, or lost
    qint64 m_width = 0; ///< of the widest of the first rows, among which the titles are
    qint64 m_filledRows = 0;
    bool m_isFinished = false;
    std::optional<Error> m_failure;
};

}
