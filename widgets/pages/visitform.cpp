// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/visitform.h"

#include "controls/formfield.h"
#include "error/messages.h"
#include "items/zonedtime.h"
#include "pages/userfield.h"
#include "platform/clients.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

using platform::IssuedCertificate;
using policy::HostKind;
using policy::VisitCertificate;
using policy::VisitPair;

/// What a hypothetical certificate may be. Its times hold whatever moment is looked at.
enum class MadeUp { None, Valid, Expired, Revoked, Foreign };

std::optional<VisitCertificate> madeUp(MadeUp kind, const QDateTime &at)
{
    switch (kind) {
    case MadeUp::None:
        return std::nullopt;
    case MadeUp::Valid:
        return VisitCertificate();
    case MadeUp::Expired:
        return VisitCertificate{.endsAt = at};
    case MadeUp::Revoked:
        return VisitCertificate{.revokedAt = at};
    case MadeUp::Foreign:
        return VisitCertificate{.isIssuedHere = false};
    }
    Q_UNREACHABLE_RETURN({});
}

QString dayOf(const QDateTime &time)
{
    return time.toLocalTime().date().toString(Qt::ISODate);
}

QString textOf(const VisitCertificate &certificate)
{
    if (certificate.revokedAt.isValid())
        return VisitForm::tr("The one of %1, revoked on %2", "days")
            .arg(dayOf(certificate.beginsAt), dayOf(certificate.revokedAt));
    return VisitForm::tr("The one of %1, valid until %2", "days")
        .arg(dayOf(certificate.beginsAt), dayOf(certificate.endsAt));
}

}

VisitForm::VisitForm(platform::Clients &clients, QWidget *parent)
    : QWidget(parent)
    , m_clients(clients)
    , m_host(new QComboBox)
    , m_address(new QLineEdit)
    , m_pair(new QComboBox)
    , m_user(new UserField(clients.users))
    , m_certificate(new QComboBox)
    , m_when(new QComboBox)
    , m_time(new QDateTimeEdit)
    , m_hostField(new FormField(tr("&To which host"), m_host))
    , m_addressField(new FormField(tr("&From which address"), m_address, tr("Empty: one that cannot be told")))
    , m_pairField(new FormField(tr("With which &user name and password"), m_pair))
    , m_userField(new FormField(tr("By &whom"), m_user, tr("Empty: somebody who may use certificates")))
    , m_certificateField(new FormField(tr("With which &certificate"), m_certificate))
    , m_whenField(new FormField(tr("Wh&en"), m_when))
    , m_timeField(new FormField(tr("At what t&ime"), m_time))
{
    m_host->setObjectName("host"_L1);
    m_address->setObjectName("address"_L1);
    m_pair->setObjectName("visitPair"_L1);
    m_certificate->setObjectName("certificate"_L1);
    m_when->setObjectName("when"_L1);
    m_time->setObjectName("time"_L1);
    m_time->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    m_time->setCalendarPopup(true);
    m_time->setDateTime(QDateTime::currentDateTime());
    m_timeField->setHelp(items::zoneName(QTimeZone::systemTimeZone()));
    fill();
    layOut();
    connect(m_host, &QComboBox::currentIndexChanged, this, &VisitForm::showParts);
    connect(m_when, &QComboBox::currentIndexChanged, this, &VisitForm::showParts);
    connect(m_address, &QLineEdit::textChanged, this, &VisitForm::checkAddress);
    connect(m_pair, &QComboBox::currentIndexChanged, this, &VisitForm::changed);
    connect(m_certificate, &QComboBox::currentIndexChanged, this, &VisitForm::changed);
    connect(m_time, &QDateTimeEdit::dateTimeChanged, this, &VisitForm::changed);
    connect(m_user, &UserField::chosen, this, &VisitForm::readCertificates);
    showParts();
}

void VisitForm::fill()
{
    setHosts({}, {});
    m_pair->addItem(tr("None"), int(VisitPair::None));
    m_pair->addItem(tr("The right ones"), int(VisitPair::Main));
    m_pair->addItem(tr("Those of the second pair"), int(VisitPair::Second));
    m_pair->addItem(tr("Wrong ones"), int(VisitPair::Wrong));
    m_when->addItem(tr("Now"));
    m_when->addItem(tr("At another time…"));
    showCertificates({}, {});
}

