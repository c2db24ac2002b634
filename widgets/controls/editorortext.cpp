// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/editorortext.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>

namespace sekimori::widgets {

EditorOrText::EditorOrText(QWidget *editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_focused(editor->focusProxy() ? editor->focusProxy() : editor)
    , m_text(new QLineEdit(this))
{
    QPalette own;
    own.setBrush(QPalette::Base, Qt::transparent);
    m_text->setPalette(own);
    m_text->setReadOnly(true);
    m_text->setFrame(false);
    m_text->setObjectName(editor->objectName());
    m_focused->setFocusPolicy(Qt::StrongFocus);
    const auto parts = m_editor->findChildren<QWidget *>() << m_editor;
    for (QWidget *part : parts)
        part->installEventFilter(this);
    // Tab comes to a proxy by way of the widget that it stands in for: before that one it would be a way in circles.
    m_editor->setParent(nullptr);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_editor);
    layout->addWidget(m_text, 1);
    layout->addStretch();
    setEditable(true);
}

void EditorOrText::setEditable(bool editable)
{
    m_editor->setVisible(editable);
    m_text->setVisible(!editable);
    m_text->setAccessibleName(m_focused->accessibleName());
    setFocusProxy(editable ? m_focused : m_text);
}

void EditorOrText::setText(const QString &text)
{
    m_text->setText(text);
    m_text->setCursorPosition(0);
}

bool EditorOrText::eventFilter(QObject *watched, QEvent *event)
{
    const QWidget *focused = QApplication::focusWidget();
    const bool isWorkedOn = focused && (focused == m_editor || m_editor->isAncestorOf(focused));
    if (event->type() != QEvent::Wheel || isWorkedOn)
        return QWidget::eventFilter(watched, event);
    event->ignore();
    return true;
}

}
