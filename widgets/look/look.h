// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "look/colors.h"

#include <QWidget>

#include <optional>

class QApplication;
class QIcon;

namespace sekimori::widgets {

enum class Theme { System, Light, Dark };

/// Gives all windows of the application their style, colours and icons, and follows the system between light and dark.
class Look : public QObject {
    Q_OBJECT

public:
    Look(QApplication &application, Theme theme, QObject *parent = nullptr);

    Theme theme() const { return m_theme; }
    void setTheme(Theme theme);
    Shade shade() const;

private:
    /// For what is not ours to draw: the frames of windows, the system's own dialogs.
    void askSystem();
    void apply();

    QApplication &m_application;
    Theme m_theme;
    Qt::ColorScheme m_system; ///< as it was told last
};

/// `system`, `light`, `dark`
QLatin1StringView nameOf(Theme theme);
std::optional<Theme> themeNamed(QStringView name);

/// Ground for what stands beside the main matter: navigation, the list of connections.
class SidePanel : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// The program's own icon.
QIcon programIcon();

}
