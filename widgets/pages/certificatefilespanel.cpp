// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/certificatefilespanel.h"

#include "controls/asker.h"
#include "controls/banner.h"
#include "controls/themeicon.h"
#include "error/messages.h"
#include "pages/wholefile.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

CertificateFilesPanel::CertificateFilesPanel(Asker &asker, const platform::CertificatesClient &client, QWidget *parent)
    : QWidget(parent)
    , m_asker(asker)
    , m_client(client)
    , m_probing([this](const Result<QString> &path) { fetch(path); })
    , m_writing([this](const Result<QString> &path) { takeWritten(path); })
    , m_explanation(explanationLabel(
          tr("One ZIP with a ZIP for each person, in which the certificate’s file, its password and how to install it "
             "stand together: keep it where only you get at it. The platform hands each file out once and then forgets "
             "it; after that, another certificate has to be issued."),
          this))
    , m_save(new QPushButton(themeIcon(u"document-save"_s), {}, this))
    , m_news(new Banner(this))
{
    m_save->setObjectName("saveFiles"_L1);
    m_news->setObjectName("filesNews"_L1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_explanation);
    layout->addWidget(m_news);
    layout->addWidget(m_save, 0, Qt::AlignLeft);
    connect(m_save, &QPushButton::clicked, this, &CertificateFilesPanel::askWhere);
    showButton();
}

void CertificateFilesPanel::setFiles(const QStringList &serials, const QString &fileName)
{
    m_serials = serials;
    m_serials.removeIf([this](const QString &serial) { return m_handedOut.contains(serial); });
    m_fileName = fileName;
    showButton();
}

void CertificateFilesPanel::askWhere()
{
    m_asker.askForFileToWrite(this,
        {.title = tr("Save certificates"), .suggestedName = m_fileName, .filters = {tr("ZIP archives (*.zip)")}},
        [this](const QString &path) {
            setBusy(true);
            m_path = path;
            if (hasUnwritten())
                write();
            else
                probe(path);
        });
}

void CertificateFilesPanel::probe(const QString &path)
{
    m_probing.ask([path] { return canWriteWholeFile(path).transform([path] { return path; }); });
}

void CertificateFilesPanel::fetch(const Result<QString> &path)
{
    if (!path) {
        m_news->tell(Tone::Error, renderMessage(path.error()));
        return setBusy(false);
    }
    m_fetching = m_client.files(m_serials, [this](const auto &zip) { take(zip); });
}

void CertificateFilesPanel::take(const platform::Answer<QByteArray> &zip)
{
    m_fetching = {};
    if (zip) {
        m_zip = *zip;
        m_inZip = m_serials.size();
        for (const QString &serial : std::as_const(m_serials))
            m_handedOut.insert(serial);
        m_serials.clear();
        emit handedOut();
        return write();
    }
    const QString open = zip.error().leavesOutcomeOpen()
        ? u' ' + tr("If the platform handed the files out all the same, other certificates have to be issued.")
        : QString();
    m_news->tell(Tone::Error, platform::toText(zip.error()) + open);
    setBusy(false);
}

void CertificateFilesPanel::write()
{
    m_writing.ask([path = m_path, zip = m_zip] {
        return writeWholeFile(path, zip, FileReaders::OwnerOnly).transform([path] { return path; });
    });
}

void CertificateFilesPanel::takeWritten(const Result<QString> &path)
{
    if (path) {
        m_zip.clear();
        m_news->tell(Tone::Good, tr("%Ln files were written to “%1”.", nullptr, int(m_inZip)).arg(*path));
    } else {
        m_news->tell(Tone::Error,
            tr("%1 The files are still here: save them somewhere else before you close this.", "what went wrong")
                .arg(renderMessage(path.error())));
    }
    setBusy(false);
}

void CertificateFilesPanel::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    if (isBusy)
        m_news->tell(Tone::Hint, tr("The files are fetched and written…"));
    showButton();
    emit busyChanged();
}

void CertificateFilesPanel::showButton()
{
    const qsizetype count = isDone() ? m_inZip : m_serials.size();
    m_save->setText(hasUnwritten() ? tr("&Save elsewhere…") : tr("&Save %Ln files…", nullptr, int(count)));
    const bool areTooMany = m_serials.size() > m_client.mostFiles;
    m_save->setEnabled(!m_isBusy && !isDone() && !areTooMany);
    m_save->setToolTip(m_isBusy ? tr("The files are on their way")
            : isDone()          ? tr("The files were saved; the platform does not have them any more")
            : areTooMany
            ? tr("At most %Ln files can be saved at once. Select fewer people.", nullptr, m_client.mostFiles)
            : QString());
}

}
