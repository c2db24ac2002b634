// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/tone.h"
#include "items/ipentriesmodel.h"
#include "items/latestanswer.h"
#include "policy/ipentrycsv.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace sekimori::widgets {

class Asker;
class Banner;
class EmptyState;
class IpAddForm;
class IpEntriesView;

/// The list of addresses with all that can be done to it: add, edit, delete, search, paste, files, clean-up.
class IpEntriesPanel : public QWidget {
    Q_OBJECT

public:
    explicit IpEntriesPanel(Asker &asker, QWidget *parent = nullptr);

    items::IpEntriesModel &model() { return m_model; }
    const items::IpEntriesModel &model() const { return m_model; }
    void load(const QList<policy::IpEntry> &entries);
    void setEditable(bool editable);
    void add(const QList<policy::IpEntry> &entries);
    /// Whatever is searched for.
    void goTo(qsizetype place, items::IpEntryColumn column);
    /// Where the next entry is typed, or the list where nothing can be.
    void focusOnNew();
    /// The list with all that is wrong in it and can be undone, what is being typed and what is searched for.
    void takeOver(const IpEntriesPanel &before);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct FileRead {
        QString path;
        Result<policy::CsvEntries> read;
    };
    struct FileWritten {
        QString path;
        Result<void> written;
    };

    void layOut();
    QWidget *makeTools();
    QPushButton *makeTool(const QString &name, const QString &icon, const QString &text);
    void connectAll();
    void paste(const QString &text);
    void askForImport();
    void importFile(const QString &path);
    void takeFile(const FileRead &file);
    void preview(const policy::CsvEntries &read, const QString &source);
    void askForExport();
    void exportTo(const QString &path);
    void takeWritten(const FileWritten &file);
    void tellOfCleanUp(qsizetype gone, qsizetype rewritten);
    void showState();
    void showRemarks();
    void tell(Tone tone, const QString &text, const QString &action = {});

    Asker &m_asker;
    bool m_editable = true;
    items::IpEntriesModel m_model;
    items::LatestAnswer<FileRead> m_reading;
    items::LatestAnswer<FileWritten> m_writing;
    IpAddForm *m_addForm;
    QLineEdit *m_search;
    QPushButton *m_delete;
    QPushButton *m_paste;
    QPushButton *m_import;
    QPushButton *m_export;
    QLabel *m_count;
    QStackedWidget *m_stack;
    IpEntriesView *m_view;
    EmptyState *m_empty;
    Banner *m_remarks;
    Banner *m_news;
};

}
