// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/header.h"

class QSettings;

namespace sekimori::widgets {

/// Which column is which in files whose headers nobody knows, as a person has said it before: it holds for all files
/// that look alike.
class ColumnsMemory {
public:
    static constexpr qsizetype most = 100; ///< layouts; the oldest is forgotten

    explicit ColumnsMemory(QSettings &settings)
        : m_settings(settings)
    {
    }

    std::vector<audit::files::HeaderAnswer> answers() const;
    void remember(const audit::files::HeaderAnswer &answer);

private:
    QSettings &m_settings;
};

}
