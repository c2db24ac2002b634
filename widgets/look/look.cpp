// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/look.h"

#include "look/style.h"

#include <BreezeIcons>
#include <QApplication>
#include <QIcon>
#include <QPainter>
#include <QStyleHints>
#include <QToolTip>

#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr std::array themeNames{
    std::pair{Theme::System, "system"_L1},
    std::pair{Theme::Light, "light"_L1},
    std::pair{Theme::Dark, "dark"_L1},
};

}

Look::Look(QApplication &application, Theme theme, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_theme(theme)
    , m_system(QApplication::styleHints()->colorScheme())
{
    application.setStyle(new Style);
    application.setWindowIcon(programIcon());
    BreezeIcons::initIcons();
    connect(QApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this](Qt::ColorScheme scheme) {
        m_system = scheme;
        apply();
    });
    askSystem();
    apply();
}

void Look::setTheme(Theme theme)
{
    if (theme == m_theme)
        return;
    m_theme = theme;
    askSystem();
    apply();
}

Shade Look::shade() const
{
    const bool isDark = m_theme == Theme::System ? m_system == Qt::ColorScheme::Dark : m_theme == Theme::Dark;
    return isDark ? Shade::Dark : Shade::Light;
}

void Look::askSystem()
{
    switch (m_theme) {
    case Theme::System:
        return QApplication::styleHints()->unsetColorScheme();
    case Theme::Light:
        return QApplication::styleHints()->setColorScheme(Qt::ColorScheme::Light);
    case Theme::Dark:
        return QApplication::styleHints()->setColorScheme(Qt::ColorScheme::Dark);
    }
}

void Look::apply()
{
    const QPalette palette = paletteOf(shade());
    m_application.setPalette(palette);
    QToolTip::setPalette(palette);
}

void SidePanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), frameColor(palette()));
    painter.fillRect(isRightToLeft() ? 0 : width() - 1, 0, 1, height(), lineColor(palette()));
}

QLatin1StringView nameOf(Theme theme)
{
    for (const auto &[candidate, name] : themeNames) {
        if (candidate == theme)
            return name;
    }
    return {};
}

std::optional<Theme> themeNamed(QStringView name)
{
    for (const auto &[theme, candidate] : themeNames) {
        if (candidate == name)
            return theme;
    }
    return std::nullopt;
}

QIcon programIcon()
{
    return QIcon(u":/sekimori/sekimori.svg"_s);
}

}
