// SPDX-License-Identifier: GPL-3.0-or-later
#include "error/error.h"

namespace sekimori {

Error Error::under(const QString &parent) const
{
    Error placed = *this;
    if (field.isEmpty())
        placed.field = parent;
    else if (!parent.isEmpty())
        placed.field = field.startsWith(u'[') ? parent + field : parent + u'.' + field;
    return placed;
}

}
