// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/issuedialog.h"

#include "controls/choicelist.h"
#include "controls/formfield.h"
#include "items/certificatewords.h"
#include "items/zonedtime.h"
#include "pages/certificatebatches.h"
#include "pages/certificatefilespanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::BatchRun;
using platform::CertificateHolder;
using platform::CertificateProfile;
using platform::PreviousCertificate;

IssueDialog::IssueDialog(const Needs &needs, const QList<CertificateHolder> &holders, QWidget *parent)
    : BatchDialog(tr("Issue certificates"), parent)
    , m_needs(needs)
    , m_holders(holders)
    , m_span(new QComboBox(this))
    , m_day(new QDateEdit(this))
    , m_profile(new ChoiceList(tr("Profile of the file"), this))
    , m_previous(new ChoiceList(tr("What becomes of the certificate that they have"), this))
{
    for (const CertificateHolder &holder : m_holders) {
        if (!holder.isPermitted)
            m_unpermitted.append(holder.id);
    }
    form()->addWidget(makeSummary());
    addValidity();
    addProfiles();
    addPrevious();
    addPermission();
    form()->addStretch(1);
    judge();
}

QLabel *IssueDialog::makeSummary()
{
    const auto others = int(std::ranges::count_if(m_holders, &CertificateHolder::isCertified));
    auto *summary = new QLabel(this);
    summary->setObjectName("summary"_L1);
    summary->setTextFormat(Qt::PlainText);
    summary->setWordWrap(true);
    if (m_holders.size() == 1)
        summary->setText(tr("For %1.", "person").arg(items::personText(m_holders.first())));
    else if (others > 0)
        summary->setText(tr("For %1 people, of whom %2 have a valid certificate.")
                .arg(QLocale().toString(m_holders.size()), QLocale().toString(others)));
    else
        summary->setText(tr("For %Ln people.", nullptr, int(m_holders.size())));
    return summary;
}

void IssueDialog::addValidity()
{
    m_span->setObjectName("span"_L1);
    m_day->setObjectName("endsOn"_L1);
    for (int years = 1; years <= mostYears; ++years)
        m_span->addItem(tr("%Ln years", nullptr, years), m_needs.today.addYears(years));
    m_span->addItem(tr("Until another day"));
    m_day->setDisplayFormat(u"yyyy-MM-dd"_s);
    m_day->setCalendarPopup(true);
    m_day->setDateRange(m_needs.today, m_needs.today.addYears(mostYears));
    m_day->setDate(m_needs.today.addYears(1));

    auto *spanField = new FormField(tr("How long it is valid"), m_span, {}, this);
    m_dayField = new FormField(tr("&Valid until the end of"), m_day,
        tr("The day ends by the clock of %1. At most %Ln years.", nullptr, mostYears)
            .arg(items::zoneName(m_needs.zone, m_needs.today.startOfDay(m_needs.zone).toUTC())),
        this);
    connect(m_span, &QComboBox::activated, this, [this] {
        if (const QDate day = m_span->currentData().toDate(); day.isValid())
            m_day->setDate(day);
        else
            m_day->setFocus();
    });
    connect(m_day, &QDateEdit::dateChanged, this, &IssueDialog::showDay);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(spanField, 0, Qt::AlignTop);
    row->addWidget(m_dayField, 1, Qt::AlignTop);
    form()->addLayout(row);
}

void IssueDialog::showDay()
{
    const int span = m_span->findData(m_day->date());
    m_span->setCurrentIndex(span < 0 ? m_span->count() - 1 : span);
}

void IssueDialog::addProfiles()
{
    m_profile->setObjectName("profile"_L1);
    const std::array profiles{
        std::pair{CertificateProfile::Modern, tr("&Modern: AES-256", "profile of a certificate's file")},
        std::pair{CertificateProfile::Compatible, tr("Com&patible: 3DES", "profile of a certificate's file")}};
    for (const auto &[profile, label] : profiles)
        m_profile->add(int(profile), label, items::profileExplanation(profile));
    form()->addWidget(new QLabel(tr("The file that they install"), this));
    form()->addWidget(m_profile);
}

