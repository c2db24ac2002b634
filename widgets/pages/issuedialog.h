// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/batchdialog.h"
#include "platform/certificatesclient.h"

#include <QTimeZone>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLabel;

namespace sekimori::widgets {

class Asker;
class CertificateFilesPanel;
class ChoiceList;
class FormField;

/// Issues a certificate to each of some people: until when, by which profile, and what becomes of the one that they
/// have. At its end the files can be saved.
class IssueDialog : public BatchDialog {
    Q_OBJECT

public:
    struct Needs {
        Asker &asker;
        const platform::CertificatesClient &client;
        QTimeZone zone; ///< of the tenant: in it the last day ends
        QDate today; ///< in that zone
    };

    static constexpr int mostYears = 3;

    IssueDialog(const Needs &needs, const QList<platform::CertificateHolder> &holders, QWidget *parent = nullptr);

protected:
    QList<items::BatchRun::Batch> batches() override;
    QString doneText(int done, int total) const override;
    QWidget *result() override;
    bool isResultBusy() const override;

private:
    QLabel *makeSummary();
    void addValidity();
    void addProfiles();
    void addPrevious();
    void addPermission();
    void showDay();
    QList<qint64> users() const;
    void judge();
    items::BatchRun::Batch issuing(const QList<qint64> &users);
    items::BatchRun::Batch permitting(const QList<qint64> &users);

    Needs m_needs;
    QList<platform::CertificateHolder> m_holders;
    QList<qint64> m_unpermitted;
    QList<platform::NewCertificate> m_issued;
    QComboBox *m_span;
    QDateEdit *m_day;
    FormField *m_dayField;
    ChoiceList *m_profile;
    ChoiceList *m_previous;
    QCheckBox *m_permit = nullptr;
    CertificateFilesPanel *m_files = nullptr;
};

}
