// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/profiledialog.h"

#include "connect/certificatedetails.h"
#include "controls/formfield.h"
#include "controls/growing.h"
#include "controls/tone.h"
#include "error/messages.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSslCertificate>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr Message UserNameMissing{
    "profile.userName", QT_TRANSLATE_NOOP("Messages", "Enter the user name that you sign in with at this tenant.")};

/// None where the text is not a number of a port.
quint16 portOf(const QString &text)
{
    bool isNumber = false;
    const uint port = text.trimmed().toUInt(&isNumber);
    return isNumber && port <= 0xffff ? quint16(port) : 0;
}

}

ProfileDialog::ProfileDialog(const platform::ConnectionProfile &profile, QWidget *parent)
    : QDialog(parent)
    , m_profile(profile)
    , m_name(new QLineEdit(profile.name))
    , m_hostName(new QLineEdit(profile.hostName))
    , m_address(new QLineEdit(profile.address))
    , m_port(new QLineEdit(QString::number(profile.port)))
    , m_userName(new QLineEdit(profile.userName))
    , m_trust(new QLabel(this))
    , m_forget(new QPushButton(tr("&Forget it"), this))
{
    setWindowTitle(profile.name.isEmpty() ? tr("Add a connection") : tr("Edit “%1”").arg(profile.name));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(520);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addWidget(addField(u"name"_s, tr("&Name"), m_name, tr("What you call this connection.")));
    layout->addWidget(addField(u"hostName"_s, tr("&Host name"), m_hostName,
        tr("The tenant's own, such as demo.example.org; the platform's certificate has to be for it.")));
    auto *where = new QHBoxLayout;
    where->setSpacing(14);
    where->addWidget(addField(u"address"_s, tr("&Address (if not the host name)"), m_address,
                         tr("An IP address or another name, where the host name is not known to the network.")),
        3);
    where->addWidget(addField(u"port"_s, tr("P&ort"), m_port, {}), 1, Qt::AlignTop);
    layout->addLayout(where);
    layout->addWidget(addField(u"userName"_s, tr("&User name"), m_userName, {}));
    layout->addWidget(makeTrustRow());
    layout->addStretch();

    auto *save = new QPushButton(tr("&Save"), this);
    save->setDefault(true);
    save->setObjectName("save"_L1);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(save, QDialogButtonBox::AcceptRole);
    buttons->addButton(new QPushButton(tr("Cancel")), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &ProfileDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    m_name->setFocus();
    growToFit(*this);
}

FormField *ProfileDialog::addField(const QString &key, const QString &label, QLineEdit *edit, const QString &help)
{
    auto *field = new FormField(label, edit, help, this);
    edit->setObjectName(key);
    m_fields.insert(key, field);
    return field;
}

QWidget *ProfileDialog::makeTrustRow()
{
    auto *row = new QWidget(this);
    m_trust->setTextFormat(Qt::PlainText);
    m_trust->setWordWrap(true);
    m_forget->setAutoDefault(false);
    m_forget->setObjectName("forget"_L1);
    m_forget->setToolTip(tr("You will be asked about the platform's certificate when you connect the next time"));
    connect(m_forget, &QPushButton::clicked, this, [this] {
        m_profile.pinnedAuthority.clear();
        showTrust();
    });
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_trust, 1);
    layout->addWidget(m_forget, 0, Qt::AlignTop);
    showTrust();
    return row;
}

void ProfileDialog::showTrust()
{
    const bool isPinned = !m_profile.pinnedAuthority.isEmpty();
    m_forget->setVisible(isPinned);
    if (!isPinned) {
        m_trust->setText(tr("The authorities that this computer trusts vouch for the platform."));
        return;
    }
    const auto pinned = QSslCertificate::fromData(m_profile.pinnedAuthority, QSsl::Pem).value(0);
    m_trust->setText(tr("Only this certificate is trusted (SHA-256):") + u'\n'
        + groupedFingerprint(platform::fingerprintOf(pinned)));
}

platform::ConnectionProfile ProfileDialog::profile() const
{
    platform::ConnectionProfile profile = m_profile;
    profile.name = m_name->text().trimmed();
    profile.hostName = m_hostName->text().trimmed();
    profile.address = m_address->text().trimmed();
    profile.port = portOf(m_port->text());
    profile.userName = m_userName->text().trimmed();
    return profile;
}

void ProfileDialog::accept()
{
    Errors errors = problemsOf(profile());
    if (profile().userName.isEmpty())
        errors.append(Error{ErrorKind::Invalid, UserNameMissing, {}, u"userName"_s});
    QStringList wrong;
    for (FormField *field : std::as_const(m_fields))
        field->setError({});
    for (const Error &error : std::as_const(errors)) {
        if (FormField *field = m_fields.value(error.field)) {
            field->setError(renderMessage(error));
            wrong << error.field;
        }
    }
    if (errors.isEmpty())
        return QDialog::accept();
    growToFit(*this);
    const std::array edits{std::pair{u"name"_s, m_name}, std::pair{u"hostName"_s, m_hostName},
        std::pair{u"address"_s, m_address}, std::pair{u"port"_s, m_port}, std::pair{u"userName"_s, m_userName}};
    for (const auto &[key, edit] : edits) {
        if (wrong.contains(key))
            return edit->setFocus();
    }
}

}
