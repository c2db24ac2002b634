// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/signinsketch.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QHBoxLayout;

namespace sekimori::widgets {

/// The page for signing in as users will see it, light and dark, on a desktop and on a phone.
class SignInPreview : public QWidget {
    Q_OBJECT

public:
    explicit SignInPreview(QWidget *parent = nullptr);

    /// The title and image of what is edited; its language and failure come from what is chosen here.
    void show(const QString &title, const QImage &image);
    /// The message of each language; one without has the platform's own.
    void setFailures(const QMap<policy::Language, QString> &failures);
    void chooseLanguage(policy::Language language);
    void takeOver(const SignInPreview &before);

private:
    class Screen;

    QWidget *makeTools();
    QButtonGroup *addToggle(QHBoxLayout &layout, const QList<std::pair<QString, QString>> &choices);
    void addLanguages(QHBoxLayout &layout);
    void refresh();

    SignInFace m_face;
    QMap<policy::Language, QString> m_failures;
    QButtonGroup *m_shade = nullptr;
    QButtonGroup *m_device = nullptr;
    QComboBox *m_language = nullptr;
    QCheckBox *m_failed = nullptr;
    Screen *m_screen;
};

}
