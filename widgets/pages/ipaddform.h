// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/ipentry.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace sekimori::widgets {

class IconLabel;

/// The line above the list in which a new entry is typed. It says at once what is wrong with it, and what a range
/// becomes.
class IpAddForm : public QWidget {
    Q_OBJECT

public:
    explicit IpAddForm(QWidget *parent = nullptr);

    /// How many entries the list may still take.
    void setRoom(qsizetype room);
    void takeOver(const IpAddForm &before);

signals:
    void added(const QList<policy::IpEntry> &entries); ///< what was typed is valid, and the line is empty again

private:
    void layOut();
    Result<QList<policy::IpEntry>> entries() const;
    void judge();
    void add();

    qsizetype m_room = policy::maxEntries;
    QLineEdit *m_network;
    QLineEdit *m_memo;
    QPushButton *m_add;
    QWidget *m_noteRow;
    IconLabel *m_symbol;
    QLabel *m_note;
};

}
