// SPDX-License-Identifier: GPL-3.0-or-later
#include "filetakeover.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <kdsingleapplication.h>

using namespace Qt::StringLiterals;

namespace sekimori::console {
namespace {

constexpr int patience = 3000; // milliseconds; a console that does not answer is not waited for any longer
constexpr auto filesKey = "files"_L1;
/// By which the desktop lets the window of another process come to the front.
constexpr auto activationKey = "activation"_L1;
constexpr const char *activationVariable = "XDG_ACTIVATION_TOKEN";

}

FileTakeover::FileTakeover(const QString &name)
    : m_application(std::make_unique<KDSingleApplication>(name))
{
    connect(m_application.get(), &KDSingleApplication::messageReceived, this, &FileTakeover::take);
}

FileTakeover::~FileTakeover() = default;

bool FileTakeover::handOver(const QStringList &files)
{
    if (files.isEmpty() || m_application->isPrimaryInstance())
        return false;
    const QJsonObject message{
        {filesKey, QJsonArray::fromStringList(files)}, {activationKey, qEnvironmentVariable(activationVariable)}};
    return m_application->sendMessageWithTimeout(QJsonDocument(message).toJson(QJsonDocument::Compact), patience);
}

void FileTakeover::take(const QByteArray &message)
{
    const QJsonObject brought = QJsonDocument::fromJson(message).object();
    QStringList files;
    for (const QJsonValue each : brought.value(filesKey).toArray()) {
        if (QFileInfo(each.toString()).isAbsolute())
            files += each.toString();
    }
    const QString activation = brought.value(activationKey).toString();
    if (!activation.isEmpty())
        qputenv(activationVariable, activation.toUtf8());
    if (!files.isEmpty())
        emit filesBrought(files);
}

QString takeoverName(const QString &settingsFolder)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const QStringList parts{QDir::cleanPath(settingsFolder), qEnvironmentVariable("WAYLAND_DISPLAY"),
        qEnvironmentVariable("DISPLAY"), qEnvironmentVariable("XDG_SESSION_ID")};
    for (const QString &part : parts) {
        hash.addData(part.toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    }
    return u"sekimori-"_s + QString::fromLatin1(hash.result().first(12).toHex());
}

}
