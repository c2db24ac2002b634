// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/look.h"

#include "look/style.h"

#include <BreezeIcons>
#include <QApplication>
#include <QIcon>
#include <QPainter>
#include <QStyleHints>

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
{
    application.setStyle(new Style);
    application.setWindowIcon(programIcon());
    BreezeIcons::initIcons();
    connect(QApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Look::apply);
    apply();
}

void Look::setTheme(Theme theme)
{
    if (theme == m_theme)
        return;
    m_theme = theme;
    apply();
}

Shade Look::shade() const
{
    const bool isDark = m_theme == Theme::System ? QApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark
                                                 : m_theme == Theme::Dark;
    return isDark ? Shade::Dark : Shade::Light;
}

void Look::apply()
{
    m_application.setPalette(paletteOf(shade()));
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
