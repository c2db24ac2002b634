// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QTimeZone>

namespace sekimori::items {

/// A time zone by which a tenant may go, as people look for it.
struct TimeZoneRow {
    QString id; ///< `America/Argentina/Buenos_Aires`
    QString city; ///< `Buenos Aires`
    QString region; ///< `America, Argentina`
    QString name; ///< in the language shown, such as `Japan Time`
    QString country; ///< in its own language and in English
    QTimeZone zone;
};

/// All time zones with cities, and UTC, each with what its clock shows.
class TimeZonesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole,
        SearchRole, ///< everything by which one may look for it
    };

    explicit TimeZonesModel(const QDateTime &now, QObject *parent = nullptr);

    void setNow(const QDateTime &now);
    QModelIndex indexOf(const QString &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<TimeZoneRow> m_rows; ///< by offset from west to east, and by city
    QDateTime m_now;
};

}
