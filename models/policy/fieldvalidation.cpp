// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/fieldvalidation.h"

namespace sekimori::policy::detail {

QString placeOf(qsizetype index)
{
    return u'[' + QString::number(index) + u']';
}

void addBelow(const QString &parent, const Errors &found, Errors &errors)
{
    for (const Error &error : found)
        addError(errors, error.under(parent));
}

}
