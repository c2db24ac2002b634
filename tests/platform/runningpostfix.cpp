// SPDX-License-Identifier: GPL-3.0-or-later
#include "runningpostfix.h"

#include "quietport.h"

#include <QDir>
#include <QProcess>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sekimori::test {
namespace {

constexpr uint mailboxOwner = 65534; // nobody

/// %1: the folder, %2: the certificate, %3: its key. The owner of the queue and the group of the queue's tools have to
/// be two that nobody else uses; these exist everywhere.
constexpr auto mainConfiguration = R"(compatibility_level = 3.9
queue_directory = %1/queue
data_directory = %1/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = daemon
setgid_group = mail
maillog_file = %1/log
maillog_file_prefixes = %1
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = postfix.test
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
virtual_mailbox_domains = example.test
virtual_mailbox_maps = inline:{ops@example.test=box/}
virtual_mailbox_base = %1/mail
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_recipient_restrictions = reject_unlisted_recipient, reject_unauth_destination
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = %2
smtpd_tls_key_file = %3
)"_L1;

/// %1: the port.
constexpr auto services = R"(127.0.0.1:%1 inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
)"_L1;

bool write(const QString &path, const QString &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) > 0;
}

}

bool RunningPostfix::canRun()
{
    return ::geteuid() == 0 && QFile::exists(u"/usr/sbin/postfix"_s);
}

RunningPostfix::~RunningPostfix()
{
    if (m_isRunning)
        run(u"stop"_s);
}

bool RunningPostfix::run(const QString &command) const
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(u"/usr/sbin/postfix"_s, {u"-c"_s, path(u"etc"_s), command});
    constexpr int patience = 60'000;
    return process.waitForFinished(patience) && process.exitCode() == 0;
}

bool RunningPostfix::writeConfiguration(const QString &certificateFile, const QString &keyFile) const
{
    const QDir folder(m_folder.path());
    for (const QString &name : {u"etc"_s, u"queue"_s, u"data"_s, u"mail"_s}) {
        if (!folder.mkdir(name))
            return false;
    }
    constexpr uint daemonUser = 1;
    const auto everybody = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::ExeOther;
    const bool isOwned = QFile::setPermissions(m_folder.path(), everybody)
        && ::chown(QFile::encodeName(path(u"data"_s)).constData(), daemonUser, uid_t(-1)) == 0
        && ::chown(QFile::encodeName(path(u"mail"_s)).constData(), mailboxOwner, uid_t(-1)) == 0;
    return isOwned
        && write(path(u"etc/main.cf"_s), QString(mainConfiguration).arg(m_folder.path(), certificateFile, keyFile))
        && write(path(u"etc/master.cf"_s), QString(services).arg(m_port));
}

bool RunningPostfix::start(const QString &certificateFile, const QString &keyFile)
{
    m_port = quietPort();
    m_isRunning = m_port != 0 && writeConfiguration(certificateFile, keyFile) && run(u"start"_s);
    return m_isRunning;
}

QStringList RunningPostfix::mails() const
{
    QStringList files;
    for (const QFileInfo &file : QDir(path(u"mail/box/new"_s)).entryInfoList(QDir::Files, QDir::Name))
        files.append(file.filePath());
    return files;
}

QByteArray RunningPostfix::log() const
{
    QFile file(path(u"log"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}
