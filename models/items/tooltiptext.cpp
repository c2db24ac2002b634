// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/tooltiptext.h"

using namespace Qt::StringLiterals;

namespace sekimori::items {

QString toolTipText(const QString &text)
{
    if (!text.contains(u'<'))
        return text;
    return u"<p style='white-space: pre-wrap'>%1</p>"_s.arg(text.toHtmlEscaped());
}

}
