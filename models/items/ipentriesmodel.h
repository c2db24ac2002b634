// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/ipentryinspection.h"
#include "items/latestanswer.h"

#include <QAbstractTableModel>

#include <vector>

namespace sekimori::items {

/// The list of addresses as a table to be edited: what is searched for, in the order asked for. The list keeps its own
/// order, which is what the column of places shows. Duplicates and the like are looked for on another thread.
class IpEntriesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { SeverityRole = Qt::UserRole };

    explicit IpEntriesModel(QObject *parent = nullptr);

    QList<policy::IpEntry> entries() const;
    qsizetype count() const { return m_rows.size(); }
    bool hasFaults() const;
    /// With paths such as `entries[3].network`.
    Errors faults() const;
    const IpEntryInspection &inspection() const { return m_inspection; }

    /// Shows @p entries as if for the first time: there is nothing to undo.
    void load(const QList<policy::IpEntry> &entries);

    /// The list of @p before with all that is wrong in it, and what can be undone and is searched for there.
    void takeOver(const IpEntriesModel &before);

    void replaceAll(const QList<policy::IpEntry> &entries);
    /// At the end of the list, each shown whatever is searched for. Returns the index of the first.
    QModelIndex append(const QList<policy::IpEntry> &entries);
    void remove(const QModelIndexList &indexes);
    /// Only while there are no faults. It is worked out on another thread; nothing comes of it when the list is edited
    /// meanwhile.
    void cleanUp();
    void undo();
    bool canUndo() const { return !m_before.isEmpty(); }

    /// Shows the rows with @p text in network or memo; an address also finds the networks that it is in.
    void setSearch(const QString &text);
    void setEditable(bool editable);
    /// Sets what the platform says about the entries at the given places, in place of what it said before.
    void mark(const QHash<qsizetype, QStringList> &told);
    /// Invalid where the row is not shown.
    QModelIndex indexOf(qsizetype place, IpEntryColumn column) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

signals:
    void edited();
    void cleanedUp(qsizetype gone, qsizetype rewritten);
    void inspectionChanged(); ///< the remarks are up to date with what was edited last

private:
    struct Cleaned {
        qint64 edition = 0; ///< of what
        QList<IpEntryRow> rows;
    };

    const IpEntryRow &rowAt(const QModelIndex &index) const { return m_rows.at(m_shown.at(size_t(index.row()))); }
    void remember();
    void reset(QList<IpEntryRow> rows);
    void numberPlaces();
    std::vector<qsizetype> searched() const;
    bool matches(const IpEntryRow &row) const;
    void arrange(std::vector<qsizetype> &shown) const;
    void rearrange();
    bool setNetwork(const QModelIndex &index, const QString &text);
    void insertAfter(qsizetype place, const QList<policy::IpEntry> &entries);
    void removePlaces(const QList<qsizetype> &places);
    void tellEdited();
    void takeInspection(const IpEntryInspection &inspection);
    void takeCleaned(const Cleaned &cleaned);
    void remarksChanged();

    QList<IpEntryRow> m_rows; ///< in the order of the list
    qint64 m_edition = 0; ///< grows with every edit
    std::vector<qsizetype> m_shown; ///< places, in the order of the view
    QList<QList<IpEntryRow>> m_before; ///< what undo() goes back to, the newest last
    QString m_search;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_editable = true;
    IpEntryInspection m_inspection;
    LatestAnswer<IpEntryInspection> m_inspecting;
    LatestAnswer<Cleaned> m_cleaning;
};

}
