// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/certificatesmodel.h"

#include <QIcon>
#include <QTableView>

namespace sekimori::widgets {

/// The table of people and their certificates. A symbol stands before every state that asks for attention. Whoever is
/// chosen stays chosen when the rows are read anew.
class CertificatesTable : public QTableView {
    Q_OBJECT

public:
    /// The model has to outlive the table.
    explicit CertificatesTable(items::CertificatesModel &model, QWidget *parent = nullptr);

    /// From top to bottom.
    QList<platform::CertificateHolder> chosen() const;

private:
    void keepChosen();
    void chooseKept();

    items::CertificatesModel &m_model;
    QSet<qint64> m_kept; ///< who was chosen before the rows were read anew
};

/// The symbol of @p state; null for one that needs none.
QIcon stateIcon(platform::CertificateState state);

}
