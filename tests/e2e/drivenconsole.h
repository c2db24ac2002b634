// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/dialogasker.h"
#include "logwindow/logwindows.h"
#include "shell/console.h"
#include "translations.h"

#include <QSettings>
#include <QTemporaryDir>

#include <functional>

class QAbstractItemView;
class QLineEdit;

namespace sekimori::test {

/// Where a person connects to, as typed into the form.
struct Destination {
    QString hostName;
    quint16 port = 0;
    QString userName;
    QString password;
};

/// The console with settings of its own, driven by mouse and keyboard alone: every click and key goes through the
/// window that it would go through, so that what is hidden, disabled or behind a dialog is out of reach for a test,
/// too. Things are found by what a screen reader calls them, or by their object name; what is not there in time ends
/// the test.
class DrivenConsole {
public:
    explicit DrivenConsole(widgets::Look &look);

    /// Adds a connection, trusts the platform's certificate and signs in; returns with the settings loaded.
    void enter(const Destination &destination);

    /// Waits until it is shown.
    template<typename T>
    T &find(const QString &name);
    /// The only one of its class that is shown; null when there is none.
    template<typename T>
    T *shown();

    void click(QWidget &widget);
    void click(QAbstractItemView &view, const QModelIndex &index);
    /// In place of what stood there.
    void type(QLineEdit &edit, const QString &text);
    /// In the foremost window: the dialog that is open, or what is below it.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    /// By the navigation.
    void goTo(const QString &page);

    /// What stands beside Apply.
    QString result();
    /// No dialog is open, and no banner reports a problem.
    bool isUndisturbed();

private:
    QWidget &openWindow();
    /// Of the window that is open now, with the dialogs over it.
    QList<QWidget *> visibleWidgets();
    QWidget &waitFor(const QString &name, const std::function<bool(const QWidget *)> &isWanted);
    void bringToFront(QWidget &window);
    void clickAt(QWidget &widget, QPoint point);

    QTemporaryDir m_folder;
    QSettings m_settings;
    Translations m_translations{QStringLiteral("en")};
    widgets::Preferences m_preferences;
    platform::ProfileStore m_profiles;
    platform::PasswordKeeper m_keyring;
    widgets::DialogAsker m_asker;
    widgets::LogWindows m_logs;
    widgets::Console m_console;
};

/// One string for each row.
QStringList column(const QAbstractItemView &view, int column);

template<typename T>
T &DrivenConsole::find(const QString &name)
{
    return static_cast<T &>(
        waitFor(name, [](const QWidget *widget) { return qobject_cast<const T *>(widget) != nullptr; }));
}

template<typename T>
T *DrivenConsole::shown()
{
    T *only = nullptr;
    for (QWidget *widget : visibleWidgets()) {
        if (auto *found = qobject_cast<T *>(widget)) {
            if (only)
                qFatal("More than one %s is shown.", T::staticMetaObject.className());
            only = found;
        }
    }
    return only;
}

}
