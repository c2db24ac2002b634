// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QByteArray>

#include <chrono>
#include <semaphore>

namespace sekimori::platformd {

/// A picture that was decoded and encoded anew: what its file says beside the pixels is gone, and so is what could
/// trick those who read it.
struct CleanImage {
    QByteArray mediaType; ///< image/png or image/jpeg
    int width = 0; ///< pixels
    int height = 0;
    QByteArray bytes;
};

namespace messages {
extern const Message ImageTypeUnknown;
extern const Message ImageTooLarge;
extern const Message ImageNotAsClaimed;
extern const Message ImageTooManyPixels;
extern const Message ImageUnreadable;
extern const Message ImagesBusy;
extern const Message ImageProgramFailed;
}

/// Has files that people send decoded and encoded anew, each in a process of its own with bounds on memory and time, so
/// that a file that breaks a decoder breaks nothing else. Safe to use from many threads.
class ImageCleaner {
public:
    static constexpr int mostAtOnce = 2;

    struct Options {
        QString program; ///< sekimorid-image
        std::chrono::milliseconds longest{15'000}; ///< for one file; then it counts as unreadable
    };

    explicit ImageCleaner(Options options)
        : m_options(std::move(options))
    {
    }

    /// Beside the program that runs.
    static QString standardProgram();

    /// @p mediaType is what the sender calls @p file: image/gif, jpeg, png, bmp or webp.
    Result<CleanImage> clean(const QByteArray &file, const QByteArray &mediaType);

private:
    Error notStarted(const QString &why) const;
    Result<CleanImage> cleanedInProcess(const QByteArray &file, const QByteArray &mediaType) const;

    const Options m_options;
    std::counting_semaphore<mostAtOnce> m_places{mostAtOnce};
};

}
