// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/imageoutcome.h"

#include <QByteArray>

#include <expected>

namespace sekimori {

struct DecodedImage {
    QByteArray mediaType; ///< image/png, or image/jpeg for what came as such or would be too large otherwise
    int width = 0; ///< pixels; widestImage at most
    int height = 0;
    QByteArray bytes;
};

/// Decodes @p file and encodes its pixels anew, upright, in sRGB, with nothing else that stood in it. Of a moving
/// picture the first image remains.
std::expected<DecodedImage, ImageOutcome> decodedAnew(const QByteArray &file, const QByteArray &mediaType);

}
