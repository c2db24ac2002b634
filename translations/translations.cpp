// SPDX-License-Identifier: GPL-3.0-or-later
#include "translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori {
namespace {

constexpr std::array spoken{
    Language{"en"_L1, u"English"},
    Language{"ja"_L1, u"日本語"},
    Language{"zh_TW"_L1, u"繁體中文"},
};

/// The system's own way to write numbers and dates, where it speaks that language.
QLocale localeOf(QLatin1StringView tag)
{
    const QLocale system = QLocale::system();
    return Translations::spokenFor(system) == tag && system.language() == QLocale(tag).language() ? system
                                                                                                  : QLocale(tag);
}

}

Translations::Translations(const QString &choice)
{
    choose(choice);
}

Translations::~Translations()
{
    end();
}

std::span<const Language> Translations::languages()
{
    return spoken;
}

QLatin1StringView Translations::spokenFor(const QLocale &locale)
{
    const QStringList wanted = locale.uiLanguages();
    for (const QString &each : wanted) {
        const QLocale candidate(each);
        const auto found = std::ranges::find_if(spoken, [&](const Language &language) {
            const QLocale own(language.tag);
            return own.language() == candidate.language() && own.script() == candidate.script();
        });
        if (found != spoken.end())
            return found->tag;
    }
    return spoken.front().tag;
}

void Translations::choose(const QString &choice)
{
    const bool isSpoken = std::ranges::any_of(spoken, [&](const Language &each) { return each.tag == choice; });
    const QString known = isSpoken ? choice : QString(system);
    if (known == m_choice)
        return;
    end();
    m_choice = known;
    begin();
}

void Translations::begin()
{
    const QLocale locale = m_choice == system ? QLocale::system() : localeOf(QLatin1StringView(m_choice.toLatin1()));
    const QLatin1StringView tag = spokenFor(locale);
    QLocale::setDefault(locale);
    // English has its plurals there.
    if (m_qt.load(u"qtbase_"_s + tag, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_own.load(u":/i18n/sekimori_"_s + tag))
        QCoreApplication::installTranslator(&m_own);
}

void Translations::end()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

}
