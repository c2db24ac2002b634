// SPDX-License-Identifier: GPL-3.0-or-later
#include "runningnginx.h"

#include "quietport.h"

#include <QFile>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sekimori::test {
namespace {

constexpr int patience = 30'000; // milliseconds
constexpr int portsTried = 5;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size();
}

bool isAnswering(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return socket.waitForConnected(1'000);
}

}

RunningNginx::RunningNginx(const RunningService &service)
    : m_service(service)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
}

RunningNginx::~RunningNginx()
{
    if (m_process.state() != QProcess::Running)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(patience))
        m_process.kill();
    m_process.waitForFinished(patience);
}

bool RunningNginx::start()
{
    // Somebody else may have taken the port meanwhile; then nginx ends at once.
    for (int tried = 0; tried < portsTried; ++tried) {
        m_port = quietPort();
        m_applicationPort = quietPort();
        if (!writeFiles())
            return false;
        m_process.start(u"/usr/sbin/nginx"_s,
            {u"-p"_s, m_folder.path(), u"-c"_s, m_folder.filePath(u"nginx.conf"_s), u"-e"_s, u"stderr"_s});
        const bool isUp = m_process.waitForStarted(patience)
            && QTest::qWaitFor(
                [this] {
                    return m_process.state() != QProcess::Running
                        || (isAnswering(m_port) && isAnswering(m_applicationPort));
                },
                patience)
            && m_process.state() == QProcess::Running;
        if (isUp)
            return true;
        qWarning() << "nginx did not start:" << log();
    }
    return false;
}

bool RunningNginx::writeFiles()
{
    const QByteArray chain = contentOf(m_service.folder() + u"/server.pem"_s);
    const QByteArray folder = m_folder.path().toUtf8();
    const QByteArray main = "daemon off;\nmaster_process off;\npid " + folder + "/nginx.pid;\nevents { }\nhttp {\n"
        + "    access_log off;\n    client_body_temp_path " + folder + "/body;\n    proxy_temp_path " + folder
        + "/proxy;\n    fastcgi_temp_path " + folder + "/fastcgi;\n    uwsgi_temp_path " + folder
        + "/uwsgi;\n    scgi_temp_path " + folder + "/scgi;\n    include " + folder + "/sekimori.conf;\n"
        + application() + "}\n";
    // The authority alone: the server's own certificate stands before it.
    return write(m_folder.filePath(u"authority.pem"_s), chain.sliced(chain.lastIndexOf("-----BEGIN")))
        && write(m_folder.filePath(u"sekimori.conf"_s), example()) && write(m_folder.filePath(u"nginx.conf"_s), main);
}

QByteArray RunningNginx::example() const
{
    const QByteArray certificates = m_service.folder().toUtf8();
    const QList<std::pair<QByteArray, QByteArray>> places{
        {"/etc/ssl/acme.platform.example/fullchain.pem", certificates + "/server.pem"},
        {"/etc/ssl/acme.platform.example/privkey.pem", certificates + "/server-key.pem"},
        {"/etc/ssl/acme.platform.example/authority.pem", m_folder.filePath(u"authority.pem"_s).toUtf8()},
        {"listen 443 ssl", "listen 127.0.0.1:" + QByteArray::number(m_port) + " ssl"},
        {"server 127.0.0.1:8443", "server 127.0.0.1:" + QByteArray::number(m_service.port())},
        {"server 127.0.0.1:8080", "server 127.0.0.1:" + QByteArray::number(m_applicationPort)},
        {"acme.platform.example", "alpha.example.test"},
    };
    QByteArray text = contentOf(QStringLiteral(NGINX_EXAMPLE));
    for (const auto &[from, to] : places) {
        if (!text.contains(from))
            qFatal("The example says nowhere “%s”.", from.constData());
        text.replace(from, to);
    }
    return text;
}

QByteArray RunningNginx::application() const
{
    return "    server {\n        listen 127.0.0.1:" + QByteArray::number(m_applicationPort)
        + ";\n        default_type text/html;\n        return 200 \"<!DOCTYPE html><title>The application</title>"
          "<h1>The application</h1><pre>path=$request_uri method=$request_method user=$http_sekimori_user "
          "name=$http_sekimori_display_name role=$http_sekimori_role tenant=$http_sekimori_tenant "
          "authorization=[$http_authorization] cookie=[$http_cookie] for=$http_x_forwarded_for</pre>\";\n    }\n";
}

}
