// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/language.h"

#include <QByteArray>
#include <QTranslator>

#include <memory>
#include <vector>

namespace sekimori::platformd {

/// A language in which the service answers.
struct Language {
    QByteArray tag; ///< as in HTML's `lang` and in Content-Language
    const QTranslator *translator = nullptr; ///< null: English, which the source is written in
    policy::Language which = policy::Language::English;
};

/// The languages of the service's sentences, one translator each, all at once. Immutable after construction.
class Languages {
public:
    Languages();

    /// The best of them for an Accept-Language header; @p otherwise when it names none of them.
    Language preferredBy(QByteArrayView acceptLanguage, policy::Language otherwise = policy::Language::English) const;

private:
    struct Offered {
        policy::Language language;
        QByteArray tag;
        QByteArrayList accepted; ///< lower-case ranges that mean it
        std::unique_ptr<QTranslator> translator;
    };

    const Offered *offerFor(QByteArrayView range) const;
    static Language languageOf(const Offered &offer);

    std::vector<Offered> m_offered;
};

}
