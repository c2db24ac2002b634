// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/certificatebatches.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

QString zipNameFor(const QList<platform::CertificateHolder> &holders)
{
    if (holders.size() != 1)
        return u"certificates.zip"_s;
    static const QRegularExpression unsafe(uR"([^\w.-]+)"_s, QRegularExpression::UseUnicodePropertiesOption);
    QString name = holders.first().loginName;
    return u"certificate-%1.zip"_s.arg(name.replace(unsafe, u"_"_s).left(60));
}

}
