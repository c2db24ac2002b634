// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/revokedialog.h"

#include "controls/banner.h"
#include "controls/choicelist.h"
#include "items/certificatewords.h"
#include "pages/certificatebatches.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::BatchRun;
using platform::CertificateHolder;
using platform::RevocationReason;

namespace {

QList<qint64> usersOf(const QList<CertificateHolder> &holders)
{
    QList<qint64> users;
    for (const CertificateHolder &holder : holders)
        users.append(holder.id);
    return users;
}

}

RevokeDialog::RevokeDialog(
    const platform::CertificatesClient &client, const QList<CertificateHolder> &holders, QWidget *parent)
    : BatchDialog(tr("Revoke certificates"), parent)
    , m_client(client)
    , m_holders(holders)
    , m_found(client, usersOf(holders))
    , m_summary(new QLabel(this))
    , m_failure(new Banner(this))
    , m_reason(new ChoiceList(tr("Why"), this))
{
    m_summary->setObjectName("summary"_L1);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_failure->setObjectName("notFound"_L1);
    form()->addWidget(m_summary);
    form()->addWidget(m_failure);
    addReasons();
    auto *warning = new Banner(this);
    warning->setObjectName("finality"_L1);
    warning->tell(Tone::Warning,
        tr("It holds at once and for good: the next request with such a certificate is refused, open connections "
           "end, and nothing brings it back. Whoever needs one again gets another."));
    form()->addWidget(warning);
    form()->addStretch(1);
    setHarmlessByDefault();
    connect(&m_found, &items::CertificatesOfMany::changed, this, &RevokeDialog::showFound);
    connect(m_failure, &Banner::acted, &m_found, &items::CertificatesOfMany::goOn);
    m_found.goOn();
}

QString RevokeDialog::foundText() const
{
    if (!m_found.isComplete())
        return tr("Looking for their valid certificates: %1 of %2 people…")
            .arg(QLocale().toString(m_found.asked()), QLocale().toString(m_holders.size()));
    const auto count = int(m_found.serials().size());
    if (count == 0)
        return tr("None of those selected has a valid certificate.");
    if (m_holders.size() == 1)
        return tr("%Ln valid certificates of %1.", nullptr, count).arg(items::personText(m_holders.first()));
    return tr("%1 valid certificates of %Ln people.", nullptr, m_found.people()).arg(QLocale().toString(count));
}

void RevokeDialog::showFound()
{
    m_summary->setText(foundText());
    if (m_found.failure())
        m_failure->tell(Tone::Error, platform::toText(*m_found.failure()), tr("&Try again"));
    else
        m_failure->clear();
    const bool isAny = !m_found.serials().isEmpty();
    setAccept(tr("&Revoke %Ln certificates", nullptr, int(m_found.serials().size())),
        !m_found.isComplete() ? tr("It is not known yet which certificates these are")
            : isAny           ? QString()
                              : tr("There is nothing that could be revoked"));
}

void RevokeDialog::addReasons()
{
    using Reason = RevocationReason;
    const std::array reasons{std::pair{Reason::KeyCompromise, tr("&Lost or stolen", "reason of a revocation")},
        std::pair{Reason::CessationOfOperation, tr("&Not needed any more", "reason of a revocation")},
        std::pair{Reason::Superseded, tr("Re&placed by another", "reason of a revocation")},
        std::pair{Reason::AffiliationChanged, tr("&Other duties", "reason of a revocation")},
        std::pair{Reason::Unspecified, tr("No reason &given", "reason of a revocation")}};
    m_reason->setObjectName("reason"_L1);
    for (const auto &[reason, label] : reasons)
        m_reason->add(int(reason), label, items::reasonExplanation(reason));
    form()->addWidget(new QLabel(tr("Why"), this));
    form()->addWidget(m_reason);
}

QList<BatchRun::Batch> RevokeDialog::batches()
{
    QList<BatchRun::Batch> batches;
    const auto reason = RevocationReason(m_reason->value());
    for (const QStringList &serials : inBatches<QString>(m_found.serials()))
        batches.append({.size = int(serials.size()),
            .send = [this, serials, reason](const QByteArray &key, QObject *context, const BatchRun::Told &told) {
                m_client.revoke(serials, reason, key, context, [told](const auto &answer) { told(failureOf(answer)); });
            }});
    return batches;
}

QString RevokeDialog::doneText(int done, int total) const
{
    return tr("%1 of %Ln certificates are revoked.", nullptr, total).arg(QLocale().toString(done));
}

}
