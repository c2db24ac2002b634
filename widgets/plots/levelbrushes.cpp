// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/levelbrushes.h"

#include "look/colors.h"

#include <QPainter>
#include <QPixmap>

namespace sekimori::widgets {
namespace {

struct LevelLook {
    QRgb onLight;
    QRgb onDark;
    Qt::BrushStyle lines;
};

constexpr std::array<LevelLook, allLevels.size()> looks{{
    {0x93a4b5, 0x5d6b79, Qt::SolidPattern},
    {0x3f7fbf, 0x4f93d2, Qt::SolidPattern},
    {0xe0a030, 0xd99a2b, Qt::BDiagPattern},
    {0xcc4450, 0xe0606a, Qt::HorPattern},
    {0x7d1027, 0xffb3bb, Qt::DiagCrossPattern},
}};

}

QBrush levelBrush(audit::Level level, const QPalette &palette)
{
    const LevelLook &look = looks.at(std::size_t(level));
    const QColor ground = palette.color(QPalette::Window);
    const QColor fill = QColor::fromRgb(isDark(palette) ? look.onDark : look.onLight);
    if (look.lines == Qt::SolidPattern)
        return fill;
    QPixmap tile(8, 8);
    tile.fill(fill);
    QPainter painter(&tile);
    painter.fillRect(tile.rect(), QBrush(blended(fill, ground, 0.55F), look.lines));
    return tile;
}

}
