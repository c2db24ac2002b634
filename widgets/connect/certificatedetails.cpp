// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/certificatedetails.h"

#include "controls/themeicon.h"
#include "controls/tone.h"
#include "items/zonedtime.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr int bytesInLine = 8;

QLabel *selectableLabel(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QString validity(const platform::PresentedCertificate &certificate)
{
    const QTimeZone here = QTimeZone::systemTimeZone();
    return CertificateDetails::tr("%1 to %2", "from a time to a time")
        .arg(items::zonedText(certificate.validFrom, here), items::zonedText(certificate.validUntil, here));
}

}

CertificateDetails::CertificateDetails(const platform::PresentedCertificate &certificate, QWidget *parent)
    : QWidget(parent)
{
    auto *form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(6);
    addRow(*form, tr("Issued to"), certificate.subject);
    addRow(*form, tr("Issued by"), certificate.issuer);
    addRow(*form, tr("Valid"), validity(certificate));
    addRow(*form, tr("Kind"),
        certificate.isAuthority ? tr("An authority, which vouches for the platform's certificates")
                                : tr("The platform's own certificate, which nobody vouches for"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addLayout(form);
    layout->addWidget(new FingerprintView(tr("SHA-256 fingerprint"), certificate.fingerprint, this));
}

void CertificateDetails::addRow(QFormLayout &form, const QString &label, const QString &text)
{
    QLabel *value = selectableLabel(text);
    value->setAccessibleName(u"%1: %2"_s.arg(label, text));
    form.addRow(explanationLabel(label, this), value);
}

FingerprintView::FingerprintView(const QString &title, const QString &fingerprint, QWidget *parent)
    : QWidget(parent)
{
    auto *copy = new QPushButton(themeIcon(u"edit-copy"_s), tr("Copy"), this);
    copy->setAutoDefault(false);
    copy->setAccessibleName(tr("Copy: %1").arg(title));
    copy->setToolTip(tr("Copies the fingerprint, to be sent or searched for"));
    connect(copy, &QPushButton::clicked, this, [fingerprint] { QGuiApplication::clipboard()->setText(fingerprint); });

    QLabel *value = selectableLabel(groupedFingerprint(fingerprint));
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(font.pointSizeF() * 1.1);
    value->setFont(font);
    value->setWordWrap(false);
    value->setAccessibleName(u"%1: %2"_s.arg(title, fingerprint));

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setColumnStretch(0, 1);
    layout->addWidget(explanationLabel(title, this), 0, 0);
    layout->addWidget(value, 1, 0);
    layout->addWidget(copy, 1, 1, Qt::AlignBottom);
}

QString groupedFingerprint(const QString &fingerprint)
{
    const QStringList bytes = fingerprint.split(u':');
    QString text;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (i > 0)
            text += i % bytesInLine == 0 ? u"\n"_s : i % 2 == 0 ? u"  "_s : u" "_s;
        text += bytes.at(i);
    }
    return text;
}

}
