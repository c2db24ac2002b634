// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/asker.h"
#include "items/logkeytrust.h"
#include "pages/page.h"
#include "platform/clients.h"
#include "platform/gatepair.h"

#include <functional>
#include <span>

class QSettings;

namespace sekimori::widgets {

/// What pages may need beside the settings that they are given.
struct PageNeeds {
    Asker &asker;
    platform::Clients &clients;
    items::LogKeyTrust &logKey;
    const platform::GatePairs &gatePairs; ///< by which the console comes in
    QString hostName; ///< by which the console speaks to the tenant
    QString mailFolder; ///< of a local platform, where its mails lie on this computer; empty elsewhere
    QSettings &settings;
    QString profileId;
    std::function<void(const QString &path)> openLogFile; ///< in a window of its own
};

/// A page as the navigation knows it before it is made.
struct PageEntry {
    QLatin1StringView key; ///< of a page that edits settings: the key of its section
    const char *group; ///< the words of both are translated when shown
    const char *title;
    QLatin1StringView icon;
    bool editsSettings;
    Page *(*make)(const PageNeeds &needs);

    QString groupText() const;
    QString titleText() const;
};

/// All pages in the order of the navigation, each group in one piece. A new page is one line in here.
std::span<const PageEntry> pageTable();

}