void IssueDialog::addPrevious()
{
    m_previous->setObjectName("previous"_L1);
    m_previous->add(int(PreviousCertificate::Keep), tr("&Keep it"),
        tr("Both work until the old one ends: time to install the new one."));
    m_previous->add(int(PreviousCertificate::Revoke), tr("&Revoke it now"),
        tr("The old one is refused at once, on open connections too. Nobody gets in with it until the new one is "
           "installed."));
    auto *title = new QLabel(tr("The certificate that they have"), this);
    form()->addWidget(title);
    form()->addWidget(m_previous);
    const bool isAsked = std::ranges::any_of(m_holders, &CertificateHolder::isCertified);
    title->setVisible(isAsked);
    m_previous->setVisible(isAsked);
}

void IssueDialog::addPermission()
{
    m_permit = new QCheckBox(this); // After what stands above it, so that Tab comes to it then.
    m_permit->setObjectName("permit"_L1);
    m_permit->setText(m_holders.size() == 1
            ? tr("&Also permit this person to come in by certificate")
            : tr("&Also permit the %Ln people who may not come in by certificate", nullptr, int(m_unpermitted.size())));
    m_permit->setToolTip(tr("Without the permission, nobody can be given a certificate"));
    m_permit->setChecked(true);
    connect(m_permit, &QCheckBox::toggled, this, &IssueDialog::judge);
    m_permit->setVisible(!m_unpermitted.isEmpty());
    form()->addWidget(m_permit);
}

/// Who is not permitted and is not to be either, gets none.
QList<qint64> IssueDialog::users() const
{
    QList<qint64> users;
    for (const CertificateHolder &holder : m_holders) {
        if (holder.isPermitted || m_permit->isChecked())
            users.append(holder.id);
    }
    return users;
}

void IssueDialog::judge()
{
    constexpr int most = platform::CertificatesClient::mostFiles;
    const auto count = int(users().size());
    QString whyNot;
    if (count == 0)
        whyNot = tr("Nobody of them may come in by certificate. Permit it too.");
    else if (count > most)
        whyNot = tr("At most %Ln certificates can be issued at once. Select fewer people.", nullptr, most);
    setAccept(tr("&Issue %Ln certificates", nullptr, count), whyNot);
}

QList<BatchRun::Batch> IssueDialog::batches()
{
    QList<BatchRun::Batch> batches;
    const auto none = m_permit->isChecked() ? m_unpermitted : QList<qint64>();
    for (const auto &some : inBatches(none))
        batches.append(permitting(some));
    for (const auto &some : inBatches(users()))
        batches.append(issuing(some));
    return batches;
}

BatchRun::Batch IssueDialog::permitting(const QList<qint64> &users)
{
    return {.size = 0,
        .send = [&client = m_needs.client, users](const QByteArray &key, QObject *context, const BatchRun::Told &told) {
            client.permit(users, true, key, context, [told](const auto &answer) { told(failureOf(answer)); });
        }};
}

BatchRun::Batch IssueDialog::issuing(const QList<qint64> &users)
{
    const platform::IssueOrder order{.users = users,
        .endsOn = m_day->date(),
        .profile = CertificateProfile(m_profile->value()),
        .previous = m_previous->isHidden() ? PreviousCertificate::Keep : PreviousCertificate(m_previous->value())};
    return {.size = int(users.size()),
        .send = [this, order](const QByteArray &key, QObject *context, const BatchRun::Told &told) {
            m_needs.client.issue(order, key, context, [this, told](const auto &answer) {
                if (answer)
                    m_issued += *answer;
                told(failureOf(answer));
            });
        }};
}

QString IssueDialog::doneText(int done, int total) const
{
    return tr("%1 of %Ln certificates are issued.", nullptr, total).arg(QLocale().toString(done));
}

QWidget *IssueDialog::result()
{
    if (!m_files) {
        m_files = new CertificateFilesPanel(m_needs.asker, m_needs.client, this);
        connect(m_files, &CertificateFilesPanel::busyChanged, this, &IssueDialog::showButtons);
        connect(m_files, &CertificateFilesPanel::handedOut, this, &IssueDialog::changedSomething);
    }
    QStringList serials;
    for (const platform::NewCertificate &issued : std::as_const(m_issued))
        serials.append(issued.serial);
    m_files->setFiles(serials, zipNameFor(m_holders));
    return m_files;
}

bool IssueDialog::isResultBusy() const
{
    return m_files && m_files->isBusy();
}

}
