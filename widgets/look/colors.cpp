// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/colors.h"

#include <array>
#include <utility>

namespace sekimori::widgets {
namespace {

struct RoleColors {
    QPalette::ColorRole role;
    QRgb light;
    QRgb dark;
};

constexpr std::array roleColors{
    RoleColors{QPalette::Window, 0xf7f8fa, 0x1e2228},
    RoleColors{QPalette::WindowText, 0x1c2530, 0xe3e7ec},
    RoleColors{QPalette::Base, 0xffffff, 0x171a1f},
    RoleColors{QPalette::AlternateBase, 0xf4f6f8, 0x1c2026},
    RoleColors{QPalette::Text, 0x1c2530, 0xe3e7ec},
    RoleColors{QPalette::PlaceholderText, 0x68737f, 0x8b96a2},
    RoleColors{QPalette::Button, 0xffffff, 0x2a3038},
    RoleColors{QPalette::ButtonText, 0x1c2530, 0xe3e7ec},
    RoleColors{QPalette::BrightText, 0xffffff, 0xffffff},
    RoleColors{QPalette::ToolTipBase, 0x27313d, 0x3a434f},
    RoleColors{QPalette::ToolTipText, 0xf2f4f7, 0xf2f4f7},
    RoleColors{QPalette::Highlight, 0x2c5d8f, 0x2f6496},
    RoleColors{QPalette::HighlightedText, 0xffffff, 0xffffff},
    RoleColors{QPalette::Accent, 0x2c5d8f, 0x6aa7de},
    RoleColors{QPalette::Link, 0x1f5c99, 0x7db5ea},
    RoleColors{QPalette::LinkVisited, 0x6a4a94, 0xb89be0},
    RoleColors{QPalette::Light, 0xffffff, 0x3a424d},
    RoleColors{QPalette::Midlight, 0xeceff3, 0x2e343d},
    RoleColors{QPalette::Mid, 0xc9d0d8, 0x464f5b},
    RoleColors{QPalette::Dark, 0x9aa5b1, 0x14171b},
    RoleColors{QPalette::Shadow, 0x6b7682, 0x0b0d10},
};

constexpr std::array disabledColors{
    RoleColors{QPalette::WindowText, 0x646f7b, 0x929ca7},
    RoleColors{QPalette::Text, 0x646f7b, 0x929ca7},
    RoleColors{QPalette::ButtonText, 0x646f7b, 0x929ca7},
    RoleColors{QPalette::Button, 0xf1f3f5, 0x242930},
    RoleColors{QPalette::Base, 0xf7f8fa, 0x1e2228},
    RoleColors{QPalette::Highlight, 0xb4bec9, 0x3d4752},
    RoleColors{QPalette::HighlightedText, 0x1c2530, 0xe3e7ec},
};

}

QPalette paletteOf(Shade shade)
{
    QPalette palette;
    const auto colorOf
        = [shade](const RoleColors &entry) { return QColor::fromRgb(shade == Shade::Dark ? entry.dark : entry.light); };
    for (const RoleColors &entry : roleColors)
        palette.setColor(QPalette::All, entry.role, colorOf(entry));
    for (const RoleColors &entry : disabledColors)
        palette.setColor(QPalette::Disabled, entry.role, colorOf(entry));
    return palette;
}

QColor lineColor(const QPalette &palette)
{
    return blended(palette.color(QPalette::Active, QPalette::Window),
        palette.color(QPalette::Active, QPalette::WindowText), 0.16F);
}

QColor frameColor(const QPalette &palette)
{
    return blended(palette.color(QPalette::Active, QPalette::Window),
        palette.color(QPalette::Active, QPalette::WindowText), 0.045F);
}

QColor cardColor(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    return isDark(palette) ? blended(window, palette.color(QPalette::Active, QPalette::WindowText), 0.04F)
                           : palette.color(QPalette::Active, QPalette::Base);
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightnessF() < 0.5F;
}

QColor blended(const QColor &first, const QColor &second, float share)
{
    const auto part = [share](float a, float b) { return a + (b - a) * share; };
    return QColor::fromRgbF(
        part(first.redF(), second.redF()), part(first.greenF(), second.greenF()), part(first.blueF(), second.blueF()));
}

}
