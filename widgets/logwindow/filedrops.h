// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QDropEvent;
class QWidget;

namespace sekimori::widgets {

/// Takes files that are dropped on a window wherever nothing in it takes them itself.
class FileDrops : public QObject {
    Q_OBJECT

public:
    explicit FileDrops(QWidget &window);

signals:
    void dropped(const QStringList &paths);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

}
