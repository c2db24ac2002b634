// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/tone.h"
#include "error/error.h"
#include "items/latestanswer.h"
#include "platform/certificatesclient.h"

#include <QSet>
#include <QWidget>

class QLabel;
class QPushButton;

namespace sekimori::widgets {

class Asker;
class Banner;

/// Fetches the files of some certificates and puts them on the disk as one ZIP, whole or not at all. The platform hands
/// each out once only; so the disk is tried first, and what came is kept until it is written.
class CertificateFilesPanel : public QWidget {
    Q_OBJECT

public:
    CertificateFilesPanel(Asker &asker, const platform::CertificatesClient &client, QWidget *parent = nullptr);

    /// @p fileName is proposed.
    void setFiles(const QStringList &serials, const QString &fileName);
    bool isBusy() const { return m_isBusy; }
    /// Whether something came that is not on the disk yet.
    bool hasUnwritten() const { return !m_zip.isEmpty(); }

signals:
    void busyChanged();
    void handedOut(); ///< the platform has the files no longer

private:
    void askWhere();
    void probe(const QString &path);
    void fetch(const Result<QString> &path);
    void take(const platform::Answer<QByteArray> &zip);
    void write();
    void takeWritten(const Result<QString> &path);
    void setBusy(bool isBusy);
    void showButton();
    bool isDone() const { return m_serials.isEmpty() && !m_handedOut.isEmpty() && !hasUnwritten(); }

    Asker &m_asker;
    const platform::CertificatesClient &m_client;
    platform::Pending m_fetching;
    items::LatestAnswer<Result<QString>> m_probing;
    items::LatestAnswer<Result<QString>> m_writing;
    QStringList m_serials; ///< that are still to be fetched
    QSet<QString> m_handedOut; ///< the others
    QString m_fileName;
    QString m_path;
    QByteArray m_zip;
    qsizetype m_inZip = 0; ///< files, in the newest one
    bool m_isBusy = false;
    QLabel *m_explanation;
    QPushButton *m_save;
    Banner *m_news;
};

}
