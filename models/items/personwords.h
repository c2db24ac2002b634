// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/person.h"

/// How people and their roles are called.
namespace sekimori::items {

QString roleText(platform::Role role);
/// `Mori Akiko (mori)`
QString personText(const platform::Person &person);

}
