// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/tone.h"

#include "controls/themeicon.h"

#include <QApplication>
#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QPalette>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

struct Look {
    const char *icon;
    QColor onLight;
    QColor onDark;
};

const Look &look(Tone tone)
{
    static const std::array looks{
        Look{"data-information", QColor(0x56, 0x62, 0x6c), QColor(0xa8, 0xb3, 0xbd)},
        Look{"data-success", QColor(0x1d, 0x7a, 0x3e), QColor(0x5c, 0xcb, 0x80)},
        Look{"data-information", QColor(0x1b, 0x63, 0xa8), QColor(0x6f, 0xb4, 0xf0)},
        Look{"data-warning", QColor(0x9a, 0x5b, 0x00), QColor(0xf2, 0xb0, 0x4d)},
        Look{"data-error", QColor(0xb8, 0x24, 0x33), QColor(0xf2, 0x7d, 0x86)},
    };
    return looks.at(size_t(tone));
}

QColor mixed(const QColor &first, const QColor &second, float share)
{
    const auto part = [share](float a, float b) { return a * (1 - share) + b * share; };
    return QColor::fromRgbF(
        part(first.redF(), second.redF()), part(first.greenF(), second.greenF()), part(first.blueF(), second.blueF()));
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightnessF() < 0.5F;
}

/// Keeps its colour at the explanation's share between text and window, whatever theme is switched to.
class ExplanationLabel : public QLabel {
public:
    ExplanationLabel(const QString &text, QWidget *parent)
        : QLabel(text, parent)
    {
        setWordWrap(true);
        setTextFormat(Qt::PlainText);
        recolor();
    }

protected:
    void changeEvent(QEvent *event) override
    {
        if (event->type() == QEvent::PaletteChange)
            recolor();
        QLabel::changeEvent(event);
    }

private:
    void recolor()
    {
        const QColor color = explanationColor(QApplication::palette());
        if (palette().color(QPalette::WindowText) == color)
            return;
        QPalette own;
        own.setColor(QPalette::WindowText, color);
        setPalette(own);
    }
};

}

QIcon toneIcon(Tone tone)
{
    return themeIcon(QLatin1StringView(look(tone).icon));
}

QString toneWord(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
    case Tone::Good:
        return {};
    case Tone::Hint:
        return QCoreApplication::translate("Tone", "Hint");
    case Tone::Warning:
        return QCoreApplication::translate("Tone", "Warning");
    case Tone::Error:
        return QCoreApplication::translate("Tone", "Error");
    }
    Q_UNREACHABLE_RETURN({});
}

QColor toneColor(Tone tone, const QPalette &palette)
{
    return isDark(palette) ? look(tone).onDark : look(tone).onLight;
}

QColor toneBackground(Tone tone, const QPalette &palette)
{
    return mixed(palette.color(QPalette::Window), toneColor(tone, palette), tone == Tone::Neutral ? 0.06F : 0.12F);
}

QColor explanationColor(const QPalette &palette)
{
    return mixed(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.28F);
}

QLabel *explanationLabel(const QString &text, QWidget *parent)
{
    return new ExplanationLabel(text, parent);
}

int smallIconSize()
{
    return QApplication::style()->pixelMetric(QStyle::PM_SmallIconSize);
}

}
