// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagedecoding.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>
#include <QImageWriter>
#include <QTest>
#include <QtEndian>

using namespace sekimori;
using namespace Qt::StringLiterals;

class TestImageDecoding : public QObject {
    Q_OBJECT

private slots:
    void encodesAnew_data();
    void encodesAnew();
    void takesEachFileForWhatItIs_data();
    void takesEachFileForWhatItIs();
    void scalesDownWhatIsTooWide();
    void keepsWhatIsTransparent();
    void leavesBehindWhatTheFileSaysBesideThePixels();
    void decodesNothingThatClaimsTooManyPixels();
    void refusesWhatIsCutOff_data();
    void refusesWhatIsCutOff();
};

namespace {

QImage picture(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb(x % 256, y % 256, (x + y) % 256));
    }
    return image;
}

QByteArray fileOf(const QImage &image, const char *format)
{
    QByteArray file;
    QBuffer buffer(&file);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(95);
    return writer.write(image) ? file : QByteArray();
}

/// As a PNG's chunks carry it.
quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

/// The smallest one, 2 by 1 pixels; Qt reads the kind and does not write it.
QByteArray gif()
{
    return QByteArray::fromHex("47494638396102000100800000ff0000ffffff2c00000000020001000002024c0a003b");
}

}

void TestImageDecoding::encodesAnew_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("claimed");
    QTest::addColumn<QByteArray>("made");
    QTest::newRow("png") << fileOf(picture(300, 200), "png") << QByteArray("image/png") << QByteArray("image/png");
    QTest::newRow("jpeg") << fileOf(picture(300, 200), "jpeg") << QByteArray("image/jpeg") << QByteArray("image/jpeg");
    QTest::newRow("bmp") << fileOf(picture(300, 200), "bmp") << QByteArray("image/bmp") << QByteArray("image/png");
    QTest::newRow("webp") << fileOf(picture(300, 200), "webp") << QByteArray("image/webp") << QByteArray("image/png");
    QTest::newRow("gif") << gif() << QByteArray("image/gif") << QByteArray("image/png");
}

void TestImageDecoding::encodesAnew()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, claimed);
    QFETCH(QByteArray, made);
    QVERIFY(!file.isEmpty());
    const QImage before = QImage::fromData(file);
    const auto image = decodedAnew(file, claimed);
    QVERIFY(image.has_value());
    QCOMPARE(image->mediaType, made);
    QCOMPARE(QSize(image->width, image->height), before.size());
    const QImage after = QImage::fromData(image->bytes, made == "image/png" ? "png" : "jpeg");
    QCOMPARE(after.size(), before.size());
    if (made == "image/png")
        QCOMPARE(after.convertToFormat(QImage::Format_RGB32), before.convertToFormat(QImage::Format_RGB32));
}

void TestImageDecoding::takesEachFileForWhatItIs_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("claimed");
    QTest::addColumn<ImageOutcome>("outcome");
    const QByteArray png = fileOf(picture(8, 8), "png");
    QTest::newRow("a PNG as JPEG") << png << QByteArray("image/jpeg") << ImageOutcome::NotAsClaimed;
    QTest::newRow("a page") << QByteArray("<!DOCTYPE html><script>") << QByteArray("image/png")
                            << ImageOutcome::NotAsClaimed;
    QTest::newRow("a drawing of text") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>")
                                       << QByteArray("image/svg+xml") << ImageOutcome::UsedWrongly;
    QTest::newRow("a kind that nobody needs")
        << fileOf(picture(8, 8), "ppm") << QByteArray("image/x-portable-pixmap") << ImageOutcome::UsedWrongly;
    QTest::newRow("nothing") << QByteArray() << QByteArray("image/png") << ImageOutcome::NotAsClaimed;
    QTest::newRow("a sound in the same container")
        << QByteArray("RIFF\x24\0\0\0WAVEfmt ", 16) << QByteArray("image/webp") << ImageOutcome::NotAsClaimed;
}

void TestImageDecoding::takesEachFileForWhatItIs()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, claimed);
    QFETCH(ImageOutcome, outcome);
    const auto image = decodedAnew(file, claimed);
    QVERIFY(!image);
    QCOMPARE(image.error(), outcome);
}

void TestImageDecoding::scalesDownWhatIsTooWide()
{
    const auto image = decodedAnew(fileOf(picture(4096, 1024), "png"), "image/png");
    QVERIFY(image.has_value());
    QCOMPARE(QSize(image->width, image->height), QSize(2048, 512));
    QCOMPARE(QImage::fromData(image->bytes).size(), QSize(2048, 512));
}

void TestImageDecoding::keepsWhatIsTransparent()
{
    QImage glass(16, 16, QImage::Format_ARGB32);
    glass.fill(QColor(10, 200, 30, 128));
    const auto image = decodedAnew(fileOf(glass, "png"), "image/png");
    QVERIFY(image.has_value());
    QCOMPARE(QImage::fromData(image->bytes).pixelColor(3, 3).alpha(), 128);
}

void TestImageDecoding::leavesBehindWhatTheFileSaysBesideThePixels()
{
    QImage spoken = picture(16, 16);
    spoken.setText(u"Comment"_s, u"where it was taken"_s);
    const QByteArray file = fileOf(spoken, "png");
    QVERIFY(file.contains("where it was taken"));
    // Whatever stands behind the picture's end is no part of it either.
    const auto image = decodedAnew(file + "<script>alert(1)</script>", "image/png");
    QVERIFY(image.has_value());
    QVERIFY(!image->bytes.contains("where it was taken"));
    QVERIFY(!image->bytes.contains("script"));
    QVERIFY(QImage::fromData(image->bytes).textKeys().isEmpty());
}

void TestImageDecoding::decodesNothingThatClaimsTooManyPixels()
{
    QByteArray bomb = fileOf(picture(8, 8), "png");
    qToBigEndian<quint32>(60'000, bomb.data() + 16);
    qToBigEndian<quint32>(60'000, bomb.data() + 20);
    qToBigEndian<quint32>(crc32(bomb.sliced(12, 17)), bomb.data() + 29);
    const auto image = decodedAnew(bomb, "image/png");
    QVERIFY(!image);
    QCOMPARE(image.error(), ImageOutcome::TooManyPixels);
}

void TestImageDecoding::refusesWhatIsCutOff_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("claimed");
    QTest::newRow("png") << fileOf(picture(64, 64), "png") << QByteArray("image/png");
    QTest::newRow("webp") << fileOf(picture(64, 64), "webp") << QByteArray("image/webp");
    QTest::newRow("gif") << gif() << QByteArray("image/gif");
}

void TestImageDecoding::refusesWhatIsCutOff()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, claimed);
    for (const qsizetype length : {qsizetype(12), qsizetype(20), file.size() / 3}) {
        const auto image = decodedAnew(file.first(length), claimed);
        QVERIFY2(!image, qPrintable(QString::number(length)));
        QVERIFY(image.error() == ImageOutcome::Unreadable || image.error() == ImageOutcome::NotAsClaimed);
    }
}

QTEST_GUILESS_MAIN(TestImageDecoding)
#include "tst_imagedecoding.moc"
