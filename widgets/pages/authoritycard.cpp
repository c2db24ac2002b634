// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/authoritycard.h"

#include "controls/asker.h"
#include "controls/banner.h"
#include "controls/iconlabel.h"
#include "controls/themeicon.h"
#include "error/messages.h"
#include "items/attention.h"
#include "items/certificatewords.h"
#include "items/zonedtime.h"
#include "pages/wholefile.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

AuthorityCard::AuthorityCard(Asker &asker, const platform::CertificatesClient &client, QWidget *parent)
    : Card(tr("Certificate authority"), parent)
    , m_asker(asker)
    , m_client(client)
    , m_ends(client)
    , m_writing([this](const Result<QString> &path) { takeWritten(path); })
    , m_none(explanationLabel({}, this))
    , m_rows(new QWidget(this))
    , m_saveCertificate(new QPushButton(themeIcon(u"document-save"_s), tr("Save certi&ficate…"), this))
    , m_saveReminders(new QPushButton(themeIcon(u"view-calendar"_s), tr("Save re&minders…"), this))
    , m_news(new Banner(this))
    , m_failure(new Banner(this))
{
    m_none->setObjectName("noAuthority"_L1);
    m_saveCertificate->setObjectName("saveAuthority"_L1);
    m_saveReminders->setObjectName("saveReminders"_L1);
    m_news->setObjectName("authorityNews"_L1);
    m_failure->setObjectName("authorityFailure"_L1);
    layOut();
    connect(&m_ends, &items::CertificateEnds::changed, this, &AuthorityCard::showAll);
    connect(m_failure, &Banner::acted, this, &AuthorityCard::refresh);
    connect(m_saveCertificate, &QPushButton::clicked, this, [this] {
        saveAs(tr("Save the authority’s certificate"), u"authority.pem"_s, tr("Certificates (*.pem *.crt)"),
            &platform::CertificatesClient::authorityFile);
    });
    connect(m_saveReminders, &QPushButton::clicked, this, [this] {
        saveAs(tr("Save reminders"), u"certificates.ics"_s, tr("Calendars (*.ics)"),
            &platform::CertificatesClient::calendar);
    });
    showAll();
}

void AuthorityCard::layOut()
{
    auto *grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(2, 1);
    m_authority = addRow(*grid, tr("Name"), u"authorityName"_s);
    m_end = addRow(*grid, tr("Ends"), u"authorityEnd"_s);
    m_list = addRow(*grid, tr("Revocation list"), u"revocationList"_s);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_saveCertificate);
    buttons->addWidget(m_saveReminders);
    buttons->addStretch(1);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(8, 0, 8, 0);
    inner->setSpacing(8);
    inner->addWidget(m_none);
    inner->addWidget(m_rows);
    inner->addLayout(buttons);
    inner->addWidget(m_news);
    inner->addWidget(m_failure);
    body()->addLayout(inner);
    body()->addStretch(1);
}

AuthorityCard::Row AuthorityCard::addRow(QGridLayout &grid, const QString &name, const QString &objectName)
{
    const Row row{explanationLabel(name, this), new IconLabel(this), new QLabel(this)};
    row.name->setWordWrap(false);
    row.text->setObjectName(objectName);
    row.text->setTextFormat(Qt::PlainText);
    row.text->setWordWrap(true);
    row.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int line = grid.rowCount();
    grid.addWidget(row.name, line, 0, Qt::AlignTop);
    grid.addWidget(row.symbol, line, 1, Qt::AlignTop);
    grid.addWidget(row.text, line, 2, Qt::AlignTop);
    return row;
}

void AuthorityCard::setZone(const QTimeZone &zone)
{
    m_zone = zone;
    showAll();
}

void AuthorityCard::refresh()
{
    m_ends.refresh();
}

