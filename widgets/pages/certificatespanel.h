// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/tone.h"
#include "items/certificatesmodel.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace sekimori::widgets {

class Asker;
class Banner;
class BatchDialog;
class CertificatesTable;
class CertificatesTools;
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
    QWidget *makeFilters();
    QWidget *makeSearch();
    QWidget *makeFoot();
    void layOut();
    void connectAll();
    void addActions();

    void applyFilter();
    void clearFilter();
    void selectAll();

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

    Asker &m_asker;
    const platform::CertificatesClient &m_client;
    bool m_editable = true;
    items::CertificatesModel m_model;
    QTimer m_searchPause;
    bool m_selectsAll = false; ///< as soon as all are here
    bool m_isClearable = false; ///< the empty state's button takes the filter away
    QTabBar *m_tabs;
    QComboBox *m_order;
    QLineEdit *m_search;
    CertificatesTools *m_tools;
    Banner *m_failure;
    QLabel *m_status;
    QStackedWidget *m_stack;
    CertificatesTable *m_table;
    EmptyState *m_empty;
    QPushButton *m_selectAll;
    Banner *m_news;
};

}
