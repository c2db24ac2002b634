// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/filelogrows.h"
#include "items/logmodel.h"

#include <map>

namespace sekimori::items {

/// What becomes of the places of rows when others are shown: worked out before, on another thread.
struct FileLogChange {
    std::shared_ptr<const FileLogRows> rows;
    bool isOtherLog = false; ///< rows of before mean nothing any more
    bool isRenumbered = false; ///< rows of before have other numbers now; only places tells of them
    FileLogRows::Overlap overlap; ///< with the rows shown before
    std::map<uint64_t, int> places; ///< of FileLogModel::heldRows(), in what is shown now
};

/// The rows of a log of files. They are swapped as a whole, at once, however many they are; what is shown is read from
/// the files' own bytes.
class FileLogModel : public LogModel {
    Q_OBJECT

public:
    explicit FileLogModel(QObject *parent = nullptr);

    const std::shared_ptr<const FileLogRows> &shown() const { return m_rows; }
    /// The rows of the table to which persistent indexes point.
    std::vector<uint64_t> heldRows() const;
    void apply(const FileLogChange &change, bool isByTime);
    /// In which times are shown.
    void showIn(const QTimeZone &zone) { setZone(zone); }

    std::optional<audit::Record> recordAt(int row) const override;
    QString fileName(quint32 part) const override;
    int rowNear(audit::EventTime time) override;
    int rowCount(const QModelIndex &parent = {}) const override;

private:
    bool takeGrowth(const FileLogChange &change);
    void takeOtherOrder(const FileLogChange &change);
    int placeOf(uint64_t row, const FileLogChange &change) const;
    void followParts(const audit::engine::LogSnapshot &log);
    void followSurplus(const audit::engine::LogSnapshot &log);

    std::shared_ptr<const FileLogRows> m_rows;
    std::shared_ptr<const std::vector<audit::engine::Part>> m_parts; ///< for which the columns were made
    std::vector<std::vector<int>> m_others; ///< by part: where each of its unknown columns stands among all
    int m_otherCount = 0;
    bool m_hasSurplus = false; ///< there is a column for it
    bool m_isByTime = true;
};

}
