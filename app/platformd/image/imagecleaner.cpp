// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/imagecleaner.h"

#include "image/imageoutcome.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QProcess>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message ImageTypeUnknown{"image.typeUnknown",
    QT_TRANSLATE_NOOP("Messages",
        "The picture has to be sent as image/gif, image/jpeg, image/png, image/bmp or image/webp, and not as “%1”.")};
constexpr Message ImageTooLarge{"image.tooLarge",
    QT_TRANSLATE_NOOP("Messages", "The picture has more than %1 MB. Make it smaller, or save it as JPEG.")};
constexpr Message ImageNotAsClaimed{"image.notAsClaimed",
    QT_TRANSLATE_NOOP(
        "Messages", "The file is not the kind of picture that it claims to be, %1. Save it anew as such.")};
constexpr Message ImageTooManyPixels{"image.tooManyPixels",
    QT_TRANSLATE_NOOP("Messages", "The picture has more than %1 million pixels. Make it smaller.")};
constexpr Message ImageUnreadable{"image.unreadable",
    QT_TRANSLATE_NOOP(
        "Messages", "The picture cannot be read to its end; the file is broken. Open it and save it anew.")};
constexpr Message ImagesBusy{
    "image.busy", QT_TRANSLATE_NOOP("Messages", "Other pictures are being read just now. Try again in a moment.")};
constexpr Message ImageProgramFailed{"image.programFailed",
    QT_TRANSLATE_NOOP("Messages",
        "The platform's program for pictures does not start. Its operator finds the reason in the service's log.")};
}

namespace {

Q_LOGGING_CATEGORY(logImages, "sekimori.images")

constexpr std::array takenTypes{QByteArrayView("image/gif"), QByteArrayView("image/jpeg"), QByteArrayView("image/png"),
    QByteArrayView("image/bmp"), QByteArrayView("image/webp")};

Error failure(ImageOutcome outcome, const QByteArray &mediaType)
{
    switch (outcome) {
    case ImageOutcome::NotAsClaimed:
        return {ErrorKind::Invalid, messages::ImageNotAsClaimed, {QString::fromLatin1(mediaType)}};
    case ImageOutcome::TooManyPixels:
        return {ErrorKind::TooLarge, messages::ImageTooManyPixels, {QString::number(mostImagePixels / 1'000'000)}};
    case ImageOutcome::TooLarge:
        return {ErrorKind::TooLarge, messages::ImageTooLarge, {QString::number(largestImage / (1024 * 1024))}};
    default:
        return {ErrorKind::Invalid, messages::ImageUnreadable};
    }
}

/// What the program wrote. It has read a hostile file, so not even its own line is taken on trust.
std::optional<CleanImage> readAnswer(const QByteArray &answer)
{
    const qsizetype end = answer.indexOf('\n');
    if (end < 0 || end > 64)
        return std::nullopt;
    const QByteArrayList words = answer.first(end).split(' ');
    if (words.size() != 3 || (words[0] != "image/png" && words[0] != "image/jpeg"))
        return std::nullopt;
    CleanImage image{
        .mediaType = words[0], .width = words[1].toInt(), .height = words[2].toInt(), .bytes = answer.sliced(end + 1)};
    const bool isPlausible = image.width > 0 && image.width <= widestImage && image.height > 0
        && qint64(image.width) * image.height <= mostImagePixels && !image.bytes.isEmpty()
        && image.bytes.size() <= largestImage;
    return isPlausible ? std::optional(std::move(image)) : std::nullopt;
}

/// Nothing of the service's goes along: no file, no signal handler, no variable with a secret in it.
void shutIn(QProcess &process)
{
    QProcessEnvironment environment;
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    process.setProcessEnvironment(environment);
#ifdef Q_OS_UNIX
    process.setUnixProcessParameters(
        QProcess::UnixProcessFlag::CloseFileDescriptors | QProcess::UnixProcessFlag::ResetSignalHandlers);
#endif
    process.setStandardErrorFile(QProcess::nullDevice());
}

}

QString ImageCleaner::standardProgram()
{
    return QCoreApplication::applicationDirPath() + u"/sekimorid-image"_s;
}

Result<CleanImage> ImageCleaner::clean(const QByteArray &file, const QByteArray &mediaType)
{
    if (!std::ranges::contains(takenTypes, QByteArrayView(mediaType))) {
        const QString shown = QString::fromLatin1(mediaType.left(80));
        return std::unexpected(Error{ErrorKind::Invalid, messages::ImageTypeUnknown, {shown}});
    }
    if (file.size() > largestImage)
        return std::unexpected(failure(ImageOutcome::TooLarge, mediaType));
    if (!m_places.try_acquire())
        return std::unexpected(Error{ErrorKind::Unavailable, messages::ImagesBusy});
    auto image = cleanedInProcess(file, mediaType);
    m_places.release();
    return image;
}

Error ImageCleaner::notStarted(const QString &why) const
{
    qCWarning(logImages).noquote() << m_options.program << "does not start:" << why;
    return {ErrorKind::Unavailable, messages::ImageProgramFailed};
}

Result<CleanImage> ImageCleaner::cleanedInProcess(const QByteArray &file, const QByteArray &mediaType) const
{
    // With all files closed for it, a child cannot tell why it did not start.
    if (!QFileInfo(m_options.program).isExecutable())
        return std::unexpected(notStarted(u"there is no such program"_s));
    QProcess process;
    shutIn(process);
    process.start(m_options.program, {QString::fromLatin1(mediaType)});
    if (!process.waitForStarted(int(m_options.longest.count())))
        return std::unexpected(notStarted(process.errorString()));
    process.write(file);
    process.closeWriteChannel();
    if (!process.waitForFinished(int(m_options.longest.count()))) {
        process.kill();
        process.waitForFinished(-1);
        return std::unexpected(failure(ImageOutcome::Unreadable, mediaType));
    }
    if (process.exitStatus() != QProcess::NormalExit)
        return std::unexpected(failure(ImageOutcome::Unreadable, mediaType));
    const auto outcome = ImageOutcome(process.exitCode());
    if (outcome != ImageOutcome::Clean)
        return std::unexpected(failure(outcome, mediaType));
    auto image = readAnswer(process.readAllStandardOutput());
    if (!image)
        return std::unexpected(failure(ImageOutcome::Unreadable, mediaType));
    return *std::move(image);
}

}
