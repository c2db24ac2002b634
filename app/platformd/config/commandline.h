// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/configvalues.h"

namespace sekimori::platformd {

inline constexpr Message CommandLineWrong{
    "commandLine.wrong", QT_TRANSLATE_NOOP("Messages", "%1. `sekimorid --help` shows what can be given.")};

/// From where the operator takes the password of somebody who is new.
struct PasswordSource {
    QString file; ///< empty: asked on the terminal, unless one is generated
    bool isGenerated = false;
};

/// A tenant that the operator wants to have made.
struct TenantWish {
    QString subdomain;
    QString displayName;
    QString administrator;
    PasswordSource password;
};

/// What the operator wants with the platform's staff.
struct StaffWish {
    enum class Task { Add, Remove, List };

    Task task = Task::List;
    QString name; ///< empty: List
    PasswordSource password; ///< Add
};

/// An administrator who is to be let in, as the operator wrote it.
struct RecoveryWish {
    QString tenant; ///< its subdomain
    QString administrator; ///< login name
    QString address;
    QString reason;
};

/// The name of each setting of the configuration, and what its value has to be.
using SettingTexts = QList<std::pair<QString, QString>>;

/// What the operator asked the program for.
struct CommandLine {
    enum class Task { Help, Version, PrintConfig, Serve, Local, CreateTenant, Recover, ManageStaff };

    Task task = Task::Serve;
    QString help;
    QString configFile;
    ConfigValues settings; ///< those given as flags
    bool untilUnused = false; ///< local: stop with the last console
    quint16 port = 0; ///< local: 0 means the usual one
    TenantWish tenant;
    RecoveryWish recovery;
    StaffWish staff;

    static Result<CommandLine> parse(const QStringList &arguments, const SettingTexts &settings);
};

}
