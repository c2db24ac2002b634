// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagedecoding.h"
#include "processlimits.h"

#include <QCoreApplication>
#include <QFile>
#include <QImageReader>

/// sekimorid-image TYPE: reads a picture from standard input and writes it, decoded and encoded anew, to standard
/// output. For sekimorid alone.
int main(int argc, char *argv[])
{
    using namespace sekimori;
    // For the folder of Qt's decoders, which are found before the limits hold.
    const QCoreApplication application(argc, argv);
    (void)QImageReader::supportedImageFormats();
    if (argc != 2 || !limitThisProcess())
        return int(ImageOutcome::UsedWrongly);
    QFile in;
    QFile out;
    if (!in.open(stdin, QIODevice::ReadOnly) || !out.open(stdout, QIODevice::WriteOnly))
        return int(ImageOutcome::UsedWrongly);
    const auto image = decodedAnew(in.read(largestImage), argv[1]);
    if (!image)
        return int(image.error());
    out.write(image->mediaType + ' ' + QByteArray::number(image->width) + ' ' + QByteArray::number(image->height) + '\n'
        + image->bytes);
    return out.flush() ? int(ImageOutcome::Clean) : int(ImageOutcome::Unreadable);
}
