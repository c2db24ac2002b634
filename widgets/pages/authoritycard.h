// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/card.h"
#include "error/error.h"
#include "items/certificateends.h"
#include "items/latestanswer.h"

#include <QTimeZone>

class QGridLayout;
class QPushButton;

namespace sekimori::widgets {

class Asker;
class Banner;
class IconLabel;

/// The tenant's certificate authority and its list of what was revoked, with the days on which they end. Both the
/// authority's certificate and reminders of all ends can be saved from here.
class AuthorityCard : public Card {
    Q_OBJECT

public:
    AuthorityCard(Asker &asker, const platform::CertificatesClient &client, QWidget *parent = nullptr);

    void setZone(const QTimeZone &zone);
    void refresh();

private:
    struct Row {
        QLabel *name;
        IconLabel *symbol;
        QLabel *text;
    };
    using Fetch = platform::Pending (platform::CertificatesClient::*)(platform::Callback<QByteArray>) const;

    Row addRow(QGridLayout &grid, const QString &name, const QString &objectName);
    void layOut();
    void showAll();
    void showAuthority(const platform::CertificateAuthority &authority);
    void showList(const platform::RevocationList &list);
    void showEnd(const Row &row, const QString &text, const QDateTime &end, int soonDays);
    void showButtons();
    void saveAs(const QString &title, const QString &fileName, const QString &filter, Fetch fetch);
    void take(const platform::Answer<QByteArray> &file);
    void takeWritten(const Result<QString> &path);

    Asker &m_asker;
    const platform::CertificatesClient &m_client;
    items::CertificateEnds m_ends;
    platform::Pending m_fetching;
    items::LatestAnswer<Result<QString>> m_writing;
    QString m_path;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    QLabel *m_none;
    QWidget *m_rows;
    Row m_authority{};
    Row m_end{};
    Row m_list{};
    QPushButton *m_saveCertificate;
    QPushButton *m_saveReminders;
    Banner *m_news;
    Banner *m_failure;
};

}
