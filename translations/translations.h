// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QTranslator>

namespace sekimori {

/// The language of the running application, from its construction to its destruction: our sentences and Qt's own, and
/// how numbers and dates are written.
class Translations {
public:
    explicit Translations(const QLocale &locale);
    ~Translations();
    Q_DISABLE_COPY_MOVE(Translations)

private:
    QTranslator m_qt;
    QTranslator m_own;
};

}
