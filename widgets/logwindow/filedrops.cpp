// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwindow/filedrops.h"

#include <QDropEvent>
#include <QMimeData>
#include <QTimer>
#include <QUrl>
#include <QWidget>

namespace sekimori::widgets {
namespace {

/// Only when all that is dropped are files of this computer.
QStringList filesOf(const QMimeData &data)
{
    QStringList files;
    const QList<QUrl> urls = data.urls();
    for (const QUrl &url : urls) {
        if (!url.isLocalFile())
            return {};
        files += url.toLocalFile();
    }
    return files;
}

}

FileDrops::FileDrops(QWidget &window)
    : QObject(&window)
{
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

bool FileDrops::eventFilter(QObject *watched, QEvent *event)
{
    const bool isDrag = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove;
    if (!isDrag && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto &drop = static_cast<QDropEvent &>(*event);
    const QStringList files = filesOf(*drop.mimeData());
    if (files.isEmpty())
        return QObject::eventFilter(watched, event);
    // Files stay where they are, whatever the keys pressed say.
    drop.setDropAction(Qt::CopyAction);
    drop.accept();
    if (!isDrag) // Whoever dropped them waits for this event to end.
        QTimer::singleShot(0, this, [this, files] { emit dropped(files); });
    return true;
}

}
