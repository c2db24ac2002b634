// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace sekimori::widgets {

struct FileQuestion {
    QString title;
    QString suggestedName; ///< of a file to be written
    QStringList filters; ///< as QFileDialog writes them: `CSV files (*.csv)`
};

struct Question {
    enum class Weight { Question, Warning };

    Weight weight = Weight::Question;
    QString title;
    QString text; ///< what it is about, in one sentence
    QString explanation; ///< what each choice means
    QStringList choices; ///< texts of the buttons
    int preferred = 0; ///< the choice that Enter takes
    int harmless = 0; ///< the choice that Escape and closing take
};

/// Whom pages and windows ask: a person at dialogs, or a test that has the answers ready. Nothing waits: an answer
/// comes later by a call, and never once @p over is gone.
class Asker {
public:
    virtual ~Asker() = default;

    /// Not answered when the person gives up.
    virtual void askForFileToRead(
        QWidget *over, const FileQuestion &question, std::function<void(const QString &path)> answer)
        = 0;
    /// One or several.
    virtual void askForFilesToRead(
        QWidget *over, const FileQuestion &question, std::function<void(const QStringList &paths)> answer)
        = 0;
    virtual void askForFileToWrite(
        QWidget *over, const FileQuestion &question, std::function<void(const QString &path)> answer)
        = 0;
    /// For several files at once; of the question only its title counts.
    virtual void askForFolder(
        QWidget *over, const FileQuestion &question, std::function<void(const QString &path)> answer)
        = 0;
    /// Answered with the index of the choice.
    virtual void ask(QWidget *over, const Question &question, std::function<void(int choice)> answer) = 0;
};

}
