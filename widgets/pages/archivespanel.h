// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/card.h"
#include "items/archivesmodel.h"
#include "pages/archivesaving.h"

#include <QSortFilterProxyModel>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace sekimori::widgets {

class Asker;
class Banner;
class EmptyState;

/// The months of the log: what there is of each, and how to have it as a file that can be read and verified without the
/// platform.
class ArchivesPanel : public Card {
    Q_OBJECT

public:
    using OpenLogFile = std::function<void(const QString &path)>;

    /// All of it outlives the panel.
    ArchivesPanel(
        const platform::ArchivesClient &client, Asker &asker, OpenLogFile openLogFile, QWidget *parent = nullptr);

    /// A month is being fetched.
    bool isSaving() const { return m_saving.isUnderWay(); }

    void setZone(const QTimeZone &zone);
    void refresh();
    /// The number of the oldest event that is still there; 1: nothing was ever deleted.
    void setBeginning(qint64 number);

private:
    void makeTable();
    void layOut();
    void connectAll();
    QList<platform::Archive> chosen() const;
    void showState();
    void showEmpty();
    void showNote();
    void showButtons();
    void save();
    void saveAndOpen();
    void saveInto(const QString &folder);
    void showSaving();
    void tellSaved(const QStringList &paths);

    Asker &m_asker;
    OpenLogFile m_openLogFile;
    items::ArchivesModel m_archives;
    QSortFilterProxyModel m_ordered;
    ArchiveSaving m_saving;
    qint64 m_beginning = 1;
    QString m_toBeOpened; ///< as soon as it is saved
    QLabel *m_note;
    Banner *m_failure;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QTableView *m_table;
    QPushButton *m_save;
    QPushButton *m_open;
    Banner *m_news;
    QLabel *m_size; ///< apart, or a screen reader would be told each piece
};

}
