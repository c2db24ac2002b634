// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/tone.h"
#include "items/certificatesmodel.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTableView;

namespace sekimori::widgets {

class Asker;
class Banner;
class BatchDialog;
class EmptyState;

/// Who has which certificate, with all that can be done about it for one or for many.
class CertificatesPanel : public QWidget {
    Q_OBJECT

public:
    CertificatesPanel(Asker &asker, const platform::CertificatesClient &client, QWidget *parent = nullptr);

    void setEditable(bool editable);
    void setZone(const QTimeZone &zone);
    void refresh();
    bool isAsking() const { return m_model.isFetching(); }
    /// Shows those in this state only; false where @p state is the name of none.
    bool showState(const QString &state);
    /// Opens the file of a certificate that somebody brings.
    void readFile(const QString &path);
    /// What is searched for and how it is ordered.
    void takeOver(const CertificatesPanel &before);

signals:
    /// Something was issued or revoked, so that the authority has something new to tell.
    void changedSomething();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeTabs();
    void makePermissions();
    QWidget *makeFilters();
    QWidget *makeTools();
    QWidget *makeFoot();
    void layOut();
    void connectAll();
    void addActions();
    QPushButton *makeTool(const QString &name, const QString &icon, const QString &text);

    void applyFilter();
    void clearFilter();
    void selectAll();
    QList<platform::CertificateHolder> selected() const;
    void keepSelection();
    void restoreSelection();

    void issue();
    void revoke();
    void permit(bool isPermitted);
    void saveFiles();
    void askForFile();
    void open(BatchDialog *dialog);

    void showAll();
    void showTabs();
    void showFoot();
    void showEmpty();
    void showTools();
    void allow(QPushButton *button, const QString &whyNot, const QString &what);

    Asker &m_asker;
    const platform::CertificatesClient &m_client;
    bool m_editable = true;
    items::CertificatesModel m_model;
    QTimer m_searchPause;
    QSet<qint64> m_kept; ///< who was selected before the rows were read anew
    bool m_selectsAll = false; ///< as soon as all are here
    bool m_isClearable = false; ///< the empty state's button takes the filter away
    QTabBar *m_tabs;
    QComboBox *m_order;
    QLineEdit *m_search;
    QPushButton *m_issue;
    QPushButton *m_revoke;
    QPushButton *m_save;
    QPushButton *m_permission;
    QAction *m_permit = nullptr;
    QAction *m_end = nullptr;
    QPushButton *m_read;
    QPushButton *m_selectAll;
    QLabel *m_status;
    QStackedWidget *m_stack;
    QTableView *m_table;
    EmptyState *m_empty;
    Banner *m_failure;
    Banner *m_news;
};

}
