// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagedecoding.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImage>
#include <QImageReader>
#include <QImageWriter>

#include <array>
#include <cstring>

namespace sekimori {
namespace {

constexpr int decodingMebibytes = 256;
constexpr int jpegQuality = 90;

struct Kind {
    QByteArrayView mediaType;
    const char *decoder; ///< Qt's name of it
    QByteArrayView beginning;
    QByteArrayView further; ///< after four bytes of length
};

constexpr std::array kinds{
    Kind{"image/png", "png", "\x89PNG\r\n\x1a\n", {}},
    Kind{"image/jpeg", "jpeg", "\xff\xd8\xff", {}},
    Kind{"image/gif", "gif", "GIF87a", {}},
    Kind{"image/gif", "gif", "GIF89a", {}},
    Kind{"image/bmp", "bmp", "BM", {}},
    Kind{"image/webp", "webp", "RIFF", "WEBP"},
};

bool isOf(const Kind &kind, QByteArrayView file)
{
    if (!file.startsWith(kind.beginning))
        return false;
    return kind.further.isEmpty() || (file.size() > 12 && file.sliced(8).startsWith(kind.further));
}

/// The decoder is chosen here by the first bytes: Qt would ask each of its own, for kinds that nobody sends, too.
std::expected<const char *, ImageOutcome> decoderFor(QByteArrayView file, QByteArrayView mediaType)
{
    bool isTaken = false;
    for (const Kind &kind : kinds) {
        isTaken |= kind.mediaType == mediaType;
        if (kind.mediaType == mediaType && isOf(kind, file))
            return kind.decoder;
    }
    return std::unexpected(isTaken ? ImageOutcome::NotAsClaimed : ImageOutcome::UsedWrongly);
}

std::expected<QImage, ImageOutcome> decoded(const QByteArray &file, const char *decoder)
{
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    QImageReader::setAllocationLimit(decodingMebibytes);
    QImageReader reader(&buffer, decoder);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size(); // from the file's head, before a pixel is decoded
    if (!size.isValid() || size.isEmpty())
        return std::unexpected(ImageOutcome::Unreadable);
    if (qint64(size.width()) * size.height() > mostImagePixels)
        return std::unexpected(ImageOutcome::TooManyPixels);
    QImage image;
    if (!reader.read(&image))
        return std::unexpected(ImageOutcome::Unreadable);
    return image;
}

/// The pixels alone: texts, colour profiles and offsets of the file stay behind.
QImage bare(QImage image)
{
    if (image.width() > widestImage)
        image = image.scaledToWidth(widestImage, Qt::SmoothTransformation);
    if (image.colorSpace().isValid())
        image.convertToColorSpace(QColorSpace::SRgb);
    image.convertTo(image.hasAlphaChannel() ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    QImage fresh(image.size(), image.format());
    for (int line = 0; line < image.height() && !fresh.isNull(); ++line)
        std::memcpy(fresh.scanLine(line), image.constScanLine(line), std::size_t(image.bytesPerLine()));
    return fresh;
}

QByteArray encoded(const QImage &image, const char *encoder, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, encoder);
    writer.setQuality(quality);
    return writer.write(image) ? bytes : QByteArray();
}

}

std::expected<DecodedImage, ImageOutcome> decodedAnew(const QByteArray &file, const QByteArray &mediaType)
{
    const auto decoder = decoderFor(file, mediaType);
    if (!decoder)
        return std::unexpected(decoder.error());
    const auto image = decoded(file, *decoder).transform(bare);
    if (!image)
        return std::unexpected(image.error());
    if (image->isNull())
        return std::unexpected(ImageOutcome::Unreadable);
    DecodedImage answer{.mediaType = {}, .width = image->width(), .height = image->height(), .bytes = {}};
    const bool staysLossless = mediaType != "image/jpeg" || image->hasAlphaChannel();
    if (staysLossless) {
        answer.mediaType = "image/png";
        answer.bytes = encoded(*image, "png", -1);
    }
    if (!image->hasAlphaChannel() && (!staysLossless || answer.bytes.size() > largestImage)) {
        answer.mediaType = "image/jpeg";
        answer.bytes = encoded(*image, "jpeg", jpegQuality);
    }
    if (answer.bytes.isEmpty())
        return std::unexpected(ImageOutcome::Unreadable);
    if (answer.bytes.size() > largestImage)
        return std::unexpected(ImageOutcome::TooLarge);
    return answer;
}

}
