// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/settings.h"
#include "store/snapshot.h"

#include <QJsonObject>

/// How settings look in answers; shared by reading and saving them, so that both show the same.
namespace sekimori::platformd {

/// `{revision, changedAt, changedBy, value}`
QJsonObject sectionAnswer(const policy::Revision &revision, const QJsonObject &value);
QJsonObject sectionAnswer(const policy::Settings &settings, const policy::Revisions &revisions, const QString &key);

/// Changes whenever any section does: the revisions in the order of the sections, joined by dots.
QByteArray revisionTag(const policy::Revisions &revisions);

}
