// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace sekimori::widgets {

class IconLabel;

/// A few mail addresses, one to a line. What cannot be one is underlined while it is typed, with the reason below.
class AddressListField : public QWidget {
    Q_OBJECT

public:
    /// @p name: of the editor, by which links find it. @p label is told to those who do not see where it stands.
    AddressListField(const QString &name, const QString &label, QWidget *parent = nullptr);

    /// Lines that are empty do not count; blanks around an address go.
    QStringList addresses() const;
    void setAddresses(const QStringList &addresses);
    /// Not editable: the addresses to be read and copied, or @p ifNone.
    void setEditable(bool editable);
    void setIfNone(const QString &ifNone);
    /// Wrong in a way that only others know, until it is edited.
    void showProblem(const QString &problem);
    void clearProblem();
    /// What is wrong with it now; empty: nothing.
    QString problem() const;

signals:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void noticeText();
    void check();
    void showReason(const QString &reason);
    void fit();
    void showPlaceholder();

    bool m_editable = true;
    bool m_isProgram = false; ///< while it is not a person who writes
    QString m_ifNone;
    QString m_toldProblem;
    QStringList m_seen; ///< what changed() was told of last
    QTimer m_pause; ///< until a line is judged
    QPlainTextEdit *m_edit;
    QWidget *m_reasonRow;
    IconLabel *m_symbol;
    QLabel *m_reason;
    QLabel *m_count;
};

}
