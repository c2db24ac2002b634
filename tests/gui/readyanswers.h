// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/asker.h"

#include <QList>

#include <optional>
#include <utility>

/// Answers at once with what a test has put ready, and keeps what was asked. Nothing ready: the person gives up.
class ReadyAnswers : public sekimori::widgets::Asker {
public:
    std::optional<QString> path;
    std::optional<int> choice;
    QList<sekimori::widgets::FileQuestion> fileQuestions;
    QList<sekimori::widgets::Question> questions;

    void askForFileToRead(QWidget *, const sekimori::widgets::FileQuestion &question,
        std::function<void(const QString &path)> answer) override
    {
        answerWithPath(question, answer);
    }

    void askForFilesToRead(QWidget *, const sekimori::widgets::FileQuestion &question,
        std::function<void(const QStringList &paths)> answer) override
    {
        answerWithPath(question, [&](const QString &ready) { answer({ready}); });
    }

    void askForFileToWrite(QWidget *, const sekimori::widgets::FileQuestion &question,
        std::function<void(const QString &path)> answer) override
    {
        answerWithPath(question, answer);
    }

    void askForFolder(QWidget *, const sekimori::widgets::FileQuestion &question,
        std::function<void(const QString &path)> answer) override
    {
        answerWithPath(question, answer);
    }

    void ask(QWidget *, const sekimori::widgets::Question &question, std::function<void(int choice)> answer) override
    {
        questions.append(question);
        if (const auto ready = std::exchange(choice, {}))
            answer(*ready);
        else
            answer(question.harmless);
    }

private:
    void answerWithPath(
        const sekimori::widgets::FileQuestion &question, const std::function<void(const QString &path)> &answer)
    {
        fileQuestions.append(question);
        if (const auto ready = std::exchange(path, {}))
            answer(*ready);
    }
};
