// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/dialogasker.h"

#include <QAbstractButton>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace sekimori::widgets {
namespace {

QList<QPushButton *> addChoices(QMessageBox &box, const Question &question)
{
    QList<QPushButton *> buttons;
    for (int i = 0; i < question.choices.size(); ++i) {
        // Roles place the buttons as the desktop is used to: the preferred one where "OK" would be.
        const auto role = i == question.harmless ? QMessageBox::RejectRole
            : i == question.preferred            ? QMessageBox::AcceptRole
                                                 : QMessageBox::DestructiveRole;
        buttons.append(box.addButton(question.choices.at(i), role));
    }
    box.setDefaultButton(buttons.at(question.preferred));
    box.setEscapeButton(buttons.at(question.harmless));
    return buttons;
}

}

void DialogAsker::askForFileToRead(
    QWidget *over, const FileQuestion &question, std::function<void(const QString &path)> answer)
{
    auto *dialog = new QFileDialog(over, question.title, m_folder);
    dialog->setNameFilters(question.filters);
    dialog->setFileMode(QFileDialog::ExistingFile);
    open(dialog, [answer = std::move(answer)](const QStringList &paths) { answer(paths.first()); });
}

void DialogAsker::askForFilesToRead(
    QWidget *over, const FileQuestion &question, std::function<void(const QStringList &paths)> answer)
{
    auto *dialog = new QFileDialog(over, question.title, m_folder);
    dialog->setNameFilters(question.filters);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    open(dialog, std::move(answer));
}

void DialogAsker::askForFileToWrite(
    QWidget *over, const FileQuestion &question, std::function<void(const QString &path)> answer)
{
    auto *dialog = new QFileDialog(over, question.title, m_folder);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(question.filters);
    dialog->setDefaultSuffix(QFileInfo(question.suggestedName).suffix());
    dialog->selectFile(question.suggestedName);
    open(dialog, [answer = std::move(answer)](const QStringList &paths) { answer(paths.first()); });
}

void DialogAsker::askForFolder(
    QWidget *over, const FileQuestion &question, std::function<void(const QString &path)> answer)
{
    auto *dialog = new QFileDialog(over, question.title, m_folder);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    open(dialog, [answer = std::move(answer)](const QStringList &paths) { answer(paths.first()); });
}

void DialogAsker::open(QFileDialog *dialog, std::function<void(const QStringList &paths)> answer)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::filesSelected, dialog->parentWidget(),
        [this, answer = std::move(answer)](const QStringList &paths) {
            m_folder = QFileInfo(paths.first()).absolutePath();
            answer(paths);
        });
    dialog->open();
}

void DialogAsker::ask(QWidget *over, const Question &question, std::function<void(int choice)> answer)
{
    const auto icon = question.weight == Question::Weight::Warning ? QMessageBox::Warning : QMessageBox::Question;
    auto *box = new QMessageBox(icon, question.title, question.text, QMessageBox::NoButton, over);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(question.explanation);
    box->setTextFormat(Qt::PlainText);
    const auto buttons = addChoices(*box, question);
    QObject::connect(box, &QMessageBox::finished, over, [box, buttons, answer = std::move(answer)] {
        const auto *clicked = qobject_cast<QPushButton *>(box->clickedButton());
        const auto choice = buttons.indexOf(const_cast<QPushButton *>(clicked));
        answer(choice < 0 ? int(buttons.indexOf(qobject_cast<QPushButton *>(box->escapeButton()))) : int(choice));
    });
    box->open();
}

}
