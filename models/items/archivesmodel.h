// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/archivesclient.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace sekimori::items {

/// The months of the log as a table, the newest first. What was read stays until something newer comes.
class ArchivesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { MonthColumn, StateColumn, EventsColumn, NumbersColumn, SizeColumn, SpanColumn, ClosedColumn };
    enum Role {
        SortRole = Qt::UserRole, ///< by which a column is put in order
        StateRole,
    };

    explicit ArchivesModel(const platform::ArchivesClient &client, QObject *parent = nullptr);

    void refresh();
    bool isAsking() const { return m_asking.isUnderWay(); }
    /// Whether there was an answer.
    bool isRead() const { return m_isRead; }
    /// Why the last request brought nothing; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_failure; }

    const platform::Archive &archiveAt(int row) const { return m_archives.at(row); }
    /// Whether a month is closed, and so lies in a file.
    bool hasClosed() const;
    const QTimeZone &zone() const { return m_zone; }
    void setZone(const QTimeZone &zone);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void stateChanged(); ///< of isAsking(), isRead() or failure()

private:
    void take(const platform::Answer<QList<platform::Archive>> &answer);
    void show(QList<platform::Archive> archives);

    const platform::ArchivesClient &m_client;
    platform::Pending m_asking;
    QList<platform::Archive> m_archives; ///< the newest first
    std::optional<platform::Failure> m_failure;
    bool m_isRead = false;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

/// `March 2026`
QString monthText(const platform::Archive &archive);

}

Q_DECLARE_METATYPE(sekimori::platform::Archive::State)
