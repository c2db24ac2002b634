// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

/// The pictures that sections name by their digest: /images, /images/{image}.
namespace sekimori::platformd {

namespace messages {
extern const Message ImageUnknown;
}

Response postImage(const Call &call, ApiParts &parts);
Response getImage(const Call &call, ApiParts &parts);

}
