// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QSettings;

namespace sekimori::items {

struct SavedFilter {
    QString name;
    QString text;

    bool operator==(const SavedFilter &) const = default;
};

/// The filters of a log that a person has given names, and those used last. They are kept on this computer, apart for
/// each place where there is a log, and are written as soon as anything changes.
class SavedFilters : public QObject {
    Q_OBJECT

public:
    static constexpr int recentKept = 50;
    static constexpr int longestName = 100;

    /// @p place: the id of a connection's profile, or `files`.
    SavedFilters(QSettings &settings, const QString &place, QObject *parent = nullptr);

    /// In the order of their names.
    const QList<SavedFilter> &filters() const { return m_filters; }
    /// Whether there is one of this name, in any case.
    bool has(const QString &name) const;
    /// In place of one of the same name.
    void save(const QString &name, const QString &text);
    /// In place of another one that has the new name already.
    void rename(const QString &from, const QString &to);
    void remove(const QString &name);

    /// The filters used last, the newest first, each once.
    const QStringList &recent() const { return m_recent; }
    void addRecent(const QString &text);
    /// Takes over what another one for the same place has written since. Before each change it does so by itself.
    void refresh();

signals:
    void changed(); ///< of filters()

private:
    void put(const QString &name, const QString &text);
    void read();
    void write();

    QSettings &m_settings;
    QString m_group;
    QList<SavedFilter> m_filters;
    QStringList m_recent;
};

}
