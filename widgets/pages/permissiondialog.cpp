// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/permissiondialog.h"

#include "controls/banner.h"
#include "items/certificatewords.h"
#include "pages/certificatebatches.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::BatchRun;
using platform::CertificateHolder;

PermissionDialog::PermissionDialog(const platform::CertificatesClient &client, const QList<CertificateHolder> &holders,
    bool isPermitted, QWidget *parent)
    : BatchDialog(isPermitted ? tr("Permit coming in by certificate") : tr("End the permission"), parent)
    , m_client(client)
    , m_isPermitted(isPermitted)
{
    QList<CertificateHolder> others = holders;
    others.removeIf([&](const CertificateHolder &holder) { return holder.isPermitted == isPermitted; });
    for (const CertificateHolder &holder : std::as_const(others))
        m_users.append(holder.id);
    const auto count = int(others.size());
    const QString whom = count == 1 ? items::personText(others.first()) : tr("%Ln people", nullptr, count);
    auto *summary = new QLabel(isPermitted ? tr("%1 may come in by certificate from now on.", "whoever").arg(whom)
                                           : tr("%1 may not come in by certificate any more.", "whoever").arg(whom),
        this);
    summary->setObjectName("summary"_L1);
    summary->setTextFormat(Qt::PlainText);
    summary->setWordWrap(true);
    auto *effect = new Banner(this);
    effect->setObjectName("effect"_L1);
    effect->tell(isPermitted ? Tone::Hint : Tone::Warning,
        isPermitted ? tr("Certificates that were issued to them work at once. Whoever has none can be given one.")
                    : tr("Their certificates are refused at once, on open connections too. They are not revoked: when "
                         "the permission is given again, they work again."));
    form()->addWidget(summary);
    form()->addWidget(effect);
    form()->addStretch(1);
    setAccept(isPermitted ? tr("&Permit %Ln people", nullptr, count) : tr("&End it for %Ln people", nullptr, count));
    if (!isPermitted)
        setHarmlessByDefault();
}

QList<BatchRun::Batch> PermissionDialog::batches()
{
    QList<BatchRun::Batch> batches;
    for (const QList<qint64> &users : inBatches(m_users))
        batches.append({.size = int(users.size()),
            .send = [this, users](const QByteArray &key, QObject *context, const BatchRun::Told &told) {
                m_client.permit(
                    users, m_isPermitted, key, context, [told](const auto &answer) { told(failureOf(answer)); });
            }});
    return batches;
}

QString PermissionDialog::doneText(int done, int total) const
{
    const QString number = QLocale().toString(done);
    return m_isPermitted ? tr("%1 of %Ln people are permitted.", nullptr, total).arg(number)
                         : tr("The permission of %1 of %Ln people has ended.", nullptr, total).arg(number);
}

}