void VisitForm::layOut()
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(24);
    layout->setVerticalSpacing(12);
    layout->addWidget(m_hostField, 0, 0, Qt::AlignTop);
    layout->addWidget(m_addressField, 0, 1, Qt::AlignTop);
    layout->addWidget(m_pairField, 1, 0, Qt::AlignTop);
    layout->addWidget(m_userField, 1, 0, Qt::AlignTop);
    layout->addWidget(m_certificateField, 1, 1, Qt::AlignTop);
    layout->addWidget(m_whenField, 2, 0, Qt::AlignTop);
    layout->addWidget(m_timeField, 2, 1, Qt::AlignTop);
    for (const int column : {0, 1})
        layout->setColumnStretch(column, 1);
}

void VisitForm::setHosts(const QString &main, const QString &secure)
{
    const QSignalBlocker blocker(m_host);
    const int chosen = std::max(m_host->currentIndex(), 0);
    m_host->clear();
    m_host->addItem(main.isEmpty() ? tr("The main host") : tr("The main host, %1").arg(main), int(HostKind::Main));
    m_host->addItem(
        secure.isEmpty() ? tr("The secure host") : tr("The secure host, %1").arg(secure), int(HostKind::Secure));
    m_host->setCurrentIndex(chosen);
}

void VisitForm::setOwnAddress(const QString &address)
{
    if (!m_address->isModified())
        m_address->setText(address);
}

HostKind VisitForm::host() const
{
    return HostKind(m_host->currentData().toInt());
}

QDateTime VisitForm::time() const
{
    return m_when->currentIndex() == 0 ? QDateTime::currentDateTimeUtc() : m_time->dateTime().toUTC();
}

void VisitForm::showParts()
{
    const bool isSecure = host() == HostKind::Secure;
    m_pairField->setVisible(!isSecure);
    m_userField->setVisible(isSecure);
    m_certificateField->setVisible(isSecure);
    m_timeField->setVisible(m_when->currentIndex() == 1);
    emit changed();
}

void VisitForm::checkAddress()
{
    const QString text = m_address->text().trimmed();
    const auto address = IpAddress::parse(text);
    m_addressField->setError(text.isEmpty() || address ? QString() : renderMessage(address.error()));
    emit changed();
}

void VisitForm::readCertificates()
{
    m_reading = {};
    showCertificates({}, {});
    if (!m_user->user())
        return;
    showCertificates(tr("Reading the certificates…"), {});
    m_reading = m_clients.certificates.of(
        m_user->user()->id, [this](const platform::Answer<QList<IssuedCertificate>> &answer) {
            m_reading = {};
            if (!answer)
                showCertificates(tr("The certificates could not be read: %1").arg(toText(answer.error())), {});
            else if (answer->isEmpty())
                showCertificates(tr("No certificate was issued to this user."), {});
            else
                showCertificates({}, *answer);
        });
}

void VisitForm::showCertificates(const QString &state, const QList<IssuedCertificate> &certificates)
{
    {
        const QSignalBlocker blocker(m_certificate);
        const QVariant before = m_certificate->currentData();
        m_certificate->clear();
        for (const IssuedCertificate &issued : certificates) {
            const VisitCertificate certificate{
                .beginsAt = issued.issuedAt, .endsAt = issued.endsAt, .revokedAt = issued.revokedAt};
            m_certificate->addItem(textOf(certificate), QVariant::fromValue(certificate));
        }
        m_certificate->addItem(tr("None"), int(MadeUp::None));
        m_certificate->addItem(tr("Any that is valid"), int(MadeUp::Valid));
        m_certificate->addItem(tr("Any that has expired"), int(MadeUp::Expired));
        m_certificate->addItem(tr("Any that is revoked"), int(MadeUp::Revoked));
        m_certificate->addItem(tr("One of another tenant"), int(MadeUp::Foreign));
        const int kept
            = certificates.isEmpty() && before.typeId() == QMetaType::Int ? m_certificate->findData(before) : 0;
        m_certificate->setCurrentIndex(std::max(kept, 0));
    }
    m_certificateField->setHelp(state);
    emit changed();
}

std::optional<policy::Visit> VisitForm::visit() const
{
    if (m_addressField->hasError())
        return std::nullopt;
    policy::Visit visit{.host = host(), .client = {}, .at = time()};
    if (const auto address = IpAddress::parse(m_address->text().trimmed()))
        visit.client = address->unmapped();
    if (visit.host == HostKind::Main) {
        visit.pair = VisitPair(m_pair->currentData().toInt());
        return visit;
    }
    const QVariant chosen = m_certificate->currentData();
    visit.certificate = chosen.typeId() == QMetaType::Int ? madeUp(MadeUp(chosen.toInt()), visit.at)
                                                          : std::optional(chosen.value<VisitCertificate>());
    if (visit.certificate && m_user->user())
        visit.certificate->isUserPermitted = m_user->user()->values.isCertificatePermitted;
    return visit;
}

}
