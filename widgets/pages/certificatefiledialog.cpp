// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/certificatefiledialog.h"

#include "controls/banner.h"
#include "controls/formfield.h"
#include "error/messages.h"
#include "items/certificatewords.h"
#include "items/zonedtime.h"
#include "pages/wholefile.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::BroughtCertificate;
using platform::CertificateState;

namespace {

/// Far beyond any certificate with its key and its authorities.
constexpr qint64 mostBytes = 1024 * 1024;

QDateTime toDateTime(std::chrono::sys_seconds time)
{
    return QDateTime::fromSecsSinceEpoch(time.time_since_epoch().count(), QTimeZone::utc());
}

QLabel *selectableLabel(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}

CertificateFileDialog::CertificateFileDialog(
    const platform::CertificatesClient &client, const QString &path, const QTimeZone &zone, QWidget *parent)
    : QDialog(parent)
    , m_brought(client)
    , m_reading([this](const Result<QByteArray> &file) { takeFile(file); })
    , m_zone(zone)
    , m_stack(new QStackedWidget(this))
    , m_password(new QLineEdit(this))
    , m_trouble(new Banner(this))
    , m_standing(new Banner(this))
    , m_open(new QPushButton(tr("&Open"), this))
    , m_leave(new QPushButton(this))
{
    setWindowTitle(tr("Certificate’s file"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_open->setObjectName("open"_L1);
    m_leave->setObjectName("leave"_L1);
    m_trouble->setObjectName("fileTrouble"_L1);
    m_standing->setObjectName("standing"_L1);
    m_open->setDefault(true);
    m_stack->addWidget(makeAsking(path));
    m_stack->addWidget(makeShowing());
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_open, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_leave, QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 18);
    layout->setSpacing(14);
    layout->addWidget(m_stack, 1);
    layout->addWidget(buttons);
    setMinimumWidth(560);
    connect(m_open, &QPushButton::clicked, this, &CertificateFileDialog::submit);
    connect(m_leave, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_standing, &Banner::acted, &m_brought, &BroughtCertificate::askAgain);
    connect(&m_brought, &BroughtCertificate::changed, this, &CertificateFileDialog::showAll);
    m_reading.ask([path] { return readWholeFile(path, mostBytes + 1); });
    showButtons();
}

QWidget *CertificateFileDialog::makeAsking(const QString &path)
{
    auto *name = selectableLabel(tr("“%1” is protected by a password. It is used on this computer only.", "file")
            .arg(QFileInfo(path).fileName()));
    m_password->setObjectName("password"_L1);
    m_password->setEchoMode(QLineEdit::Password);
    auto *asking = new QWidget(this);
    auto *layout = new QVBoxLayout(asking);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(name);
    m_passwordField = new FormField(tr("&Password of the file"), m_password, {}, this);
    layout->addWidget(m_passwordField);
    layout->addWidget(m_trouble);
    layout->addStretch(1);
    m_password->setFocus();
    return asking;
}

QWidget *CertificateFileDialog::makeShowing()
{
    auto *showing = new QWidget(this);
    m_details = new QFormLayout;
    m_details->setContentsMargins(0, 0, 0, 0);
    m_details->setHorizontalSpacing(16);
    m_details->setVerticalSpacing(6);
    auto *layout = new QVBoxLayout(showing);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(m_standing);
    layout->addLayout(m_details);
    layout->addStretch(1);
    return showing;
}

void CertificateFileDialog::takeFile(const Result<QByteArray> &file)
{
    if (!file)
        m_trouble->tell(Tone::Error, renderMessage(file.error()));
    else if (file->size() > mostBytes)
        m_trouble->tell(Tone::Error, renderMessage(Error{ErrorKind::Malformed, crypto::pkcs12Malformed}));
    else
        m_file = *file;
    m_passwordField->setVisible(m_file.has_value());
    m_password->setFocus();
    showButtons();
}

void CertificateFileDialog::submit()
{
    m_brought.open(*m_file, m_password->text());
}

void CertificateFileDialog::showAll()
{
    if (m_brought.isReading()) {
        m_trouble->clear();
    } else if (m_brought.error()) {
        const bool isPassword = m_brought.error()->is(crypto::pkcs12WrongPassword);
        m_trouble->tell(isPassword ? Tone::Warning : Tone::Error, renderMessage(*m_brought.error()));
        m_password->selectAll();
        m_password->setFocus();
    } else if (m_brought.content()) {
        if (m_details->rowCount() == 0)
            showContent(*m_brought.content());
        showStanding();
    }
    showButtons();
}

void CertificateFileDialog::showContent(const crypto::Pkcs12Content &content)
{
    const crypto::CertificateSummary &certificate = content.certificate;
    addRow(tr("Issued to"), certificate.subject);
    addRow(tr("Issued by"), certificate.issuer);
    addRow(tr("Valid from"), items::zonedText(toDateTime(certificate.notBefore), m_zone));
    addRow(tr("Valid until"), items::zonedText(toDateTime(certificate.notAfter), m_zone));
    addRow(tr("Serial number"), certificate.serial);
    addRow(tr("The file is protected by"), content.algorithms.join(u", "_s));
    m_password->clear();
    m_stack->setCurrentIndex(1);
    m_leave->setFocus();
}

void CertificateFileDialog::addRow(const QString &name, const QString &text)
{
    QLabel *value = selectableLabel(text);
    value->setAccessibleName(u"%1: %2"_s.arg(name, text));
    m_details->addRow(explanationLabel(name, this), value);
}

void CertificateFileDialog::showStanding()
{
    using Standing = BroughtCertificate::Standing;
    switch (m_brought.standing()) {
    case Standing::Asking:
        return m_standing->tell(Tone::Hint, tr("The platform is asked how it stands…"));
    case Standing::Foreign:
        return m_standing->tell(
            Tone::Error, tr("This tenant has not issued it: it lets nobody in here, whatever it says of itself."));
    case Standing::Unknown:
        return m_standing->tell(Tone::Error,
            tr("This tenant’s authority has issued it, to somebody who is not among the users any more. It lets nobody "
               "in."));
    case Standing::Unanswered:
        return m_standing->tell(Tone::Warning,
            tr("How it stands here is not known. %1", "why").arg(platform::toText(*m_brought.failure())),
            tr("&Try again"));
    case Standing::Known:
        return showKnown();
    }
}

void CertificateFileDialog::showKnown()
{
    const platform::CertificateHolder &holder = m_brought.holder();
    const QString person = items::personText(holder);
    switch (m_brought.state()) {
    case CertificateState::Revoked:
        return m_standing->tell(Tone::Error,
            tr("This tenant has issued it to %1 and revoked it at %2: it lets nobody in.", "person; time")
                .arg(person, items::zonedText(holder.certificate->revokedAt, m_zone)));
    case CertificateState::Expired:
        return m_standing->tell(Tone::Error,
            tr("This tenant has issued it to %1. It has expired and lets nobody in.", "person").arg(person));
    default:
        break;
    }
    if (holder.isPermitted)
        m_standing->tell(Tone::Good, tr("This tenant has issued it to %1, and it is valid.", "person").arg(person));
    else
        m_standing->tell(Tone::Warning,
            tr("This tenant has issued it to %1, and it is valid; but this person is not permitted to come in by "
               "certificate.",
                "person")
                .arg(person));
}

void CertificateFileDialog::showButtons()
{
    const bool isAsking = m_stack->currentIndex() == 0;
    m_open->setVisible(isAsking);
    m_open->setEnabled(m_file && !m_brought.isReading());
    m_open->setToolTip(m_open->isEnabled() ? QString()
            : m_brought.isReading()        ? tr("The file is being opened")
                                           : tr("There is no file that could be opened"));
    m_leave->setText(isAsking ? tr("Cancel") : tr("&Close"));
}

}
