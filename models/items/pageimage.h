// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "platform/apirequest.h"

#include <QImage>

/// Images for a tenant's pages, from a file that somebody brings to what is sent to the platform. All of it takes its
/// time and is made for a worker thread.
namespace sekimori::items {

inline constexpr qint64 mostImageBytes = 5LL * 1024 * 1024;
inline constexpr qint64 mostImagePixels = 40'000'000;
inline constexpr int widestImage = 2048;

/// An image that was looked at and read.
struct OpenedImage {
    QImage picture; ///< upright
    platform::Content file; ///< as it was brought
    bool isAsFiled = true; ///< false: it was turned upright
};

/// Reads @p file for what its bytes are, whatever it is called. Nothing is decoded before its format, its length and
/// its number of pixels are known to be within bounds.
Result<OpenedImage> openImage(const QByteArray &file);
Result<OpenedImage> openImageFile(const QString &path);
/// Of pixels that never were a file, such as a screenshot from the clipboard.
Result<OpenedImage> openPicture(const QImage &picture);

/// @p part of the image as it is to be sent: the very file where nothing has to be done, or else encoded anew, scaled
/// down to widestImage with its aspect kept.
Result<platform::Content> contentOf(const OpenedImage &image, const QRect &part);

namespace messages {
extern const Message ImageUnreadable;
extern const Message ImageTooLarge;
extern const Message ImageUnknown;
extern const Message ImageTooManyPixels;
extern const Message ImageBroken;
}

}
