// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/sendagaindialog.h"

#include "controls/banner.h"
#include "controls/formfield.h"
#include "items/alertwords.h"
#include "pages/deliverydelegate.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QUuid>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using platform::DeliveryState;

namespace {

constexpr int addressRole = Qt::UserRole;
constexpr int leastWidth = 480;

}

SendAgainDialog::SendAgainDialog(
    const platform::AlertsClient &client, const platform::Delivery &delivery, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_mail(delivery.id)
    , m_banner(new Banner(this))
    , m_recipients(new QListWidget)
    , m_send(new QPushButton(tr("&Send again")))
{
    setWindowTitle(tr("Send again"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(leastWidth);
    m_recipients->setObjectName("recipients"_L1);
    m_send->setObjectName("send"_L1);
    m_send->setDefault(true);
    fill(delivery);
    auto *subject = new QLabel(delivery.subject, this);
    subject->setTextFormat(Qt::PlainText);
    subject->setWordWrap(true);
    QFont bold = subject->font();
    bold.setBold(true);
    subject->setFont(bold);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addWidget(subject);
    layout->addWidget(m_banner);
    layout->addWidget(new FormField(tr("&Recipients"), m_recipients,
        tr("The same mail goes into the queue once more. Whoever has got it already gets it twice, and so does whoever "
           "it "
           "still waits for."),
        this));
    layout->addWidget(makeButtons());
    connect(m_recipients, &QListWidget::itemChanged, this, &SendAgainDialog::showWhyNot);
    showWhyNot();
    m_recipients->setFocus();
}

/// Those are chosen who will not get it otherwise; where everybody has got it, all are.
void SendAgainDialog::fill(const platform::Delivery &delivery)
{
    const auto &all = delivery.recipients;
    const bool isAll = std::ranges::all_of(
        all, [](const platform::DeliveryRecipient &recipient) { return recipient.state == DeliveryState::Sent; });
    for (const platform::DeliveryRecipient &recipient : all) {
        auto *item = new QListWidgetItem(toneIcon(toneOf(recipient.state)),
            tr("%1: %2", "address: state").arg(recipient.address, items::stateText(recipient.state)), m_recipients);
        item->setData(addressRole, recipient.address);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        const bool isLost = recipient.state == DeliveryState::GivenUp || recipient.state == DeliveryState::Refused;
        item->setCheckState(isAll || isLost ? Qt::Checked : Qt::Unchecked);
    }
    m_recipients->setCurrentRow(0);
}

QWidget *SendAgainDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_send, QDialogButtonBox::AcceptRole);
    buttons->addButton(new QPushButton(tr("Cancel")), QDialogButtonBox::RejectRole);
    connect(m_send, &QPushButton::clicked, this, &SendAgainDialog::send);
    connect(buttons, &QDialogButtonBox::rejected, this, &SendAgainDialog::reject);
    return buttons;
}

void SendAgainDialog::reject()
{
    // What was sent is carried through, so that its answer is waited for.
    if (!m_isBusy)
        QDialog::reject();
}

QStringList SendAgainDialog::chosen() const
{
    QStringList chosen;
    for (int row = 0; row < m_recipients->count(); ++row) {
        const QListWidgetItem *item = m_recipients->item(row);
        if (item->checkState() == Qt::Checked)
            chosen << item->data(addressRole).toString();
    }
    return chosen;
}

void SendAgainDialog::send()
{
    m_isBusy = true;
    m_banner->clear();
    showWhyNot();
    if (const QStringList now = chosen(); now != m_sent) {
        m_sent = now;
        m_key = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    }
    m_client.again(m_mail, m_sent, m_key, this, [this](const auto &answer) { take(answer); });
}

void SendAgainDialog::take(const platform::Answer<void> &answer)
{
    m_isBusy = false;
    showWhyNot();
    if (!answer)
        return m_banner->tell(Tone::Error, platform::toText(answer.error()));
    emit sent();
    accept();
}

void SendAgainDialog::showWhyNot()
{
    QString why;
    if (m_isBusy)
        why = tr("The platform is being asked.");
    else if (chosen().isEmpty())
        why = tr("Choose a recipient first.");
    m_recipients->setEnabled(!m_isBusy);
    m_send->setEnabled(why.isEmpty());
    m_send->setToolTip(why);
    m_send->setAccessibleDescription(why);
}

}
