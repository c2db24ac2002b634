// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/profile.h"

#include <QList>

namespace sekimori::platform {

inline constexpr Message profilesUnreadable{"profiles.unreadable",
    QT_TRANSLATE_NOOP(
        "Messages", "The connection profiles in “%1” could not be read: %2. Check the file's permissions.")};
inline constexpr Message profilesDamaged{"profiles.damaged",
    QT_TRANSLATE_NOOP("Messages",
        "The file “%1” does not hold connection profiles (%2). It was kept as “%3”, and the list "
        "begins empty.")};
inline constexpr Message profilesStuck{"profiles.stuck",
    QT_TRANSLATE_NOOP("Messages",
        "The file “%1” does not hold connection profiles (%2), and it could not be put aside. "
        "Move it away before you save a profile.")};
inline constexpr Message profilesNotSaved{"profiles.notSaved",
    QT_TRANSLATE_NOOP("Messages",
        "The connection profiles could not be saved in “%1”: %2. What was there before is "
        "unchanged.")};

/// The list of profiles in one JSON file. It holds no password; see PasswordKeeper.
class ProfileStore {
public:
    explicit ProfileStore(QString path);

    /// An empty list where there is no file. A damaged file is put aside, never written over.
    Result<QList<ConnectionProfile>> load() const;
    Result<void> save(const QList<ConnectionProfile> &profiles) const;

private:
    QString m_path;
};

}
