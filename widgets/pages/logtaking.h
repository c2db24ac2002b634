// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logsource.h"

namespace sekimori::widgets {

/// A log's events on their way into a file, to be looked through from there.
class LogTaking : public QObject {
    Q_OBJECT

public:
    explicit LogTaking(items::LogSource &source)
        : m_source(source)
    {
    }

    /// What the filter lets through by now. In place of what is under way.
    void start(const QString &path);
    void cancel();
    bool isUnderWay() const { return m_export != nullptr; }
    qint64 bytes() const { return m_bytes; }
    /// Why the last one failed; empty: it did not.
    const QString &failure() const { return m_failure; }

signals:
    void changed();
    void taken(const QString &path);

private:
    void end(const QString &failure = {});

    items::LogSource &m_source;
    std::unique_ptr<items::LogExport> m_export;
    qint64 m_bytes = 0;
    QString m_failure;
};

}
