// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/asker.h"

#include <QString>

class QFileDialog;

namespace sekimori::widgets {

/// Asks by the system's own dialogs, and remembers the folder that was used last.
class DialogAsker : public Asker {
public:
    void askForFileToRead(
        QWidget *over, const FileQuestion &question, std::function<void(const QString &path)> answer) override;
    void askForFilesToRead(
        QWidget *over, const FileQuestion &question, std::function<void(const QStringList &paths)> answer) override;
    void askForFileToWrite(
        QWidget *over, const FileQuestion &question, std::function<void(const QString &path)> answer) override;
    void askForFolder(
        QWidget *over, const FileQuestion &question, std::function<void(const QString &path)> answer) override;
    void ask(QWidget *over, const Question &question, std::function<void(int choice)> answer) override;

private:
    void open(QFileDialog *dialog, std::function<void(const QStringList &paths)> answer);

    QString m_folder;
};

}
