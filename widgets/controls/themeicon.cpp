// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/themeicon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QRegularExpression>
#include <QSvgRenderer>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

/// Where the drawing made for about @p size lies; the nearest larger one, or else the largest there is.
QString sourceOf(const QString &name, int size)
{
    static constexpr std::array sizes{16, 22, 24, 32, 48, 64};
    static constexpr std::array contexts{
        "actions", "status", "devices", "places", "preferences", "mimetypes", "categories"};
    QString largest;
    for (const int candidate : sizes) {
        for (const char *context : contexts) {
            const QString path
                = u":/icons/breeze/%1/%2/%3.svg"_s.arg(QLatin1StringView(context)).arg(candidate).arg(name);
            if (!QFile::exists(path))
                continue;
            if (candidate >= size)
                return path;
            largest = path;
        }
    }
    return largest;
}

QColor inkFor(QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    switch (mode) {
    case QIcon::Disabled:
        return palette.color(QPalette::Disabled, QPalette::ButtonText);
    case QIcon::Selected:
        return palette.color(QPalette::Active, QPalette::HighlightedText);
    case QIcon::Normal:
    case QIcon::Active:
        return palette.color(QPalette::Active, QPalette::ButtonText);
    }
    Q_UNREACHABLE_RETURN({});
}

/// Breeze draws in classes of colours and says at the head of each file what they are; only the ink is another here.
QByteArray inked(const QByteArray &svg, const QColor &ink)
{
    static const QRegularExpression inkClass(uR"((\.ColorScheme-Text\s*\{\s*color:\s*)#[0-9a-fA-F]{6})"_s);
    return QString::fromUtf8(svg).replace(inkClass, u"\\1"_s + ink.name()).toUtf8();
}

class ThemeIconEngine : public QIconEngine {
public:
    explicit ThemeIconEngine(const QString &name)
        : m_name(name)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal scale = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    /// @p size is in the pixels of the device.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const QColor ink = inkFor(mode);
        const QString key
            = u"sekimori-%1-%2x%3@%4-%5"_s.arg(m_name).arg(size.width()).arg(size.height()).arg(scale).arg(ink.name());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = drawn(size, scale, ink, mode == QIcon::Disabled);
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QString key() const override { return u"sekimori-theme-icon"_s; }
    QString iconName() override { return m_name; }
    QIconEngine *clone() const override { return new ThemeIconEngine(*this); }

private:
    QPixmap drawn(const QSize &size, qreal scale, const QColor &ink, bool isDisabled) const
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QFile file(sourceOf(m_name, int(std::min(size.width(), size.height()) / scale)));
        if (file.open(QIODevice::ReadOnly)) {
            QSvgRenderer renderer(inked(file.readAll(), ink));
            renderer.setAspectRatioMode(Qt::KeepAspectRatio);
            QPainter painter(&pixmap);
            painter.setOpacity(isDisabled ? 0.6 : 1.0); // What has colours of its own is dimmed too.
            renderer.render(&painter, QRectF(QPointF(), QSizeF(size)));
        }
        pixmap.setDevicePixelRatio(scale);
        return pixmap;
    }

    QString m_name;
};

}

QIcon themeIcon(const QString &name)
{
    return sourceOf(name, 16).isEmpty() ? QIcon() : QIcon(new ThemeIconEngine(name));
}

}
