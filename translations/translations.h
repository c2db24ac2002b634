// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QTranslator>

#include <span>

namespace sekimori {

/// A language that the console speaks, by its own name.
struct Language {
    QLatin1StringView tag; ///< as QLocale writes it
    QStringView name;
};

/// The language of the running application, from construction to destruction: our sentences and Qt's own, and how
/// numbers and dates are written. Windows hear of a change by QEvent::LanguageChange.
class Translations {
public:
    static constexpr QLatin1StringView system{"system"};

    /// @p choice is the tag of a language that is spoken, or `system`; so is everything else.
    explicit Translations(const QString &choice = system);
    ~Translations();
    Q_DISABLE_COPY_MOVE(Translations)

    static std::span<const Language> languages();
    /// The one of these for somebody whose system speaks @p locale: English where none fits.
    static QLatin1StringView spokenFor(const QLocale &locale);

    void choose(const QString &choice);
    /// `system` or a tag.
    QString choice() const { return m_choice; }

private:
    void begin();
    void end();

    QString m_choice;
    QTranslator m_qt;
    QTranslator m_own;
};

}
