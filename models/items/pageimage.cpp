// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/pageimage.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::items {

namespace messages {
constexpr Message ImageUnreadable{
    "image.unreadable", QT_TRANSLATE_NOOP("Messages", "The file “%1” could not be read: %2.")};
constexpr Message ImageTooLarge{"image.tooLarge",
    QT_TRANSLATE_NOOP(
        "Messages", "The image has %1, and at most %2 are taken. Save it smaller or with another quality.")};
constexpr Message ImageUnknown{"image.unknown",
    QT_TRANSLATE_NOOP("Messages", "This is no image in one of the formats GIF, JPEG, PNG, BMP and WebP.")};
constexpr Message ImageTooManyPixels{"image.tooManyPixels",
    QT_TRANSLATE_NOOP(
        "Messages", "The image says that it is %1 × %2 pixels large. More than 40 million are not opened.")};
constexpr Message ImageBroken{
    "image.broken", QT_TRANSLATE_NOOP("Messages", "The image is damaged and could not be opened: %1.")};
}

namespace {

struct Format {
    QByteArrayView name; ///< as Qt calls it
    QByteArrayView mediaType;
};

std::optional<Format> formatOf(const QByteArray &file)
{
    if (file.startsWith("GIF87a") || file.startsWith("GIF89a"))
        return Format{"gif", "image/gif"};
    if (file.startsWith("\xff\xd8\xff"))
        return Format{"jpeg", "image/jpeg"};
    if (file.startsWith("\x89PNG\r\n\x1a\n"))
        return Format{"png", "image/png"};
    if (file.startsWith("RIFF") && file.mid(8, 4) == "WEBP")
        return Format{"webp", "image/webp"};
    if (file.startsWith("BM"))
        return Format{"bmp", "image/bmp"};
    return std::nullopt;
}

std::unexpected<Error> refused(const Message &message, const QStringList &arguments = {})
{
    return std::unexpected(Error{ErrorKind::Invalid, message, arguments, u"loginPage.image"_s});
}

std::unexpected<Error> tooLarge(qint64 bytes)
{
    const QLocale locale;
    return refused(
        messages::ImageTooLarge, {locale.formattedDataSize(bytes), locale.formattedDataSize(mostImageBytes)});
}

QByteArray encoded(const QImage &picture, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, format, quality);
    return bytes;
}

/// Photographs stay photographs; everything else keeps its sharp edges and what is transparent in it, where it fits.
platform::Content encodedAnew(const QImage &picture, const QByteArray &formerType)
{
    constexpr int photograph = 90;
    const bool isPhotograph = formerType == "image/jpeg" || formerType == "image/webp";
    if (picture.hasAlphaChannel() || !isPhotograph) {
        const QByteArray png = encoded(picture, "png", -1);
        if (png.size() <= mostImageBytes || picture.hasAlphaChannel())
            return {"image/png", png};
    }
    return {"image/jpeg", encoded(picture, "jpeg", photograph)};
}

}

Result<OpenedImage> openImage(const QByteArray &file)
{
    if (file.size() > mostImageBytes)
        return tooLarge(file.size());
    const auto format = formatOf(file);
    if (!format)
        return refused(messages::ImageUnknown);
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format->name.toByteArray());
    reader.setDecideFormatFromContent(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty())
        return refused(messages::ImageBroken, {reader.errorString()});
    if (qint64(size.width()) * size.height() > mostImagePixels)
        return refused(messages::ImageTooManyPixels, {QString::number(size.width()), QString::number(size.height())});
    const bool isTurned = reader.transformation() != QImageIOHandler::TransformationNone;
    const QImage picture = reader.read();
    if (picture.isNull())
        return refused(messages::ImageBroken, {reader.errorString()});
    return OpenedImage{picture, {format->mediaType.toByteArray(), file}, !isTurned};
}

Result<OpenedImage> openImageFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refused(messages::ImageUnreadable, {path, file.errorString()});
    // What is too large is not read to its end.
    const QByteArray bytes = file.read(mostImageBytes + 1);
    if (file.error() != QFile::NoError)
        return refused(messages::ImageUnreadable, {path, file.errorString()});
    return bytes.size() > mostImageBytes ? tooLarge(std::max<qint64>(file.size(), bytes.size())) : openImage(bytes);
}

Result<OpenedImage> openPicture(const QImage &picture)
{
    if (picture.isNull())
        return refused(messages::ImageUnknown);
    if (qint64(picture.width()) * picture.height() > mostImagePixels)
        return refused(
            messages::ImageTooManyPixels, {QString::number(picture.width()), QString::number(picture.height())});
    return OpenedImage{picture, {"image/png", {}}, false};
}

Result<platform::Content> contentOf(const OpenedImage &image, const QRect &part)
{
    const QRect whole = image.picture.rect();
    const QRect wanted = part.isValid() ? part & whole : whole;
    if (wanted == whole && image.isAsFiled && whole.width() <= widestImage)
        return image.file;
    QImage picture = image.picture.copy(wanted);
    if (picture.width() > widestImage)
        picture = picture.scaledToWidth(widestImage, Qt::SmoothTransformation);
    const platform::Content content = encodedAnew(picture, image.file.mediaType);
    if (content.bytes.size() > mostImageBytes)
        return tooLarge(content.bytes.size());
    return content;
}

}
