// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailreceiver.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sekimori::test {
namespace {

constexpr int patience = 120'000;

}

MailReceiver::~MailReceiver()
{
    stop();
}

bool MailReceiver::start(const QStringList &arguments)
{
    m_unread.clear();
    m_told.clear();
    m_taken = 0;
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(u"python3"_s, QStringList{u"-B"_s, QStringLiteral(MAIL_RECEIVER)} + arguments);
    m_port = quint16(next()["port"_L1].toInt());
    return m_port != 0;
}

void MailReceiver::stop()
{
    m_process.kill();
    m_process.waitForFinished(patience);
}

QList<QJsonObject> MailReceiver::told()
{
    m_process.waitForReadyRead(0);
    m_unread += m_process.readAllStandardOutput();
    for (qsizetype end = m_unread.indexOf('\n'); end >= 0; end = m_unread.indexOf('\n')) {
        m_told.append(QJsonDocument::fromJson(m_unread.first(end)).object());
        m_unread.remove(0, end + 1);
    }
    return m_told;
}

QJsonObject MailReceiver::next()
{
    while (told().size() <= m_taken) {
        if (!m_process.waitForReadyRead(patience))
            return {};
    }
    return m_told[m_taken++];
}

}