void AuthorityCard::showAll()
{
    const auto &state = m_ends.authority();
    const bool isMade = state && state->authority;
    m_rows->setVisible(isMade);
    m_none->setVisible(!isMade && !m_ends.failure());
    m_none->setText(state ? tr("It is made when the first certificate is issued, and vouches for this tenant’s people "
                               "only. There is nothing to prepare.")
                          : tr("Asking the platform…"));
    if (isMade)
        showAuthority(*state->authority);
    if (isMade && state->crl)
        showList(*state->crl);
    const bool hasList = isMade && state->crl;
    m_list.name->setVisible(hasList);
    m_list.text->setVisible(hasList);
    if (!hasList)
        m_list.symbol->hide();
    if (m_ends.failure())
        m_failure->tell(Tone::Warning, platform::toText(*m_ends.failure()), tr("&Try again"));
    else
        m_failure->clear();
    showButtons();
}

void AuthorityCard::showAuthority(const platform::CertificateAuthority &authority)
{
    m_authority.text->setText(authority.subject);
    m_authority.text->setToolTip(tr("Serial number %1\nSHA-256 %2").arg(authority.serial, authority.fingerprint));
    showEnd(m_end, items::zonedText(authority.endsAt, m_zone), authority.endsAt, items::certificateSoonDays);
}

void AuthorityCard::showList(const platform::RevocationList &list)
{
    const QString revoked = tr("%Ln revoked certificates", nullptr, int(list.revoked));
    showEnd(m_list,
        tr("No. %1, %2; renewed before %3", "number; how many revoked; time")
            .arg(QLocale().toString(list.number), revoked, items::zonedText(list.nextUpdate, m_zone)),
        list.nextUpdate, items::listOverdueDays);
}

void AuthorityCard::showEnd(const Row &row, const QString &text, const QDateTime &end, int soonDays)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool isOver = end <= now;
    const bool isSoon = !isOver && items::daysLeft(end, now) <= soonDays;
    row.text->setText(isOver ? tr("%1: this time is over", "time or sentence with it").arg(text)
            : isSoon         ? tr("%1: in %Ln days", "time or sentence with it", items::daysLeft(end, now)).arg(text)
                             : text);
    row.symbol->setIcon(toneIcon(isOver ? Tone::Error : Tone::Warning));
    row.symbol->setVisible(isOver || isSoon);
}

void AuthorityCard::showButtons()
{
    const auto &state = m_ends.authority();
    const bool isMade = state && state->authority;
    const bool isBusy = m_fetching.isUnderWay();
    for (QPushButton *button : {m_saveCertificate, m_saveReminders}) {
        button->setEnabled(isMade && !isBusy);
        button->setToolTip(isBusy ? tr("The file is on its way")
                : !isMade         ? tr("There is no authority yet: it is made when the first certificate is issued")
                : button == m_saveCertificate
                ? tr("For servers that are to trust this tenant’s certificates")
                : tr("A calendar with reminders 90, 30, 14, 7, 3 and 1 days before anything here ends"));
    }
}

void AuthorityCard::saveAs(const QString &title, const QString &fileName, const QString &filter, Fetch fetch)
{
    m_asker.askForFileToWrite(
        this, {.title = title, .suggestedName = fileName, .filters = {filter}}, [this, fetch](const QString &path) {
            m_path = path;
            m_fetching = (m_client.*fetch)([this](const auto &file) { take(file); });
            m_news->tell(Tone::Hint, tr("The file is fetched…"));
            showButtons();
        });
}

void AuthorityCard::take(const platform::Answer<QByteArray> &file)
{
    m_fetching = {};
    showButtons();
    if (!file)
        return m_news->tell(Tone::Error, platform::toText(file.error()));
    m_writing.ask(
        [path = m_path, bytes = *file] { return writeWholeFile(path, bytes).transform([path] { return path; }); });
}

void AuthorityCard::takeWritten(const Result<QString> &path)
{
    if (path)
        m_news->tell(Tone::Good, tr("“%1” was written.").arg(*path));
    else
        m_news->tell(Tone::Error, renderMessage(path.error()));
}

}
