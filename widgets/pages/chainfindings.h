// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/integrityclient.h"

#include <QWidget>

namespace sekimori::widgets {

class Banner;
class LinkRows;

/// Where the platform's own check found the log's chain broken, with the way to each place: nothing while it holds.
class ChainFindings : public QWidget {
    Q_OBJECT

public:
    explicit ChainFindings(QWidget *parent = nullptr);

    void setState(const platform::Integrity &state);

signals:
    /// The person wants to see the event of this number.
    void eventWanted(qint64 number);

private:
    QString sentenceOf(const platform::Integrity &state) const;
    void follow(qsizetype row);
    void showRows();

    QList<platform::ChainFinding> m_findings;
    Banner *m_banner;
    LinkRows *m_rows;
};

}
