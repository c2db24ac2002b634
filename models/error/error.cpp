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

void addError(Errors &errors, const Error &error)
{
    if (errors.size() < maxToldErrors)
        errors.append(error);
    else if (!isFull(errors))
        errors.append(Error{error.kind, MoreErrors, {QString::number(maxToldErrors)}});
}

bool isFull(const Errors &errors)
{
    return errors.size() > maxToldErrors;
}

}
